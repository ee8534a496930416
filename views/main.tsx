import type { CallToolResult } from '@modelcontextprotocol/server';
import { render } from 'preact';
import { App, type Given } from './app.tsx';
import { openChannel } from './channel.ts';
import type { HostFacts } from './host.ts';
import { applyLooks, watchHeight } from './surroundings.ts';

/** A host answers at once, unless this page isn't in one. */
const HOST_TIMEOUT_MS = 10_000;

const root = document.getElementById('view') as HTMLElement;
let given: Given = { kind: 'waiting' };
let facts: HostFacts | undefined;

const channel = openChannel({
  toolResult: (result: CallToolResult) => show({ kind: 'result', result, at: Date.now() }),
  toolCancelled: () => show({ kind: 'cancelled' }),
  contextChanged(changed) {
    if (!facts) return;
    facts = { ...facts, hostContext: { ...facts.hostContext, ...changed } };
    applyLooks(changed);
    draw();
  },
  teardown: () => render(null, root),
});

function show(next: Given): void {
  given = next;
  draw();
}

function draw(): void {
  render(<App channel={channel} facts={facts} given={given} />, root);
}

draw();
const timer = setTimeout(() => show({ kind: 'alone' }), HOST_TIMEOUT_MS);
channel.initialize().then(
  (host) => {
    clearTimeout(timer);
    facts = host;
    applyLooks(host.hostContext);
    if (given.kind === 'alone') given = { kind: 'waiting' };
    draw();
    watchHeight(channel.sizeChanged);
  },
  () => show({ kind: 'alone' }),
);
