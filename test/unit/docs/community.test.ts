import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { repository } from '../../../package.json';

const FOLDER = '.github/ISSUE_TEMPLATE';
const FORMS = readdirSync(FOLDER).filter((file) => file !== 'config.yml');

const attributes = { label: z.string().min(1), description: z.string().optional() };
const field = { id: z.string().regex(/^[\w-]+$/), validations: z.strictObject({ required: z.boolean() }).optional() };

/**
 * What these forms use of GitHub's form schema. GitHub shows no form that doesn't fit it.
 *
 * @see https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
 */
const FORM = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  labels: z.array(z.string()),
  body: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: z.string().min(1) }) }),
      z.strictObject({
        type: z.literal('textarea'),
        attributes: z.strictObject({ ...attributes, render: z.string().optional() }),
        ...field,
      }),
      z.strictObject({
        type: z.literal('input'),
        attributes: z.strictObject({ ...attributes, placeholder: z.string().optional() }),
        ...field,
      }),
      z.strictObject({
        type: z.literal('dropdown'),
        attributes: z.strictObject({ ...attributes, options: z.array(z.string()).min(2) }),
        ...field,
      }),
    ]),
  ),
});

test.each(FORMS)('%s is a form that GitHub shows', (file) => {
  const { body } = FORM.parse(parse(readFileSync(`${FOLDER}/${file}`, 'utf8')));
  const fields = body.filter((one) => one.type !== 'markdown');
  for (const names of [fields.map(({ id }) => id), fields.map(({ attributes: { label } }) => label)])
    expect(new Set(names).size).toBe(names.length);
  expect(fields.some(({ validations }) => validations?.required)).toBe(true);
});

test('the forms link to documents that exist, and lead reports of vulnerabilities away from issues', () => {
  const texts = readdirSync(FOLDER).map((file) => readFileSync(`${FOLDER}/${file}`, 'utf8'));
  for (const [, path = ''] of texts.join('\n').matchAll(/\(\.\.\/blob\/main\/([^)]+)\)/g))
    expect(existsSync(path), path).toBe(true);
  expect(texts.filter((text) => text.includes('/security/advisories/new'))).toHaveLength(2);
});

test('each address of this repository is the one that package.json names', () => {
  const files = execFileSync('git', ['ls-files', '*.md', '*.yml', '*.json'], { encoding: 'utf8' }).trim().split('\n');
  const home = repository.url.replace(/^git\+|\.git$/g, '');
  const addresses = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/https:\/\/github\.com\/[\w-]+\/polar-mcp\b/g),
  ]);
  expect(new Set(addresses.map(([address]) => address))).toEqual(new Set([home]));
});
