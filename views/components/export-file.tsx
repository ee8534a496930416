import { useState } from 'preact/hooks';
import type { ViewMeta } from '../../src/views/view-meta.ts';
import { type Host, isWebAddress } from '../host.ts';
import { CopyButton } from './cell.tsx';
import { When } from './when.tsx';

interface ExportFileProps {
  file: NonNullable<ViewMeta['file']>;
  host: Host;
}

/** The file of an export. Whoever has its link has the file, so the link isn't shown unless nothing else helps. */
export function ExportFile({ file, host }: ExportFileProps) {
  const { address, name, until } = file;
  const isLink = isWebAddress(address);
  const [isShown, setShown] = useState(!isLink || !host.can.openLink);
  const open = async () => {
    if (!(await host.openLink(address))) setShown(true);
  };
  return (
    <div class="note">
      <p>
        <b>{name}</b> has all rows, until <When at={new Date(until).toISOString()} host={host} />. Cells that a
        spreadsheet would run begin with an apostrophe.
      </p>
      <p class="bar">
        {isLink && host.can.openLink && (
          <button type="button" onClick={() => void open()}>
            Open the file
          </button>
        )}
        <CopyButton text={address} host={host}>
          {isLink ? 'Copy the link' : 'Copy its place'}
        </CopyButton>
      </p>
      {isShown && (
        <p>
          <code>{address}</code>
        </p>
      )}
    </div>
  );
}
