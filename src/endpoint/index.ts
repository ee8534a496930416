export { handleMcp, type McpContext } from './endpoint.ts';
