import type { CallToolResult } from '@modelcontextprotocol/server';
import { EXPORT_FILE_SECONDS } from '../limits.ts';
import { argumentNames, type Caller, type OperationCall } from '../operations/index.ts';
import { readCsv, type Table } from '../polar/index.ts';
import {
  csvFile,
  type Periods,
  restoreAmounts,
  rowsWithLocalPeriods,
  tableResult,
  UNITS_OF_TABLE,
} from '../results/index.ts';

/**
 * The largest export of which a person gets a file: 20,000 orders with all columns. Beside Polar's text, its data and the sealed
 * file, an isolate of 128 MB has no room for more of them at once.
 */
const MAX_EXPORT_CHARACTERS = 4 * 1024 * 1024;

/**
 * Makes the result of an export: the rows that fit for the model, and all of them as a file for the person.
 *
 * @param csv Polar's answer
 */
export async function exportResult(call: OperationCall, csv: string, caller: Caller): Promise<CallToolResult> {
  const { tool, operation, params } = call;
  const columns = params.columns === undefined ? undefined : [params.columns].flat().map(String);
  const { table: restored, ...notes } = restoreAmounts(readCsv(csv), columns);
  const { offset, limit } = params as { offset?: number; limit?: number };
  const table = tool.series?.isLocal ? rowsWithLocalPeriods(restored, periodsOf(params)) : restored;
  // Whoever goes on with `next` has been given the file.
  const file = offset ? undefined : await fileOf(call, csv, table, caller);
  return tableResult(
    table,
    { argumentNames: argumentNames(operation), isOldestFirst: tool.series !== undefined, offset, limit, file },
    tool.series?.areMetrics ? { ...notes, units: UNITS_OF_TABLE } : notes,
  );
}

const MINUTES = EXPORT_FILE_SECONDS / 60;

/** Keeps a file, and says where it is. */
async function fileOf(
  { name }: OperationCall,
  csv: string,
  table: Table,
  { environment, exports }: Caller,
): Promise<string | undefined> {
  const count = table.rows.length;
  if (!exports || count === 0) return undefined;
  if (csv.length > MAX_EXPORT_CHARACTERS) return 'Too large for a file: a shorter time gives the person one.';
  const parts = ['polar', ...(environment === 'sandbox' ? ['sandbox'] : []), name.replace('export_', ''), today()];
  const address = await exports.keep({ name: `${parts.join('-')}.csv`, text: csvFile(table) });
  return (
    address &&
    `${address} has ${count === 1 ? 'the row' : `all ${count} rows`} as CSV, for ${MINUTES} minutes: give it to the person.`
  );
}

const today = () => new Date().toISOString().slice(0, 10);

/** The time zone and interval that a series was asked for. */
export const periodsOf = ({ timezone, interval }: Record<string, unknown>): Periods => ({
  timezone: typeof timezone === 'string' ? timezone : undefined,
  interval: String(interval),
});
