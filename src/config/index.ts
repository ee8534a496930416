export { type Config, readConfig, readStdioConfig, type StdioConfig, type WriteLimits } from './config.ts';
export { ConfigError, type RefundCap, type WriteRisk } from './variables.ts';
