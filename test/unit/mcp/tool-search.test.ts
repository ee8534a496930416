import { describe, expect, test } from 'vitest';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { MAX_SEARCH_CHARACTERS } from '../../../src/limits.ts';
import { rankTools } from '../../../src/mcp/tool-search.ts';
import { type AnyToolName, isPolarTool, isTool, riskOf } from '../../../src/policy/policy.ts';
import { independentQuestions } from './independent-questions.ts';
import { heldOutQuestions, type Question, tuningQuestions } from './merchant-questions.ts';
import { questions, unseenQuestions } from './questions.ts';

/** Whether nobody can take a call back: what it removes is gone, and money that it gives up is lost. */
const isFinal = (name: AnyToolName) => riskOf(name) === 'irreversible' || name === 'accept_dispute';

const search = (words: string, limit = 5) => rankTools(words, () => true, limit);

/** The questions, and the shares that the search reaches: the right tool is the first of all, or among the first five. */
const sets: { name: string; asked: readonly Question[]; first: number; firstFive: number; aside?: true }[] = [
  { name: 'what merchants ask', asked: questions, first: 0.93, firstFive: 1 },
  { name: 'what they ask that the catalog wasn’t made for', asked: unseenQuestions, first: 0.95, firstFive: 1 },
  { name: 'what they ask in whole sentences', asked: tuningQuestions, first: 0.86, firstFive: 0.98 },
  { name: 'the half of these that is kept aside', asked: heldOutQuestions, first: 0.86, firstFive: 0.99, aside: true },
  {
    name: 'what somebody asks who knows only the tools',
    asked: independentQuestions,
    first: 0.82,
    firstFive: 0.99,
    aside: true,
  },
];

describe.each(sets)('$name', ({ asked, first, firstFive, aside }) => {
  const ranked = asked.map(([question, right]) => {
    const found = search(question);
    return { question, right, found, place: found.findIndex((name) => right.includes(name)) };
  });
  type Ranked = (typeof ranked)[number];
  const shareOf = (isGood: (place: number) => boolean) =>
    ranked.filter(({ place }) => isGood(place)).length / ranked.length;
  // Whoever reads the misses of the half that is kept aside would tune the search on it.
  const told = (isGood: (place: number) => boolean) => {
    const tell = ({ question, right, found }: Ranked) => `${question} → ${right.join(' or ')}, not ${found.join(', ')}`;
    return aside ? '' : ['Missed:', ...ranked.filter(({ place }) => !isGood(place)).map(tell)].join('\n');
  };

  test('the table is large, and asks nothing twice', () => {
    expect(asked.length).toBeGreaterThanOrEqual(60);
    expect(new Set(asked.map(([question]) => question)).size).toBe(asked.length);
    for (const [question, right] of asked) {
      expect(right.length, question).toBeGreaterThan(0);
      for (const name of right) expect(isTool(name), question).toBe(true);
    }
  });

  test('the right tool is the first as often as it was', () => {
    const isFirst = (place: number) => place === 0;
    expect(shareOf(isFirst), told(isFirst)).toBeGreaterThanOrEqual(first);
  });

  test('it is among the first five as often as it was', () => {
    const isShown = (place: number) => place >= 0;
    expect(shareOf(isShown), told(isShown)).toBeGreaterThanOrEqual(firstFive);
  });

  test('no call that can’t be undone stands first unasked', () => {
    const unasked = ranked.filter(({ found: [first], place }) => place !== 0 && first !== undefined && isFinal(first));
    expect(unasked.map(({ question, found }) => (aside ? found[0] : `${question} → ${found[0]}`))).toEqual([]);
  });
});

test.each([...Object.keys(tools), 'get_connection'])('%s is found by its name', (name) => {
  expect(search(name)[0]).toBe(name);
  expect(search(name.replaceAll('_', ' ').toUpperCase())[0]).toBe(name);
});

/** Questions that share one word with a phrase that asks for such a call. */
const unasked = [
  'how do I win a dispute',
  'give the bank our evidence for the dispute',
  'keep our money and contest the chargeback',
  'webhook for cancellations',
  'lock the price for existing subscribers',
  'let customers cancel themselves',
  'extend the end of a subscription',
  'stop sending receipts',
  'offline customers',
  'invoice please',
];
test.each(unasked)('no call that can’t be undone stands first for %j', (words) => {
  const [first] = search(words);
  expect(first !== undefined && isFinal(first), first).toBe(false);
});

const otherWords: [string, ToolName][] = [
  ['proration_behavior', 'update_subscription'],
  ['anonymize', 'delete_customer'],
  ['refnud', 'create_refund'],
  ['discont code', 'create_discount'],
  ['webh', 'list_webhook_endpoints'],
  ['the CLIENT’s invoices', 'get_invoice'],
];
test.each(otherWords)('an argument, a slip or the beginning of a word is enough: %s', (words, want) => {
  expect(search(words)).toContain(want);
});

test('only what is wanted is found, and no more of it than asked for', () => {
  const isRead = (name: AnyToolName) => isPolarTool(name) && tools[name].risk === 'read';
  const found = rankTools('refund', isRead, 3);
  expect(found[0]).toBe('list_refunds');
  expect(found).toHaveLength(3);
  expect(found.every(isRead)).toBe(true);
  expect(rankTools('refund', () => false, 5)).toEqual([]);
  expect(search('refund', 0)).toEqual([]);
});

const nothing = ['', ' \n\t', 'the of and', '*', '?!', '💸🙏', '\0\ud800', '退款', '__', 'x'.repeat(10_000)];
test.each(nothing)('%j finds nothing', (words) => {
  expect(search(words)).toEqual([]);
});

test.each(['__proto__', 'constructor', 'toString hasOwnProperty', '{"$ne":null}', '<script>'])(
  '%j is only words',
  (words) => {
    for (const name of search(words)) expect(Object.hasOwn(tools, name), name).toBe(true);
  },
);

test('what is beyond the limit of a question is ignored', () => {
  const idle = 'the '.repeat(MAX_SEARCH_CHARACTERS / 4);
  expect(search(`${idle}refund`)).toEqual([]);
  expect(search(`refund ${idle}`)[0]).toBe('create_refund');
});

test('saying a word twice changes nothing', () => {
  expect(search(`${'refund '.repeat(20)}metrics dashboard`)).toEqual(search('refund metrics dashboard'));
});
