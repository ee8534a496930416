/** Replaces the SDK's module for Node, which holds a JSON Schema validator that takes long to load. */
export { default as process } from 'node:process';
export { DefaultJsonSchemaValidator } from './sdk-platform.ts';
