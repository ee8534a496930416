import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  key: string;
  title: string;
  /** Amounts stand at the right. */
  isNumber?: boolean;
  /** Whether its cells name their rows. */
  isRowHead?: boolean;
  cell(row: Row): ComponentChildren;
  /** The head, if it is more than the title: a button that sorts. */
  head?: ComponentChildren;
  sorted?: 'ascending' | 'descending' | undefined;
}

interface TableProps<Row> {
  caption: string;
  isCaptionSeen?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf?: (row: Row, index: number) => string | number;
}

/** A table; in a narrow frame, each row becomes a card whose cells name their columns. */
export function Table<Row>({ caption, isCaptionSeen = false, columns, rows, keyOf }: TableProps<Row>) {
  return (
    // The roles last when the styles make cards of the rows.
    // biome-ignore-start lint/a11y/noRedundantRoles: Chromium drops the roles of a table that isn't laid out as one
    <table role="table">
      <caption class={isCaptionSeen ? '' : 'unseen'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, title, head, isNumber, sorted }) => (
            <th key={key} role="columnheader" scope="col" class={isNumber ? 'number' : ''} aria-sort={sorted}>
              {head ?? title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={keyOf?.(row, index) ?? index} role="row">
            {columns.map(({ key, title, isNumber, isRowHead, cell }) =>
              isRowHead ? (
                <th key={key} role="rowheader" scope="row" data-title={title}>
                  {cell(row)}
                </th>
              ) : (
                <td key={key} role="cell" class={isNumber ? 'number' : ''} data-title={title}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: as above
  );
}
