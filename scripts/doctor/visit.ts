import type { Ask } from './ask.ts';
import type { Target } from './target.ts';

/** What a check gets. */
export interface Visit {
  target: Target;
  ask: Ask;
  /** Which of Polar's worlds the Worker is for, as soon as it has said so. */
  environment?: Environment;
}

/** A visit at a Worker that is up and set up. */
export type Served = Visit & { environment: Environment };

type Environment = 'production' | 'sandbox';

/** A site that no server has a reason to trust. */
export const STRANGER = 'https://doctor.example';
