/**
 * Loaded into a server over HTTP with `node --import`, this has it check who calls, as the Workers beside ours do
 * (bench/workers/token.ts): it hashes the bearer token, and looks the hash up in the KV at KV_URL. Others get a 401.
 */
import { createHash } from 'node:crypto';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const { createServer } = http;

http.createServer = (...args) => {
  const listener = args.pop();
  const checked = async (request, response) => {
    if (await isKnown(request.headers.authorization)) listener(request, response);
    else response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
  };
  return createServer(...args, checked);
};
syncBuiltinESMExports();

async function isKnown(authorization = '') {
  const [, token] = /^Bearer (.+)$/.exec(authorization) ?? [];
  if (token === undefined) return false;
  const hash = createHash('sha256').update(token).digest().join('.');
  const answer = await fetch(`${process.env.KV_URL}/${encodeURIComponent(`login:${hash}`)}`);
  const login = answer.ok ? await answer.json() : undefined;
  return typeof login?.token === 'string';
}
