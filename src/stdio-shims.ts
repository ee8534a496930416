/**
 * What the SDK asks of its platform, for the server over stdio. The SDK's own module for Node brings ajv, which is a tenth of
 * the bundle and of its start, and compiles schemas from text. scripts/stdio-bundle.ts puts this one in its place.
 */
import process from 'node:process';

export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
export { process };
