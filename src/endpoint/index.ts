export type { McpContext } from './endpoint.ts';
