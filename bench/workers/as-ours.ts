import { lazily } from './lazy.ts';

/** Bundled with late.toml. */
export default lazily(() => import('./sdk-as-ours.ts'));
