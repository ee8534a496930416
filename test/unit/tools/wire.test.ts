import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation, Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import type { Advertised } from '../../../scripts/generator/advertised.ts';
import type { CallError } from '../../../src/errors.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';
import { createPolarClient } from '../../../src/polar/client.ts';
import { advertisedForm, emptyValueAt } from '../../support/advertised-form.ts';
import { meaningOf } from '../../support/meaning.ts';
import { document, parametersSchema } from '../../support/oracle.ts';
import { everyBranch, samplesOf } from '../../support/samples/samples.ts';
import { saysNothing } from './arguments-for.ts';

/** RUNS=50 tries more of each operation, SEED=… others. */
const RUNS = Number(process.env.RUNS ?? 3);
const SEED = Number(process.env.SEED ?? 2026);
const TIMEOUT_MS = 10_000;

type Arguments = Record<string, unknown>;

interface Sent {
  method: string;
  url: URL;
  body: unknown;
}

/** Whatever is asked, it answers with nothing and remembers. */
let server: Server;
let sent: Sent[] = [];
let origin: string;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    sent.push(await receive(request));
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function receive(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? '', origin);
  return { method: request.method ?? '', url, body: text === '' ? undefined : JSON.parse(text) };
}

/** The request that a call of the tool with these arguments sends. */
async function send(tool: Tool, given: Arguments): Promise<Sent> {
  const { operation, params, body } = read(tool, given);
  const polar = createPolarClient({
    apiUrl: origin,
    tokens: { current: async () => 'token', afterRefusal: () => Promise.reject(new Error('refused')) },
    deadline: Date.now() + TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  sent = [];
  await operation.call(polar, params as never, body as never);
  const [only, ...more] = sent;
  if (!only || more.length > 0) throw new Error(`${sent.length} requests instead of one`);
  return only;
}

function read(tool: Tool, given: Arguments) {
  try {
    return readArguments(tool, given);
  } catch (error) {
    throw new Error(`${JSON.stringify(given)} → ${JSON.stringify((error as CallError).fields)}`);
  }
}

/** A request in a form that can be compared with what was meant: encodings gone, and the query without an order. */
function plain({ method, url, body }: Sent) {
  const path = url.pathname.split('/').map(decodeURIComponent);
  const query = [...url.searchParams].map(([key, value]) => `${key}=${value}`).sort();
  return { method, path, query, body };
}

/** The request that these arguments should make, according to the document. */
function meant({ id, bodyOptional }: Operation, params: Arguments, names: readonly string[], fields?: Arguments) {
  // No argument for a body that may be left out is no body.
  const body = bodyOptional && Object.keys(fields ?? {}).length === 0 ? undefined : fields;
  const described = document.operations.find((operation) => operation.id === id);
  if (!described) throw new Error(`There is no operation ${id}`);
  const parameters = (described.operation.parameters ?? []).map((p, i) => ({ ...p, value: params[names[i] ?? ''] }));
  const path = described.path.split('/').map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name ? String(parameters.find((p) => p.in === 'path' && p.name === name)?.value) : part;
  });
  const query = parameters.filter((p) => p.in === 'query').flatMap(({ name, value }) => pairs(name, value));
  return { method: described.method.toUpperCase(), path, query: query.sort(), body };
}

function pairs(key: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => pairs(key, item));
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, item]) => pairs(`${key}[${name}]`, item));
  return [`${key}=${value}`];
}

/** A body with the value at a dot path, unless something is given there. */
function put(value: unknown, [name = '', ...rest]: string[], empty: unknown): unknown {
  const fields = (value ?? {}) as Arguments;
  if (rest.length > 0) return { ...fields, [name]: put(fields[name], rest, empty) };
  return name in fields ? fields : { ...fields, [name]: empty };
}

// `format` stands in the list for the model; the exact schema enforces it.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
let samples = 0;

const cases = Object.entries<Tool>(tools).flatMap(([name, tool]) =>
  tool.operations.map((operation) => [operation.id, name as ToolName, tool, operation] as const),
);

