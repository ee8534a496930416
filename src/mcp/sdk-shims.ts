/**
 * What the SDK asks of its platform, for workerd. Its own module for workerd builds every schema of both lines of the
 * protocol when it is imported, some 350 of them, of which a request uses five; without it each is built when it is first
 * used. wrangler.toml puts this one in its place.
 */
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
