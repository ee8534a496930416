import type { McpUiDisplayMode, McpUiHostContext } from '@modelcontextprotocol/ext-apps';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { render } from 'preact';
import { App, type Given } from './app.tsx';
import { openChannel } from './channel.ts';
import { factsOf, type HostFacts } from './host.ts';
import { applyLooks, watchSize } from './surroundings.ts';

/** A host answers at once, unless this page isn't in one. */
const HOST_TIMEOUT_MS = 10_000;

const root = document.getElementById('view') as HTMLElement;
let given: Given = { kind: 'waiting' };
let facts: HostFacts | undefined;
let endWatching = () => {};

const channel = openChannel({
  toolResult: (result: CallToolResult) => show({ kind: 'result', result, at: Date.now() }),
  toolCancelled: () => show({ kind: 'cancelled' }),
  contextChanged,
  teardown() {
    endWatching();
    render(null, root);
  },
});

function contextChanged(changed: McpUiHostContext): void {
  if (!facts) return;
  facts = { ...facts, hostContext: { ...facts.hostContext, ...changed } };
  applyLooks(changed);
  draw();
}

/** Asks for another size. A host that declines leaves the view as it is. */
async function display(mode: McpUiDisplayMode): Promise<void> {
  try {
    contextChanged({ displayMode: (await channel.requestDisplayMode(mode)).mode });
  } catch {}
}

function show(next: Given): void {
  given = next;
  draw();
}

function draw(): void {
  render(<App channel={channel} facts={facts} given={given} display={display} />, root);
}

draw();
const timer = setTimeout(() => show({ kind: 'alone' }), HOST_TIMEOUT_MS);
channel.initialize().then(
  (host) => {
    clearTimeout(timer);
    facts = factsOf(host);
    applyLooks(facts.hostContext);
    if (given.kind === 'alone') given = { kind: 'waiting' };
    draw();
    endWatching = watchSize(channel.sizeChanged);
  },
  () => show({ kind: 'alone' }),
);
