import { useMemo } from 'preact/hooks';
import { CellView, ThingButton } from '../components/cell.tsx';
import { Table, type Column as TableColumn } from '../components/table.tsx';
import { Wide } from '../components/wide.tsx';
import type { Host, ScreenProps } from '../host.ts';
import type { Json } from '../shown.ts';
import { type Cell, type Fields, isFields, own, withSlug } from '../things/cell.ts';
import { type Target, targetOf, targetOfItem } from '../things/links.ts';
import { cardOf, type Fact, type Inner, type Section } from '../things/record.ts';

/** One thing as a card: what a merchant looks at first, the rest under "More", and the things that belong to it. */
export function RecordScreen({ result, meta, host }: ScreenProps) {
  const { thing, call } = meta;
  const card = useMemo(() => cardOf(result, thing?.fields ?? [], thing?.first ?? 0), [result, thing]);
  const reads = thing?.reads ?? {};
  const about = isFields(result.about) ? result.about : {};
  const linked = { host, reads, result, slugs: about.organizations };
  const { more } = card;
  const hasMore = more.facts.length + more.sections.length + more.tables.length > 0;
  const done = own(result, 'done');
  const id = own(result, 'id');
  const notShown = own(about, 'not_shown');
  const showAll = () => host.replace(call.tool, { ...call.arguments, fields: '*' });
  const kind = thing && (thing.isDone ? `${thing.noun}: ${meta.title.toLowerCase()}, done` : thing.noun);
  return (
    <>
      <header class="thing">
        <h1 tabIndex={-1}>
          {kind !== undefined && card.title !== undefined && <span class="eyebrow">{kind}</span>}
          {card.title ?? kind ?? meta.title}
        </h1>
        {card.state && <CellView cell={card.state} host={host} />}
      </header>
      {typeof done === 'string' && <p>{done}</p>}
      {['remark', 'next_step', 'kept'].map((name) => {
        const said = own(about, name);
        return (
          typeof said === 'string' && (
            <p key={name} class="note">
              {said}
            </p>
          )
        );
      })}
      <Facts facts={card.facts.filter(({ path }) => path !== 'done')} {...linked} />
      <Tables tables={card.tables} {...linked} />
      {card.sections.map((section) => (
        <SectionView key={section.path} section={section} {...linked} />
      ))}
      {hasMore && (
        <details>
          <summary>More</summary>
          <Facts facts={more.facts} {...linked} />
          {more.sections.map((section) => (
            <SectionView key={section.path} section={section} {...linked} />
          ))}
          <Tables tables={more.tables} {...linked} />
          {typeof notShown === 'string' && host.can.call && thing && !thing.isDone && (
            <button type="button" onClick={showAll}>
              Show all fields
            </button>
          )}
        </details>
      )}
      {thing?.related && host.can.call && typeof id === 'string' && (
        <nav class="related" aria-label="What belongs to it">
          {thing.related.map(({ tool, argument, title }) => (
            <button key={tool} type="button" onClick={() => host.open(tool, { [argument]: id })}>
              {title}
            </button>
          ))}
        </nav>
      )}
    </>
  );
}

interface Linked {
  host: Host;
  reads: Parameters<typeof targetOf>[2];
  result: Json;
  /** The slugs of the organizations, by id. */
  slugs: unknown;
}

const opener = (host: Host, target: Target | undefined) =>
  target && host.can.call ? () => host.open(target.tool, target.arguments) : undefined;

function Facts({ facts, host, reads, result, slugs }: Linked & { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl>
      {facts.map(({ path, label, cell: said }) => {
        const cell = withSlug(said, slugs) ?? said;
        const open = path.includes('.') ? undefined : opener(host, targetOf(result, path, reads));
        return (
          <div key={path} class={isLongText(cell) ? 'whole' : cell.kind === 'money' ? 'amount' : undefined}>
            <dt>{label}</dt>
            <dd>{open ? <ThingButton cell={cell} onPress={open} /> : <CellView cell={cell} host={host} />}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A text of a paragraph has a line of its own. */
const isLongText = (cell: Cell) => cell.kind === 'text' && cell.text.length > 100;

function SectionView({ section: { label, facts, path }, ...linked }: Linked & { section: Section }) {
  const open = opener(linked.host, targetOf(linked.result, path, linked.reads));
  return (
    <section>
      <h2>{label}</h2>
      <Facts facts={facts} {...linked} />
      {open && (
        <button type="button" class="link" onClick={open}>
          {`Open ${label.toLowerCase()}`}
        </button>
      )}
    </section>
  );
}

function Tables({ tables, host, reads }: Linked & { tables: readonly Inner[] }) {
  return (
    <>
      {tables.map(({ path, label, items, columns }) => (
        <Wide key={path} label={label}>
          <Table
            caption={label}
            isCaptionSeen
            rows={items.map((_, row) => row)}
            columns={columns.map(
              (column): TableColumn<number> => ({
                key: column.path,
                title: column.label,
                isNumber: column.isNumeric,
                isRowHead: column.isTitle === true,
                cell(row) {
                  const item: Fields = items[row] ?? {};
                  const cell = column.cells[row];
                  const itself = column.isTitle ? targetOfItem(item, path, reads) : undefined;
                  const open = cell && opener(host, itself ?? targetOf(item, column.path, reads));
                  return open ? <ThingButton cell={cell} onPress={open} /> : <CellView cell={cell} host={host} />;
                },
              }),
            )}
          />
        </Wide>
      ))}
    </>
  );
}
