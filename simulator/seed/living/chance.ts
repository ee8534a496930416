import { uuidOf } from '../../ids.ts';
import { seedId } from '../ids.ts';

/** A number from 0 to below 1, the same for the same words: what happens in the shop is random, and never changes. */
export const chance = (...words: readonly (string | number)[]): number =>
  Number.parseInt(uuidOf(`chance ${words.join(' ')}`).slice(0, 8), 16) / 2 ** 32;

/** One of a list, by its share of all weights. */
export function weighted<T>(options: readonly (readonly [value: T, weight: number])[], at: number): T {
  const total = options.reduce((sum, [, weight]) => sum + weight, 0);
  let left = at * total;
  for (const [value, weight] of options) {
    left -= weight;
    if (left < 0) return value;
  }
  throw new Error('There is nothing to choose from');
}

/** The id of something in the living shop. */
export const livingId = (kind: string, ...key: readonly (string | number)[]) => seedId(`living ${kind}`, key.join(' '));

const DAY_MS = 86_400_000;

/** An instant some days after another. */
export const daysAfter = (from: string, days: number) => new Date(Date.parse(from) + days * DAY_MS).toISOString();
