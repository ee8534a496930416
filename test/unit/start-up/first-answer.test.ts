import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** What takes long to evaluate: all tools with their schemas, and the libraries that only an MCP request or a page needs. */
const HEAVY =
  /^generated\/(tools\/|schemas|tool-list|resources|search)|^(zod|minisearch|papaparse|oauth4webapi|@modelcontextprotocol\/.*)(\/|$)/;

/** The modules that are evaluated with this one: not those that it imports late. Packages go by their names. */
function evaluatedWith(path: string, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const specifier of staticImports(path)) {
    if (!specifier.startsWith('.')) known.add(specifier);
    else if (specifier.endsWith('.ts')) evaluatedWith(join(path, '..', specifier), known);
  }
  return known;
}

/** An import of types alone is none. */
function staticImports(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isOfTypes =
      (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly);
    if (isOfTypes || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) return [];
    const specifier = statement.moduleSpecifier;
    return specifier && ts.isStringLiteral(specifier) ? [specifier.text] : [];
  });
}

const heavyIn = (path: string) => [...evaluatedWith(path)].filter((name) => HEAVY.test(name));

test("a client's first 401 evaluates no tools", () => {
  expect(evaluatedWith('src/index.ts')).toContain('@cloudflare/workers-oauth-provider');
  expect(heavyIn('src/index.ts')).toEqual([]);
});

test("a client's first 401 sets up no Intl, which takes 10 ms", () => {
  const sources = [...evaluatedWith('src/index.ts')].filter((name) => name.endsWith('.ts'));
  expect(sources.filter((path) => /\bIntl\b/.test(readFileSync(path, 'utf8').replaceAll(/\/\/.*/g, '')))).toEqual([]);
});

test('what is imported late is what is heavy', () => {
  expect(heavyIn('src/endpoint/endpoint.ts')).toEqual(
    expect.arrayContaining(['generated/tools/index.gen.ts', 'generated/schemas.gen.ts', 'zod']),
  );
});
