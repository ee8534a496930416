export { type Config, ConfigError, type CountedByNetwork, type RateLimitName, readConfig } from './config.ts';
export { linesOf, polarEnvironment, restrictionOfServer, sharedVariables, valuesOf } from './variables.ts';
export { type RefundCap, type WriteLimits, type WriteRisk, writeSettings } from './write-variables.ts';
