import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/client';
import axe from 'axe-core';
import { build } from 'esbuild';
import type { Browser, Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SimulatorOptions } from '../../../simulator/options.ts';
import { type House, openHouse } from '../../e2e/house.ts';
import { accessToken } from '../../support/clients.ts';
import { withPage } from '../chromium.ts';
import type { Asked, HostOptions, TestHost } from './host-types.ts';

/** A Worker, and a site beside it whose page is a host of views. */
export interface HostSite {
  house: House;
  /** The address of the host's page. */
  url: string;
  close(): Promise<void>;
}

/**
 * @param vars of the Worker
 * @param options of the simulator
 */
export async function openHostSite(
  vars: Record<string, string> = {},
  options: SimulatorOptions = {},
): Promise<HostSite> {
  const script = await hostScript();
  const server = createServer(({ url }, response) => {
    const isScript = url === '/host.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html;charset=utf-8');
    response.end(isScript ? script : PAGE);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const house = await openHouse({ ALLOWED_ORIGINS: url, ...vars }, undefined, options);
  return {
    house,
    url,
    close: async () => {
      server.close();
      await house.close();
    },
  };
}

const PAGE = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title>
<style>body { margin: 0 } iframe { border: 0; width: 100%; display: block; min-height: 40px }</style>
<body><script src="/host.js"></script></body></html>`;

async function hostScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'host-page.ts')],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    tsconfigRaw: {},
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** A host with its view, as a test uses them. */
export interface ViewHost {
  page: Page;
  /** Calls a tool as a model does, and shows its view. */
  show(name: string, args?: Record<string, unknown>): Promise<CallToolResult>;
  /** Shows the view with any result. */
  showResult(result: CallToolResult): Promise<void>;
  /** Calls a tool as a model does, and shows nothing. */
  call(name: string, args?: Record<string, unknown>): Promise<CallToolResult>;
  tools(): ReturnType<TestHost['tools']>;
  setContext(context: HostOptions['context']): Promise<void>;
  cancel(reason: string): Promise<void>;
  teardown(): Promise<void>;
  answerCalls(how: { afterMs?: number; refuse?: boolean }): Promise<void>;
  asked(): Promise<Asked>;
  /** The document of the view. */
  view(): Frame;
  /** What axe says against the view. */
  violations(): Promise<string[]>;
}

export interface ViewHostOptions extends Partial<Omit<HostOptions, 'mcpUrl' | 'token'>> {
  viewport?: { width: number; height: number };
  /** The browser's own scheme. The host's context may say another. */
  colorScheme?: 'light' | 'dark';
  /** The query of the endpoint's address, as `?toolsets=all`. */
  query?: string;
}

/** Everything that a host can do for a view. */
const ALL = { openLinks: {}, serverTools: {}, downloadFile: {}, message: {}, updateModelContext: { text: {} } };

/** Runs with a host that shows views. Its page, and the view, must not complain. */
export function withHost(
  browser: Browser,
  { house, url }: HostSite,
  options: ViewHostOptions,
  run: (host: ViewHost) => Promise<void>,
): Promise<void> {
  const { viewport = { width: 768, height: 900 }, colorScheme = 'light', query = '', ...others } = options;
  return withPage(browser, { viewport, colorScheme }, async (page) => {
    const token = await accessToken(house.mcpUrl);
    await page.goto(url);
    const asking = {
      isCurrent: true,
      capabilities: ALL,
      context: { theme: colorScheme, locale: 'en-GB', timeZone: 'Europe/Berlin' },
      onlyListed: true,
      ...others,
      mcpUrl: house.mcpUrl + query,
      token,
    };
    await page.evaluate((given) => testHost.start(given as HostOptions), asking as unknown);
    await run(hostOn(page));
  });
}

// In the page.
declare const testHost: TestHost;

function hostOn(page: Page): ViewHost {
  const view = () => {
    // The frame of an earlier view may still be listed.
    const frame = page.frames().findLast((one) => one !== page.mainFrame() && !one.isDetached());
    if (!frame) throw new Error('No view is open');
    return frame;
  };
  return {
    page,
    view,
    show: (name, args = {}) => page.evaluate(([tool, given]) => testHost.show(tool, given), [name, args] as const),
    showResult: (result) => page.evaluate((given) => testHost.showResult(given as CallToolResult), result as unknown),
    call: (name, args = {}) => page.evaluate(([tool, given]) => testHost.call(tool, given), [name, args] as const),
    tools: async () => (await page.evaluate('testHost.tools()')) as Awaited<ReturnType<TestHost['tools']>>,
    setContext: (context) => page.evaluate((given) => testHost.setContext(given as never), context as unknown),
    cancel: (reason) => page.evaluate((given) => testHost.cancel(given), reason),
    teardown: () => page.evaluate(() => testHost.teardown()),
    answerCalls: (how) => page.evaluate((given) => testHost.answerCalls(given), how),
    asked: () => page.evaluate(() => testHost.asked),
    violations: () => violationsIn(view()),
  };
}

async function violationsIn(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  // A view is a part of the host's page, which has its landmarks and its first heading.
  const script = 'axe.run({ rules: { region: { enabled: false } } })';
  const { violations } = await frame.evaluate<axe.AxeResults>(script);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
}

/** Checks that axe finds nothing, in both schemes. */
export async function expectAccessible(host: ViewHost): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await host.setContext({ theme });
    // Not waitForFunction, whose later looks are evaluations that the policy of the view forbids.
    await expect.poll(() => host.view().evaluate('document.documentElement.dataset.theme')).toBe(theme);
    expect(await host.violations(), theme).toEqual([]);
  }
}
