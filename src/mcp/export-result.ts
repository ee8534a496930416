import type { CallToolResult, ResourceLink } from '@modelcontextprotocol/server';
import type { Tool } from '../../generated/tool.gen.ts';
import { EXPORT_FILE_SECONDS } from '../limits.ts';
import { argumentNames, type Caller, type OperationCall, type ToolRequest } from '../operations/index.ts';
import { readCsv, type Table } from '../polar/index.ts';
import {
  csvFile,
  type Periods,
  restoreAmounts,
  rowsWithLocalPeriods,
  tableResult,
  UNITS_OF_TABLE,
} from '../results/index.ts';
import { VIEW_META_KEY, type ViewMeta } from '../views/index.ts';

/**
 * The largest export of which a person gets a file: 20,000 orders with all columns. Beside Polar's text, its data and the sealed
 * file, an isolate of 128 MB has no room for more of them at once.
 */
const MAX_EXPORT_CHARACTERS = 4 * 1024 * 1024;

/**
 * Makes the result of an export: the rows that fit for the model, and all of them as a file for the person.
 *
 * Clients that show views also get the file as a link of its own, and for the view. Others get no link: clients of the first revisions
 * refuse a result with a kind of content that they don't know.
 *
 * @param csv Polar's answer
 */
export async function exportResult(
  call: OperationCall,
  csv: string,
  caller: Caller,
  { abilities }: Pick<ToolRequest, 'abilities'>,
): Promise<CallToolResult> {
  const { tool, operation, params } = call;
  const columns = params.columns === undefined ? undefined : [params.columns].flat().map(String);
  const { table: restored, ...notes } = restoreAmounts(readCsv(csv), columns);
  const { offset, limit } = params as { offset?: number; limit?: number };
  const table = tool.series?.isLocal ? rowsWithLocalPeriods(restored, periodsOf(params)) : restored;
  // Whoever goes on with `next` has been given the file.
  const isKept = !offset && table.rows.length > 0 && caller.exports !== undefined;
  const isTooLarge = csv.length > MAX_EXPORT_CHARACTERS;
  const file = isKept && !isTooLarge ? await keepFile(call, table, caller) : undefined;
  const said = file ? inWords(file, table) : isKept && isTooLarge ? TOO_LARGE : undefined;
  const result = tableResult(
    table,
    { argumentNames: argumentNames(operation), isOldestFirst: tool.series !== undefined, offset, limit, file: said },
    tool.series?.areMetrics ? { ...notes, units: UNITS_OF_TABLE } : notes,
  );
  return file && abilities.views ? withFile(result, file, tool) : result;
}

const TOO_LARGE = 'Too large for a file: a shorter time gives the person one.';
const MINUTES = EXPORT_FILE_SECONDS / 60;

interface KeptFile {
  address: string;
  name: string;
  /** In milliseconds since 1970. */
  until: number;
  bytes: number;
}

async function keepFile(
  { name: tool }: OperationCall,
  table: Table,
  { environment, exports }: Caller,
): Promise<KeptFile | undefined> {
  const parts = ['polar', ...(environment === 'sandbox' ? ['sandbox'] : []), tool.replace('export_', ''), today()];
  const [name, text] = [`${parts.join('-')}.csv`, csvFile(table)];
  const until = Date.now() + EXPORT_FILE_SECONDS * 1000;
  const address = await exports?.keep({ name, text });
  return address === undefined ? undefined : { address, name, until, bytes: new TextEncoder().encode(text).length };
}

const today = () => new Date().toISOString().slice(0, 10);

const inWords = ({ address }: KeptFile, { rows: { length } }: Table) =>
  `${address} has ${length === 1 ? 'the row' : `all ${length} rows`} as CSV, for ${MINUTES} minutes: give it to the person.`;

function withFile(result: CallToolResult, { bytes, ...file }: KeptFile, { title }: Tool): CallToolResult {
  const link: ResourceLink = {
    type: 'resource_link',
    uri: file.address,
    name: file.name,
    title,
    mimeType: 'text/csv',
    size: bytes,
    description: `All rows, for the person. It works for ${MINUTES} minutes.`,
    annotations: { audience: ['user'] },
  };
  const meta: Partial<ViewMeta> = { file };
  return { ...result, content: [...result.content, link], _meta: { ...result._meta, [VIEW_META_KEY]: meta } };
}

/** The time zone and interval that a series was asked for. */
export const periodsOf = ({ timezone, interval }: Record<string, unknown>): Periods => ({
  timezone: typeof timezone === 'string' ? timezone : undefined,
  interval: String(interval),
});
