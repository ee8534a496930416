import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const SIXTH = 'sixth';
const COMPILE_MS = 240_000;

/** The files that declare the risks, each with one risk more. */
const WITH_SIXTH = new Map(
  ['openapi/catalog/policy.ts', 'generated/policy.gen.ts'].map((path) => {
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(/(export type Risk = [^;]+);/, `$1 | '${SIXTH}';`);
    if (changed === text) throw new Error(`${path} lists no risks`);
    return [resolve(path), changed];
  }),
);

/** The files that mean one risk: a deletion is `irreversible`. */
const OF_ONE_RISK = ['scripts/generator/tools.ts'];
/** The files that take the list of risks from settings/variables.ts. */
const BY_A_LIST = ['src/config/variables.ts'];

/** Finds the files that name risks: each must have a place for every risk. */
async function namingRisks(): Promise<string[]> {
  const found = [...BY_A_LIST];
  for await (const path of glob(['src/**/*.ts', 'scripts/**/*.ts'])) {
    const code = readFileSync(path, 'utf8').replaceAll(/\/\*\*?[\s\S]*?\*\/|\/\/.*$/gm, '');
    if (/'irreversible'|\birreversible:/.test(code) && !OF_ONE_RISK.includes(path)) found.push(path);
  }
  return found.sort();
}

/** Finds the files with type errors when there is one risk more. */
function filesWithErrors(roots: readonly string[]): Set<string> {
  const { config } = ts.readConfigFile('scripts/tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, resolve('scripts'));
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (path) => WITH_SIXTH.get(resolve(path)) ?? read(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version, ...more) => {
    const changed = WITH_SIXTH.get(resolve(path));
    return changed === undefined ? getSourceFile(path, version, ...more) : ts.createSourceFile(path, changed, version);
  };
  const program = ts.createProgram([...roots], options, host);
  const wrong = roots.filter((path) => {
    const file = program.getSourceFile(path);
    return file && program.getSemanticDiagnostics(file).length > 0;
  });
  return new Set(wrong);
}

test('a risk that is new has no place anywhere until each that names risks gives it one', {
  timeout: COMPILE_MS,
}, async () => {
  const naming = await namingRisks();
  expect(naming.length).toBeGreaterThan(5);
  expect([...filesWithErrors(naming)]).toEqual(naming);
});
