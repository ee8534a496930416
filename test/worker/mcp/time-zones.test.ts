import { expect, test } from 'vitest';
import { TimezoneValues } from '../../../generated/schemas.gen.ts';
import document from '../../../openapi/polar.json';

test('this runtime and the list that is generated have exactly the time zones that Polar takes', () => {
  const [declared = []] = document.paths['/v1/metrics/'].get.parameters.flatMap(({ name, schema }) =>
    name === 'timezone' && 'enum' in schema ? [schema.enum] : [],
  );
  expect(declared.length).toBeGreaterThan(500);
  const { options } = TimezoneValues() as unknown as { options: string[] };
  expect(options.toSorted()).toEqual(declared.toSorted());
});
