import { useEffect, useMemo, useRef } from 'preact/hooks';
import { CellView, CopyButton, ThingButton } from '../components/cell.tsx';
import { Table, type Column as TableColumn } from '../components/table.tsx';
import { Wide } from '../components/wide.tsx';
import type { ScreenProps } from '../host.ts';
import { type Fields, isFields, own, withSlug } from '../things/cell.ts';
import { columnsOf, type Column as FieldColumn } from '../things/columns.ts';
import { csvOf } from '../things/csv.ts';
import { type Target, targetOf, targetOfRow } from '../things/links.ts';
import { type Paging, pagingOf } from '../things/page.ts';
import { withoutRepeated } from '../things/repeated.ts';
import { nextSorting, type Order, ordersOf, type Sorted, sortedBy } from '../things/sort.ts';

/** A page of things, as a table. Sorting and turning pages call the same tool again. */
export function ListScreen({ result, meta, host }: ScreenProps) {
  const { thing } = meta;
  const { tool, arguments: given } = meta.call;
  const items = useMemo(() => (Array.isArray(result.items) ? result.items.filter(isFields) : []), [result]);
  const about = isFields(result.about) ? result.about : {};
  const columns = useMemo(
    () =>
      columnsOf(items, thing?.fields ?? []).map((column) => ({
        ...column,
        cells: column.cells.map((cell) => withSlug(cell, about.organizations)),
      })),
    [items, thing],
  );
  const orders = useMemo(() => ordersOf(thing?.sorting ?? [], columns), [thing, columns]);
  const sorted = sortedBy(given.sorting);
  const paging = pagingOf(result, given);
  const noun = thing?.noun ?? meta.title;
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) host.announce(`${noun}: ${paging.said || 'none'}`);
    isFirst.current = false;
  }, [result]);

  const sortBy = (sorting: string | undefined) => {
    const { page: _, sorting: __, ...others } = given;
    return host.replace(tool, sorting === undefined ? others : { ...others, sorting: [sorting] });
  };
  const turn = (page: { page: number; limit: number } | undefined) => page && host.replace(tool, { ...given, ...page });
  const open = (item: Fields, target: Target | undefined) =>
    target && host.can.call
      ? host.open(target.tool, target.arguments)
      : host.show(
          { ...item, about: { organizations: about.organizations } },
          { ...meta, ...(thing && { thing: { ...thing, kind: 'one', first: thing.fields.length } }) },
        );

  const cellAt = (column: FieldColumn, row: number) => {
    const item = items[row] ?? {};
    const cell = column.cells[row];
    if (column.isTitle && thing)
      return <ThingButton cell={cell} onPress={() => open(item, targetOfRow(item, thing?.opens))} />;
    const target = cell && host.can.call ? targetOf(item, column.path, thing?.reads ?? {}) : undefined;
    if (target) return <ThingButton cell={cell} onPress={() => open(item, target)} />;
    return <CellView cell={cell} host={host} />;
  };

  const head = (column: FieldColumn) => {
    const order = orders.find(({ path }) => path === column.path);
    if (!order || !host.can.call) return {};
    const isSorted = sorted?.property === order.property;
    const next = nextSorting(order.property, sorted, column.isNumeric || kindOf(column) === 'when');
    return {
      head: <SortButton label={column.label} isSorted={isSorted} onPress={() => sortBy(next)} />,
      ...(isSorted && { sorted: sorted.isDescending ? ('descending' as const) : ('ascending' as const) }),
    };
  };
  const sortedPath = sorted && orders.find(({ property }) => property === sorted.property)?.path;
  const [ofRows, repeated] = withoutRepeated(columns, items, sortedPath);
  const shown = ofRows.map(
    (column): TableColumn<number> => ({
      key: column.path,
      title: column.label,
      isNumber: column.isNumeric,
      isRowHead: column.isTitle === true,
      ...head(column),
      cell: (row) => cellAt(column, row),
    }),
  );
  const word = noun.toLowerCase();
  return (
    <>
      <h1 tabIndex={-1}>{noun}</h1>
      {items.length === 0 ? (
        paging.said === '' && <p>No {word} match.</p>
      ) : (
        <>
          <div class="tools">
            {orders.length > 0 && host.can.call && <SortSelect orders={orders} sorted={sorted} sortBy={sortBy} />}
            <CopyButton text={csvOf(columns)} host={host}>
              Copy as CSV
            </CopyButton>
          </div>
          {repeated.length > 0 && (
            <ul class="same" aria-label="The same in all rows">
              {repeated.map((column) => (
                <li key={column.path}>
                  <span class="quiet">{column.label}: </span>
                  {cellAt(column, 0)}
                </li>
              ))}
            </ul>
          )}
          <Wide label={noun}>
            <Table caption={`${noun}: ${paging.said}`} columns={shown} rows={items.map((_, row) => row)} />
          </Wide>
        </>
      )}
      {typeof own(about, 'left_out') === 'string' && (
        <p class="quiet">
          There was no room for all of this page.
          {host.can.call && paging.next && ' The next page goes on with the rest.'}
        </p>
      )}
      {host.can.call && <Pages paging={paging} turn={turn} />}
      {!host.can.call && paging.said !== '' && <p class="quiet">{paging.said}</p>}
    </>
  );
}

const kindOf = ({ cells }: FieldColumn) => cells.find((cell) => cell !== undefined)?.kind;

function SortButton({ label, isSorted, onPress }: { label: string; isSorted: boolean; onPress(): void }) {
  return (
    <button type="button" class={isSorted ? 'sort sorted' : 'sort'} onClick={onPress}>
      {label}
    </button>
  );
}

interface SortSelectProps {
  orders: readonly Order[];
  sorted: Sorted | undefined;
  sortBy(sorting: string | undefined): void;
}

/** All orders that the tool takes: in a narrow frame there are no heads to press, and some orders have no column. */
function SortSelect({ orders, sorted, sortBy }: SortSelectProps) {
  const value = sorted ? `${sorted.isDescending ? '-' : ''}${sorted.property}` : '';
  return (
    <label>
      {'Sort by '}
      <select value={value} onChange={({ currentTarget }) => sortBy(currentTarget.value || undefined)}>
        <option value="">Default order</option>
        {orders.flatMap(({ property, label }) => [
          <option key={property} value={property}>{`${label}, ascending`}</option>,
          <option key={`-${property}`} value={`-${property}`}>{`${label}, descending`}</option>,
        ])}
      </select>
    </label>
  );
}

interface PagesProps {
  paging: Paging;
  turn(page: Paging['next']): void;
}

/** The way to the other pages. A button without a page stays, so that the focus does. */
function Pages({ paging: { said, previous, next }, turn }: PagesProps) {
  if (!previous && !next) return said === '' ? null : <p class="quiet">{said}</p>;
  return (
    <nav class="pages" aria-label="Pages">
      <button type="button" aria-disabled={!previous} onClick={() => previous && turn(previous)}>
        Previous
      </button>
      <span>{said}</span>
      <button type="button" aria-disabled={!next} onClick={() => next && turn(next)}>
        Next
      </button>
    </nav>
  );
}
