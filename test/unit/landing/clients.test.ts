import { describe, expect, test } from 'vitest';
import { type ConnectGuide, connectGuides } from '../../../src/landing/clients.ts';

const mcpUrl = 'https://polar-mcp.example.com/mcp';
const all = connectGuides({ mcpUrl, polarEnvironment: 'production' });

function guideOf(id: string, from: readonly ConnectGuide[] = all): ConnectGuide {
  const guide = from.find((other) => other.id === id);
  if (!guide) throw new Error(`There is no guide for ${id}`);
  return guide;
}
const linkOf = (id: string, from?: readonly ConnectGuide[]) => new URL(guideOf(id, from).button?.href ?? 'missing:');
const queryOf = (id: string) => Object.fromEntries(linkOf(id).searchParams);
const decoded = (config = '') => JSON.parse(atob(config));

describe('the link that adds this server to', () => {
  test('Claude names the connector and its address', () => {
    expect(linkOf('claude').href).toMatch(/^https:\/\/claude\.ai\/customize\/connectors\?/);
    expect(queryOf('claude')).toEqual({
      modal: 'add-custom-connector',
      connectorName: 'Polar',
      connectorUrl: mcpUrl,
    });
  });

  test('Cursor holds the same configuration as the file', () => {
    expect(linkOf('cursor').href).toMatch(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?/);
    const { name, config } = queryOf('cursor');
    expect({ mcpServers: { [String(name)]: decoded(config) } }).toEqual(byHand('cursor'));
    expect(decoded(config)).toEqual({ url: mcpUrl });
  });

  test('VS Code holds the same configuration as the file', () => {
    const [scheme, config = ''] = (guideOf('vs-code').button?.href ?? '').split('?');
    expect(scheme).toBe('vscode:mcp/install');
    const { name, ...server } = JSON.parse(decodeURIComponent(config));
    expect(server).toEqual({ type: 'http', url: mcpUrl });
    expect({ servers: { [name]: server } }).toEqual(byHand('vs-code'));
  });

  test('LM Studio holds the same configuration as the file', () => {
    expect(linkOf('lm-studio').href).toMatch(/^lmstudio:\/\/add_mcp\?/);
    const { name, config } = queryOf('lm-studio');
    expect({ mcpServers: { [String(name)]: decoded(config) } }).toEqual(byHand('lm-studio'));
  });

  test('Kiro holds the same configuration as the file', () => {
    const { name, config } = queryOf('kiro');
    expect({ mcpServers: { [String(name)]: JSON.parse(config ?? '') } }).toEqual(byHand('kiro'));
  });

  test('goose says which transport it is', () => {
    expect(linkOf('goose').href).toMatch(/^goose:\/\/extension\?/);
    expect(queryOf('goose')).toMatchObject({ type: 'streamable_http', url: mcpUrl, id: 'polar', name: 'Polar' });
  });
});

function byHand(id: string): unknown {
  return JSON.parse(guideOf(id).byHand?.text ?? '');
}

test('every link is encoded whole: no + and no space, which apps read in two ways', () => {
  const sandbox = connectGuides({ mcpUrl, polarEnvironment: 'sandbox' });
  for (const { id, button } of [...all, ...sandbox])
    if (button) expect(button.href, id).toMatch(/^[\w.:/?&=%~'()!*-]+$/);
});

test('every app gets the address, in a link or to copy', () => {
  for (const { id, button, snippet, byHand } of all) {
    expect([button?.href, snippet?.text, byHand?.text].filter(Boolean).length, id).toBeGreaterThan(0);
    expect(snippet?.text ?? byHand?.text, id).toContain(mcpUrl);
  }
});

test('the two worlds have two names', () => {
  const sandbox = connectGuides({ mcpUrl, polarEnvironment: 'sandbox' });
  expect(guideOf('claude-code').snippet?.text).toBe(`claude mcp add --transport http polar ${mcpUrl}`);
  expect(guideOf('claude-code', sandbox).snippet?.text).toContain('polar-sandbox');
  expect(linkOf('claude', sandbox).searchParams.get('connectorName')).toBe('Polar (sandbox)');
});

test('an address on this computer isn’t offered to apps that connect from elsewhere', () => {
  const local = connectGuides({ mcpUrl: 'http://[::1]:8787/mcp', polarEnvironment: 'sandbox' });
  for (const id of ['claude', 'chatgpt']) {
    const { button, snippet, steps = [] } = guideOf(id, local);
    expect([button, snippet, steps.join()]).toEqual([undefined, undefined, expect.stringContaining('this computer')]);
  }
  expect(local.map(({ id }) => id).slice(-3)).toEqual(['claude', 'chatgpt', 'others']);
  expect(all[0]?.id).toBe('claude');
  // A shell would take the brackets for a pattern.
  expect(guideOf('codex', local).snippet?.text).toContain("--url 'http://[::1]:8787/mcp'");
});
