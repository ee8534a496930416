import { expect, test } from 'vitest';
import { assertVariables } from '../../../scripts/assert-variables.ts';

test('variables that there are pass', () => {
  expect(() => assertVariables(['READ_ONLY', 'POLAR_CLIENT_ID'], '.dev.vars')).not.toThrow();
});

test.each([
  ['READONLY', 'READONLY (did you mean READ_ONLY?)'],
  ['polar_client_id', 'polar_client_id (did you mean POLAR_CLIENT_ID?)'],
  ['POLAR_ACCESS_TOKEN', 'POLAR_ACCESS_TOKEN'],
  ['', ''],
])('%j is none, and is named with what it is like', (name, said) => {
  expect(() => assertVariables(['TOOLSETS', name], '.dev.vars')).toThrow(
    `.dev.vars has variables that there aren't: ${said}. docs/configuration.md`,
  );
});
