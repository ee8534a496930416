import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTokens, maxTokens } from '../../../src/results/size.ts';

test('what a text costs at most is never less than the estimate', async () => {
  const unit = fc.constantFrom('a', '1', '{', ' ', '\n', '\u007F', 'é', '\u07FF', '\u0800', '渡', '\uFFFF', '😀');
  await fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      expect(maxTokens(text)).toBeGreaterThanOrEqual(estimateTokens(text));
    }),
    { numRuns: 1000 },
  );
});
