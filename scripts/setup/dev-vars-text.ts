import { parseEnv } from 'node:util';

const HEADER = '# For `npm start`. Written by `npm run setup`; holds secrets, so git ignores it.';

/**
 * Sets variables in the text of a .dev.vars. All other lines, including comments, stay as they are.
 *
 * @param text undefined when there is no such file
 * @param wanted values of plain characters, by name
 * @throws Error when the file has a form in which this can't be done
 */
export function withVariables(text: string | undefined, wanted: Record<string, string>): string {
  const before = text ?? `${HEADER}\n`;
  let after = before;
  for (const [name, value] of Object.entries(wanted)) after = withVariable(after, name, value);
  const want = { ...parseEnv(before), ...wanted };
  if (!isSame(parseEnv(after), want))
    throw new Error(`.dev.vars can't be changed line by line. Set ${Object.keys(wanted).join(', ')} in it by hand`);
  return after;
}

function withVariable(text: string, name: string, value: string): string {
  if (parseEnv(text)[name] === value) return text;
  const lines = [...text.matchAll(new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=)[^\\r\\n]*`, 'gm'))];
  // If a variable stands there twice, the last line counts.
  const last = lines.at(-1);
  if (last) return `${text.slice(0, last.index)}${last[1]}${value}${text.slice(last.index + last[0].length)}`;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : end;
  return `${text}${gap}${name}=${value}${end}`;
}

function isSame(one: NodeJS.Dict<string>, other: NodeJS.Dict<string>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}