describe.each(cases)('%s', (id, name, tool, operation) => {
  const inputSchema = toolList.find((listed) => listed.name === name)?.inputSchema ?? { properties: {} };
  const properties = inputSchema.properties as Record<string, Advertised>;
  const isAdvertised = ajv.compile(inputSchema);
  const described = document.operations.find((other) => other.id === id);
  const names = Object.keys(operation.params().shape).filter((argument) => argument !== 'clear');
  const paramsSchema = described ? parametersSchema(described, names) : {};
  const bodySchema = described?.body?.schema;

  async function check(params: Arguments, body: Arguments | undefined) {
    samples += 1;
    const given = { ...body, ...params };
    const shown = JSON.stringify(given);
    const isUpdate = operation.partial === true;
    const inBody = (fields: Arguments | undefined) =>
      bodySchema && fields ? (meaningOf(bodySchema, fields, isUpdate) as Arguments) : fields;
    const kept = inBody(body);
    const isIdle = isUpdate && saysNothing(id, kept);
    if (isIdle) expect(() => read(tool, given), shown).toThrow('Nothing to change');
    else expect(plain(await send(tool, given)), shown).toEqual(meant(operation, params, names, kept));

    // An outdated way is taken, and no list shows it.
    if (
      operation.unlisted?.some(
        (field) => body && Object.hasOwn(body, field) && body[field] !== operation.constants?.[field],
      )
    )
      return;
    const { clear = [], ...said } = advertisedForm(given, properties, isUpdate) as Arguments & { clear?: string[] };
    const all: Arguments = clear.length > 0 ? { ...said, clear } : said;
    expect(isAdvertised(all), `${JSON.stringify(all)} ${JSON.stringify(isAdvertised.errors)}`).toBe(true);
    const saidInBody = body && Object.fromEntries(Object.entries(said).filter(([field]) => field in body));
    // Of an object that this server completes, such a field is left out.
    const dropped: readonly string[] = all.clear ? read(tool, all).dropped : [];
    const meaning = clear
      .filter((path) => !dropped.includes(path))
      .reduce<unknown>(
        (fields, path) => put(fields, path.split('.'), emptyValueAt(path, properties, name)),
        inBody(saidInBody),
      ) as Arguments | undefined;
    if (isUpdate && clear.length === 0 && saysNothing(id, meaning)) return;
    const wanted = meant(operation, params, names, meaning);
    expect(plain(await send(tool, all)), `${shown} as ${JSON.stringify(all)}`).toEqual(wanted);

    if (isIdle) return;
    const asText = Object.entries(body ?? {}).map(([field, value]) =>
      typeof value === 'object' && value !== null ? [field, JSON.stringify(value)] : [field, value],
    );
    expect(plain(await send(tool, { ...Object.fromEntries(asText), ...params })), `${shown} as text`).toEqual(
      meant(operation, params, names, kept),
    );
  }

  test('every case reaches the wire as it was said', async () => {
    const [firstParams = {}] = everyBranch(paramsSchema, document.resolve) as Arguments[];
    for (const params of everyBranch(paramsSchema, document.resolve) as Arguments[]) {
      const [body] = bodySchema ? (everyBranch(bodySchema, document.resolve) as Arguments[]) : [];
      await check(params, body);
    }
    for (const body of bodySchema ? (everyBranch(bodySchema, document.resolve) as Arguments[]) : []) {
      await check(firstParams, body);
    }
  });

  test('and so does anything else that the document accepts', async () => {
    const bodies = bodySchema ? samplesOf(bodySchema, document.resolve) : fc.constant(undefined);
    await fc.assert(
      fc.asyncProperty(samplesOf(paramsSchema, document.resolve), bodies, (params, body) => {
        fc.pre(!endsBeforeItBegins(params as Arguments));
        return check(params as Arguments, body as Arguments | undefined);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

/** The document says nothing of it, and Polar refuses it. */
function endsBeforeItBegins(params: Arguments): boolean {
  const times = ['date', 'timestamp'].map((kind) => [params[`start_${kind}`], params[`end_${kind}`]]);
  return times.some(([start, end]) => Date.parse(String(start)) > Date.parse(String(end)));
}

afterAll(() => {
  console.log(`${samples} samples reached the wire, each as it is, as the list has it said, and with objects as text`);
});
