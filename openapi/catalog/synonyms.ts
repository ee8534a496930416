import type { Synonyms } from './types.ts';

/**
 * Words that merchants use for one of ours in every tool, in the singular or the infinitive. A word that means something
 * else in another tool is left out, and a word that fits one tool alone is a keyword of that tool.
 */
export const synonyms: Synonyms = {
  // Things.
  customer: ['client', 'buyer', 'shopper', 'purchaser', 'user'],
  subscription: ['subscriber', 'subscribe', 'membership'],
  order: ['purchase'],
  refund: ['reimburse', 'reimbursement', 'money back', 'pay back', 'paid back', 'give back'],
  dispute: ['chargeback', 'charge back'],
  discount: ['coupon', 'promo', 'promotion', 'voucher', 'rebate'],
  'checkout link': ['payment link', 'pay link', 'buy link'],
  benefit: ['perk'],
  license: ['licence'],
  activation: ['device', 'machine'],
  webhook: ['hook', 'callback'],
  organization: ['organisation'],
  member: ['teammate', 'team mate'],
  meter: ['counter'],
  metric: ['kpi'],
  invitation: ['invite'],
  field: ['question'],
  type: ['kind'],
  repository: ['repo'],
  signup: ['sign up'],

  // Actions.
  list: ['show', 'find', 'search', 'browse', 'who', 'which', 'how many'],
  get: ['what is', 'what was', 'detail', 'info', 'information', 'retrieve', 'fetch', 'inspect'],
  create: ['add', 'new', 'set up', 'generate'],
  update: [
    ...['change', 'edit', 'modify', 'adjust', 'alter', 'replace', 'swap', 'rename', 'reword', 'correct', 'fix'],
    ...['raise', 'lower', 'increase', 'decrease'],
  ],
  delete: ['remove', 'erase', 'get rid'],
  export: ['csv', 'spreadsheet', 'excel'],
  cancel: ['cancellation'],
  immediately: ['instantly', 'right now', 'right away', 'at once'],
  switch: ['move'],
};
