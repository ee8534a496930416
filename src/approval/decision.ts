import type { CallToolResult } from '@modelcontextprotocol/server';
import { headline, showChange } from '../confirm/index.ts';
import { CallError } from '../errors.ts';
import type { ChangeAbout, SecretChange, WaitingCall } from '../ledger/index.ts';
import { sha256Hex } from '../lib/text.ts';
import { approveChange, errorResult } from '../mcp/index.ts';
import { log, logError } from '../observability/index.ts';
import type { Caller } from '../operations/index.ts';
import { approvalPage } from '../pages/index.ts';
import { troublePage } from './outcome.ts';

/** A change that waits, and the page on which a person who may decide about it is. */
export interface Decision {
  change: SecretChange;
  call: WaitingCall;
  /** Reads and makes the change for the person. */
  caller: Caller;
  /** The name of the app that asks. */
  app?: string | undefined;
  /** The page's address, without the origin. */
  page: string;
  /** Random, and known only to the forms of this session: what other sites send lacks it. */
  formKey: string;
  signal: AbortSignal;
}

/** The page to show; undefined when the change is decided, and waits no longer. */
type Decided = Response | undefined;

/**
 * Reads afresh what the change would do now, shows it, and asks.
 *
 * @param isChanged the page showed something else before
 */
export async function showDecision(decision: Decision, isChanged = false): Promise<Decided> {
  const { change, call, caller, app, page, formKey, signal } = decision;
  try {
    const { preview, fingerprint, names } = await showChange(call, caller, signal);
    const question = headline(preview);
    await keepShown(decision, { question, names });
    return await approvalPage({
      preview,
      question,
      app,
      until: change.until,
      action: page,
      shown: `${formKey}.${await sealOf(formKey, fingerprint)}`,
      isChanged,
    });
  } catch (error) {
    if (!(error instanceof CallError)) logError('change_not_shown', error);
    return troubleOf(decision, errorResult(error));
  }
}

/** Whoever decides sees afterwards what it was about, in the words that they decided by. A page that is loaded again stores nothing. */
async function keepShown({ change, caller }: Decision, about: ChangeAbout): Promise<void> {
  if (JSON.stringify(about) !== JSON.stringify(change.about)) await caller.ledger.keepShown(change.secret, about);
}

/**
 * Takes a form of the page: makes the change that it showed, or takes it back. If what the change affects is not what the page showed
 * any more, the page shows it anew and asks again.
 */
export async function takeDecision(decision: Decision, form: FormData): Promise<Decided> {
  const { change, caller, formKey } = decision;
  const [key, shown = ''] = String(form.get('shown')).split('.');
  if (key !== formKey) return showDecision(decision);
  if (form.get('decision') === 'approve') return makeIfUnchanged(decision, shown);
  if (form.get('decision') !== 'decline') return showDecision(decision);
  await caller.ledger.withdraw(change.secret);
  log('change_decided_on_page', { tool: change.tool, decision: 'declined' });
  return undefined;
}

/** @param shown the seal of what the page showed */
async function makeIfUnchanged(decision: Decision, shown: string): Promise<Decided> {
  const { change, call, caller, formKey, signal } = decision;
  let isChanged = false;
  const saw = async (fingerprint: string) => {
    isChanged = (await sealOf(formKey, fingerprint)) !== shown;
    return !isChanged;
  };
  const result = await approveChange(call, { secret: change.secret, saw }, caller, { signal, abilities: NO_ABILITIES });
  const after = await caller.ledger.changeBySecret(change.secret);
  if (after?.state === 'waiting') return isChanged ? showDecision(decision, true) : troubleOf(decision, result);
  log('change_decided_on_page', { tool: change.tool, decision: 'approved' });
  return undefined;
}

/**
 * Binds a form to what its page showed, and to this session: the text of another page, of another person or of another moment is
 * another one.
 */
const sealOf = (formKey: string, fingerprint: string) => sha256Hex(`${formKey}\n${fingerprint}`);

/** A page asks for nothing but its own forms. */
const NO_ABILITIES = { form: false, url: false, views: false };

/** Says what went wrong before anything was sent: the change still waits. */
const troubleOf = ({ change, caller: { environment }, page }: Decision, { structuredContent }: CallToolResult) =>
  troublePage({ change, environment, page }, structuredContent as Record<string, unknown>);
