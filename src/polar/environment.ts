import type { POLAR_HOSTS } from '../../settings/polar-hosts.ts';

/** Polar's two worlds: test data, or real customers and real money. */
export type PolarEnvironment = keyof typeof POLAR_HOSTS;
