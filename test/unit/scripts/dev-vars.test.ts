import { describe, expect, test } from 'vitest';
import { parseDevVars } from '../../../scripts/dev-vars.ts';

describe('.dev.vars', () => {
  test.each<[string, string, object]>([
    ['nothing', '', {}],
    ['comments and blank lines', '# mine\n\n  # more\nA=1\n', { A: '1' }],
    ['quotation marks around several lines', 'A="x\ny"\nB=2\n', { A: 'x\ny', B: '2' }],
    ['an empty value', 'A=\nB=2', { A: '', B: '2' }],
    ['what a shell reads', "export A='1'\r\nB=2\r\n", { A: '1', B: '2' }],
    ['the mark of UTF-8 that Windows writes', '\ufeffA=1\n', { A: '1' }],
  ])('with %s is read', (_, text, want) => {
    expect({ ...parseDevVars(text) }).toEqual(want);
  });

  test.each([
    ['a line without =', 'A=1\nPOLAR_CLIENT_ID polar_ci_x\n', /^Line 2 of \.dev\.vars is no variable: .*NAME=value$/],
    ['YAML', 'POLAR_CLIENT_ID: polar_ci_x\n', /^Line 1 /],
    ['nonsense after a value of several lines', 'A="x\ny"\n# comment\n\nnothing\n', /^Line 5 /],
    ['a quotation mark that stays open', 'A="x\ny\nB=2\n', /^Line 2 /],
    ['UTF-16', Buffer.from('A=1\r\n', 'utf16le').toString('utf8'), /isn't UTF-8/],
    ['UTF-16 with its mark', Buffer.from('\ufeffA=1\r\n', 'utf16le').toString('utf8'), /isn't UTF-8/],
  ])('with %s is refused, and no value is said', (_, text, said) => {
    expect(() => parseDevVars(text)).toThrow(said);
    expect(() => parseDevVars(text)).not.toThrow(/polar_ci_x/);
  });
});
