import { expect, test } from 'vitest';
import { WALKS } from '../support/walks.ts';

/**
 * A walk whose work grows with the square of its input takes from many seconds to hours at these, and the tests' own time
 * limit ends it. What each takes is no matter here: `npm run bench -- --only walks` measures it.
 */
test.each(WALKS)('$by: $worst', async ({ prepare, ends }) => {
  const ended = await prepare()();
  if (ends) expect(ended).toBe(ends);
});
