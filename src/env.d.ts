import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import type { ReadBy } from '../settings/variables.ts';

/** Adds to the bindings of worker-configuration.d.ts what wrangler.toml doesn't name. */
interface Unnamed extends Partial<Record<Exclude<ReadBy<'worker'>, keyof __BaseEnv_Env>, string>> {
  /** The dataset in which calls are counted, if one is bound: see docs/telemetry.md. */
  ANALYTICS?: AnalyticsEngineDataset;
  /** The OAuth provider sets it on each request. */
  OAUTH_PROVIDER: OAuthHelpers;
}

declare global {
  interface Env extends Unnamed {}
  namespace Cloudflare {
    interface Env extends Unnamed {}
  }
}
