import type { McpUiHostCapabilities, McpUiInitializeResult } from '@modelcontextprotocol/ext-apps';
import type { ViewMeta } from '../src/views/view-meta.ts';
import type { Channel } from './channel.ts';
import { type Json, type Problem, type Shown, shownOf } from './shown.ts';
import { placeOf } from './surroundings.ts';

/** The host, as a screen uses it. */
export interface Host {
  /** What the host can do for a screen. A button for anything else isn't shown. */
  can: { call: boolean; openLink: boolean; download: boolean };
  /** The person's language (BCP 47); undefined for the browser's. */
  locale: string | undefined;
  /** The person's time zone (IANA). */
  timeZone: string;
  /**
   * Calls one of Polar's reading tools by its name, through `call_read_tool` where there is one.
   *
   * @throws Error when the host refuses the call
   */
  read(tool: string, args: Json): Promise<Shown>;
  /** Calls a tool of this server by its name. @throws Error when the host refuses the call */
  call(tool: string, args: Json): Promise<Shown>;
  /** Reads with a tool, and shows that above the present screen, with a way back. */
  open(tool: string, args: Json): Promise<void>;
  /** Reads with a tool, and shows that instead of the present screen: another page, another order. */
  replace(tool: string, args: Json): Promise<void>;
  /** Shows what is known already above the present screen, with a way back. */
  show(result: Json, meta: ViewMeta): void;
  /** Has the host open an address of http or https in the person's browser. @returns whether it did */
  openLink(url: string): Promise<boolean>;
  /** Has the host save a file. @returns whether it did */
  download(file: { name: string; mimeType: string; text: string }): Promise<boolean>;
  /** Lets the model know something when it answers next, where the host passes that on. */
  inform(text: string): Promise<void>;
  /** Has a screen reader say something, once. */
  announce(text: string): void;
}

/** The props of a screen. */
export interface ScreenProps {
  /** The result's structured content, whose texts anybody may have written. */
  result: Json;
  meta: ViewMeta;
  host: Host;
}

/** What the frame does for a screen. */
export type Stage = Pick<Host, 'open' | 'replace' | 'show' | 'announce'>;

export type HostFacts = Pick<McpUiInitializeResult, 'hostCapabilities' | 'hostContext'>;

/** What a host tells of itself at the start. A host should say its context, and need not. */
export const factsOf = ({ hostCapabilities = {}, hostContext = {} }: Partial<HostFacts>): HostFacts => ({
  hostCapabilities,
  hostContext,
});

/**
 * @param reader the tool through which others are read, of the result that is shown
 */
export function hostFor(
  channel: Channel,
  { hostCapabilities, hostContext }: HostFacts,
  reader: ViewMeta['reader'],
  stage: Stage,
): Host {
  const can = abilitiesOf(hostCapabilities);
  const call = async (tool: string, args: Json) => shownOf(await channel.callTool(tool, args));
  return {
    can,
    ...placeOf(hostContext),
    call,
    read: (tool, args) => (reader ? call(reader, { name: tool, arguments: args }) : call(tool, args)),
    openLink: (url) => (isWebAddress(url) ? isDone(() => channel.openLink(url)) : Promise.resolve(false)),
    download: ({ name, mimeType, text }) =>
      isDone(() =>
        channel.downloadFile({
          contents: [{ type: 'resource', resource: { uri: `file:///${encodeURIComponent(name)}`, mimeType, text } }],
        }),
      ),
    async inform(text) {
      if (hostCapabilities.updateModelContext === undefined) return;
      await isDone(() => channel.updateModelContext({ content: [{ type: 'text', text }] }));
    },
    ...stage,
  };
}

function abilitiesOf(said: McpUiHostCapabilities): Host['can'] {
  return {
    call: said.serverTools !== undefined,
    openLink: said.openLinks !== undefined,
    download: said.downloadFile !== undefined,
  };
}

/** Only these open anywhere: a script's address, say, is text. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

async function isDone(ask: () => Promise<{ isError?: boolean }>): Promise<boolean> {
  try {
    return !(await ask()).isError;
  } catch {
    return false;
  }
}

/** What to tell of a call that the host, and not the server, refused. */
export function hostProblem(error: unknown): Problem {
  const said = error instanceof Error && error.message ? ` It says: ${error.message.slice(0, 200)}` : '';
  return { message: `This app did not pass the call on.${said}` };
}
