import type { JsonSchemaValidator } from '@modelcontextprotocol/server';

/**
 * Replaces the SDK's module for a platform, which holds a JSON Schema validator. The SDK makes one for each server, and asks it
 * only about the answers to `Server.elicitInput`, which this server never calls: `mcp/call-tool.ts` reads answers itself.
 */
export class DefaultJsonSchemaValidator {
  getValidator(): JsonSchemaValidator<never> {
    throw new Error('this server has no JSON Schema validator');
  }
}
