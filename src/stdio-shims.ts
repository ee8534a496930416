/**
 * The SDK's platform module, for the server over stdio. The SDK's own one for Node brings ajv, which is a tenth of
 * the bundle and of its start, and compiles schemas from text. scripts/stdio-bundle.ts puts this one in its place.
 */
import process from 'node:process';

export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
export { process };
