import { env } from 'cloudflare:workers';
import { inject } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { CONFIRM_PATH, openConfirmLink } from '../../../src/connection/confirm-link.ts';
import { mcpRequest } from '../../support/mcp-request.ts';
import { readMessage } from '../mcp/ask.ts';
import { BASE_URL, Browser, field, location, send } from './browser.ts';
import { type ClientTokens, logIn } from './login.ts';
import { decideAtPolar, simulator as polar, TOKEN_PATH } from './polar.ts';
import { must, type Watch } from './watch.ts';

const { ada, ben, order } = inject('seed');

/** Asks for a refund. Returns the address of its page. */
async function askForRefund({ access_token }: ClientTokens, amount: number, comment: string): Promise<string> {
  const given = { order_id: order, reason: 'customer_request', amount, comment };
  const answer = await send(
    '/mcp',
    mcpRequest(access_token, 'tools/call', { name: 'create_refund', arguments: given }),
  );
  const { link } = readMessage(await answer.text()).result.structuredContent;
  return String(link).replace(BASE_URL, '');
}

/**
 * A person decides about changes on the page of each: approves, declines, is somebody else, or fails to log in.
 *
 * @param secretText what nobody may find in storage
 */
export async function decideOnPage({ witness, look }: Watch, secretText: string): Promise<void> {
  witness.bindings = { CONFIRM_BY: 'person' } as never;
  const tokens = await logIn();
  const ask = async (amount: number): Promise<string> => {
    const page = await askForRefund(tokens, amount, secretText);
    const opened = await openConfirmLink(readConfig(env as unknown as Env), page.replace(CONFIRM_PATH, ''));
    witness.secrets.add('confirmation', 'secret of a change', opened?.secret ?? '');
    return page;
  };
  const toCallback = async (browser: Browser, page: string, userId = ada) =>
    decideAtPolar(location(await browser.post(page, { decision: 'login' })), 'allow', userId);
  const [page, other] = [await ask(500), await ask(300)];
  await look('changes wait for a person');

  const browser = new Browser();
  must((await browser.get((await toCallback(browser, page, ben)).href)).status === 404, 'another person');
  const failing = await toCallback(browser, page);
  await polar.fault({ kind: 'status', status: 503, match: { path: TOKEN_PATH } });
  must((await browser.get(failing.href)).status === 503, 'Polar fails at the login');
  must((await browser.get((await toCallback(browser, page)).href)).status === 303, 'logged in');
  const shown = field(await (await browser.get(page)).text(), 'shown');
  await look('a person is on the page of a change');
  await polar.fault({ kind: 'drop_after_commit', match: { operationId: 'refunds:create' } });
  must((await browser.post(page, { shown, decision: 'approve' })).status === 303, 'approved, and the answer is lost');
  must((await (await browser.get(page)).text()).includes('known whether it was done'), 'its end is shown');
  await look('a person has approved');

  await browser.get((await toCallback(browser, other)).href);
  const declined = { shown: field(await (await browser.get(other)).text(), 'shown'), decision: 'decline' };
  must((await browser.post(other, declined)).status === 303, 'declined');
  await look('a person has declined');
  await polar.resetShop();
  witness.bindings = {};
}
