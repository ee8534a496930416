import { useEffect, useRef, useState } from 'preact/hooks';
import { copyText } from '../copy.ts';
import type { Host } from '../host.ts';

interface CsvButtonsProps {
  host: Host;
  /** With `.csv` at its end. */
  name: string;
  csv: () => string;
}

/** Copies what is shown as CSV, or has the host save it. Where neither is possible, the text is there to be selected. */
export function CsvButtons({ host, name, csv }: CsvButtonsProps) {
  const [text, setText] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.select(), [text]);
  const copy = async () => {
    const isCopied = await copyText(csv());
    setText(isCopied ? undefined : csv());
    host.announce(isCopied ? 'Copied' : 'Copy the selected text');
  };
  const save = async () => {
    const isSaved = await host.download({ name, mimeType: 'text/csv', text: csv() });
    host.announce(isSaved ? 'Saved' : 'Not saved');
    if (!isSaved) setText(csv());
  };
  return (
    <>
      <p class="bar">
        <button type="button" onClick={() => void copy()}>
          Copy as CSV
        </button>
        {host.can.download && (
          <button type="button" onClick={() => void save()}>
            Save as CSV
          </button>
        )}
      </p>
      {text !== undefined && (
        <p>
          <label>
            Copy this: this app lets no button do it.
            <textarea readOnly ref={area} value={text} />
          </label>
        </p>
      )}
    </>
  );
}
