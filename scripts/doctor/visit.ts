import type { Ask } from './ask.ts';
import type { Target } from './target.ts';

/** Everything that a check gets. */
export interface Visit {
  target: Target;
  ask: Ask;
  /** The origin of Polar's API, if the operator gives it. */
  polarApiUrl?: string | undefined;
  /** Polar as .dev.vars has it. A Worker on this machine may run with that. */
  devVars?: PolarAddresses | undefined;
  /** Polar's environment that the Worker is for, as soon as it has said so. */
  environment?: Environment;
  /** Whether anyone with an account at Polar may connect, as it says itself. */
  isOpen?: boolean;
}

export interface PolarAddresses {
  /** The origin of the API. */
  apiUrl: string | undefined;
  /** The page that people log in on. */
  authorizeUrl: string | undefined;
}

/** A visit at a Worker that is up and set up. */
export type Served = Visit & { environment: Environment };

type Environment = 'production' | 'sandbox';

/** A site that no server has a reason to trust. */
export const FOREIGN_ORIGIN = 'https://doctor.example';
