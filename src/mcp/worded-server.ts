import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server';
import { formatPath } from '../errors.ts';

/** The SDK's server, which says in words what is wrong with a request: by itself it sends zod's JSON, some as -32603. */
export class WordedServer extends Server {
  protected override _wrapHandler(...[method, handler]: Parameters<Server['_wrapHandler']>) {
    const handle = super._wrapHandler(method, handler);
    return async (...call: Parameters<typeof handle>) => {
      try {
        return await handle(...call);
      } catch (error) {
        throw inWords(method, error);
      }
    };
  }
}

const ZODS = /^(?:Invalid tools\/call request: )?(\[\s+\{\s+".*\])$/s;

interface Issue {
  path: PropertyKey[];
  message: string;
}

function inWords(method: string, error: unknown): unknown {
  const [, json] = (error instanceof Error && ZODS.exec(error.message)) || [];
  if (json === undefined) return error;
  const wrong = (JSON.parse(json) as Issue[]).map(
    ({ path: [, ...path], message }) => `${formatPath(path) || 'params'}: ${message.replace('Invalid input: ', '')}`,
  );
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `Invalid params of ${method}: ${wrong.join('; ')}`);
}
