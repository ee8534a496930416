import { useEffect, useRef, useState } from 'preact/hooks';
import { copyText } from '../copy.ts';
import type { Host } from '../host.ts';
import { amountIn, withAmounts } from '../money.ts';
import { type Cell, plainText } from '../things/cell.ts';
import { shortId } from '../things/words.ts';
import { Chip } from './chip.tsx';
import { When } from './when.tsx';

interface CellProps {
  cell: Cell | undefined;
  host: Host;
}

/** A text that is no longer stands in one line of a table. */
const LONG_TEXT = 16;

const isLong = (text: string) => text.length > LONG_TEXT;

/** A value as people read it. What strangers wrote is only ever text. */
export function CellView({ cell, host }: CellProps) {
  if (!cell) return null;
  switch (cell.kind) {
    case 'number':
      return <>{new Intl.NumberFormat(host.locale, { maximumFractionDigits: 20 }).format(cell.value)}</>;
    case 'when':
      return <When at={cell.at} host={host} />;
    case 'day':
      return <Day day={cell.text} host={host} />;
    case 'state':
      return <Chip tone={cell.tone}>{cell.text}</Chip>;
    case 'id':
      return <Id id={cell.id} host={host} />;
    case 'address':
      return <Address href={cell.href} host={host} />;
    case 'several':
      return (
        <ul class="several">
          {cell.cells.map((one, index) => (
            <li key={index}>
              <CellView cell={one} host={host} />
            </li>
          ))}
        </ul>
      );
    case 'money':
      return <span class="money">{amountIn(cell.text, host.locale)}</span>;
    case 'sentence':
      return <>{withAmounts(cell.text, host.locale)}</>;
    case 'phrase':
      return (
        <span class="text long">
          {cell.parts.map((part) => (part.kind === 'text' ? part.text : <CellView cell={part} host={host} />))}
        </span>
      );
    default:
      return (
        <span class={isLong(cell.text) ? 'text long' : 'text'}>
          <Breakable text={cell.text} />
        </span>
      );
  }
}

/** A text that breaks before the sign of an email address, rather than anywhere. */
function Breakable({ text }: { text: string }) {
  const at = text.indexOf('@');
  if (at <= 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}

/** A value that leads to a thing. A press opens it. */
export function ThingButton({ cell, onPress }: { cell: Cell | undefined; onPress(): void }) {
  const whole = plainText(cell);
  const text = cell?.kind === 'id' ? shortId(cell.id) : whole || 'Open';
  return (
    <button
      type="button"
      class={isLong(text) ? 'link long' : 'link'}
      title={text === whole ? undefined : whole || undefined}
      onClick={onPress}
    >
      <Breakable text={text} />
    </button>
  );
}

/** A day that is in no time zone. */
function Day({ day, host }: { day: string; host: Host }) {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return <>{day}</>;
  return (
    <time dateTime={day}>
      {new Intl.DateTimeFormat(host.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date)}
    </time>
  );
}

/** An id, shortened; its title has all of it, and so has a copy. */
function Id({ id, host }: { id: string; host: Host }) {
  return (
    <span class="id">
      <code title={id}>{shortId(id)}</code>
      <CopyButton text={id} label={`Copy ID ${id}`} host={host}>
        Copy
      </CopyButton>
    </span>
  );
}

interface CopyButtonProps {
  text: string;
  /** Its name, where the words in it don't say enough. */
  label?: string;
  host: Host;
  children: string;
}

/** Copies a text. */
export function CopyButton({ text, label, host, children }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [text]);
  const button = useRef<HTMLButtonElement>(null);
  const copy = async () => {
    const done = await copyText(text);
    setCopied(done);
    host.announce(done ? 'Copied' : 'This app lets no view copy.');
    button.current?.focus();
  };
  return (
    <button ref={button} type="button" class="plain" onClick={copy} aria-label={label}>
      {isCopied ? 'Copied' : children}
    </button>
  );
}

/** An address outside. The host opens it, and the button says whose it is. */
function Address({ href, host }: { href: string; host: Host }) {
  if (!host.can.openLink) return <span class="text">{href}</span>;
  const { host: site } = new URL(href);
  return (
    <button type="button" class="link" title={href} onClick={() => host.openLink(href)}>
      {`Open ${site}`}
    </button>
  );
}
