import { useMemo } from 'preact/hooks';
import { CopyButton } from '../components/cell.tsx';
import { ExportFile } from '../components/export-file.tsx';
import { Table } from '../components/table.tsx';
import { Wide } from '../components/wide.tsx';
import type { ScreenProps } from '../host.ts';
import { isFields, own, textCell } from '../things/cell.ts';
import type { Column } from '../things/columns.ts';
import { csvOf } from '../things/csv.ts';

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** An export: its file, and its rows as Polar wrote them. */
export function ExportScreen({ result, meta, host }: ScreenProps) {
  const columns = useMemo(() => exportColumns(result.columns, result.rows), [result]);
  const about = isFields(result.about) ? result.about : {};
  const next = own(about, 'next');
  const { tool, arguments: given } = meta.call;
  const rows = columns[0]?.cells ?? [];
  return (
    <>
      <h1 tabIndex={-1}>{meta.title}</h1>
      {meta.file && <ExportFile file={meta.file} host={host} />}
      {rows.length === 0 ? (
        <p>There are no rows.</p>
      ) : (
        <>
          <div class="tools">
            <CopyButton text={csvOf(columns)} host={host}>
              Copy as CSV
            </CopyButton>
          </div>
          <Wide label={meta.title}>
            <Table
              caption={`${meta.title}: ${rows.length} of ${result.row_count} rows`}
              isCaptionSeen
              rows={rows.map((_, row) => row)}
              columns={columns.map(({ path, label, cells, isNumeric }, index) => ({
                key: path,
                title: label,
                isNumber: isNumeric,
                // A head without words heads nothing.
                isRowHead: index === 0 && cells.every((one) => textOf(one) !== ''),
                cell: (row: number) => <span class="text">{textOf(cells[row])}</span>,
              }))}
            />
          </Wide>
        </>
      )}
      {isFields(next) && host.can.call && (
        <button type="button" onClick={() => host.replace(tool, { ...given, ...next })}>
          More rows
        </button>
      )}
    </>
  );
}

const textOf = (cell: Column['cells'][number]) => (cell?.kind === 'text' ? cell.text : '');

/** The columns of a table whose cells are texts. A cell that was cut has no other form. */
function exportColumns(names: unknown, rows: unknown): Column[] {
  if (!Array.isArray(names) || !Array.isArray(rows)) return [];
  return names.map((name, index) => {
    const texts = rows.map((row) => String((Array.isArray(row) ? row[index] : undefined) ?? ''));
    return {
      path: `${index}`,
      label: String(name),
      cells: texts.map(textCell),
      isNumeric: texts.some((text) => NUMBER.test(text)) && texts.every((text) => text === '' || NUMBER.test(text)),
    };
  });
}
