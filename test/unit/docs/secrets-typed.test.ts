import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Documents, and whatever prints or shows a command to type. */
const FILES = [
  ...globSync(['*.md', 'docs/*.md', 'openapi/*.md', 'wrangler.toml', '.github/workflows/*.yml']),
  ...globSync(['scripts/**/*.ts', 'settings/*.ts', 'src/pages/**/*.ts', 'src/stdio.ts', 'bin/*.js']),
];

/** A shell keeps what is typed, and others on the machine see a program's arguments while it runs. */
const TYPED = [
  // Nobody types a text that a variable or the client fills in, and the simulator's secret and token are none.
  /\b[A-Z_]*(?:TOKEN|SECRET|PASSWORD|API_KEY)=(?!["']?\$|polar_(?:cs|oat)_simulator\b)["'\w…<]\S*/g,
  /(?:-H|--header) "Authorization:.*/g,
  /--(?:token|secret|client-secret|password)[ =](?!<|\[)\S+/g,
];

const typedIn = (text: string) => TYPED.flatMap((typed) => text.match(typed) ?? []);

test.each(FILES)('%s has nobody type a secret into a command', (file) => {
  expect(typedIn(readFileSync(file, 'utf8'))).toEqual([]);
});

test('and this would notice', () => {
  expect(typedIn('claude mcp add polar -e POLAR_ACCESS_TOKEN=polar_oat_… -- node x')).toHaveLength(1);
  expect(typedIn('POLAR_ACCESS_TOKEN=… npm run live')).toHaveLength(1);
  expect(typedIn('curl --header "Authorization: Bearer $TOKEN"')).toHaveLength(1);
  expect(typedIn('app --client-secret abc')).toHaveLength(1);
  expect(typedIn('claude mcp add polar -e POLAR_ACCESS_TOKEN="$POLAR_ACCESS_TOKEN" -- node x')).toEqual([]);
});
