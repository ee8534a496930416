/** The first line of a generated file. */
export const HEADER = '// Written by `npm run generate` from openapi/. Do not edit.\n';

const LINE_WIDTH = 120;

/**
 * Writes JSON as a formatter breaks it, so that a diff shows which entry changed: an object or a list stands on one line
 * where it fits, else each entry has a line of its own.
 *
 * @param indent the spaces in front of the line on which the value begins
 * @param before what stands on that line in front of the value
 */
export function jsonLines(value: unknown, indent: string, before = ''): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || `${indent}${before}${line},`.length <= LINE_WIDTH) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${inner}${jsonLines(item, inner)},\n`).join('')}${indent}]`;
  }
  const lines = Object.entries(value).map(([name, child]) => {
    const label = `${JSON.stringify(name)}: `;
    return child === undefined ? '' : `${inner}${label}${jsonLines(child, inner, label)},\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

/** Makes generated/'s copy of a real file. There, all files that it imports stand beside it. */
export function copyOf(path: string, text: string): string {
  const header = `// Copied by \`npm run generate\` from ${path}. Do not edit.\n`;
  return header + text.replaceAll(/(?<= from ')[./\w-]*?([\w-]+)(?:\.gen)?\.ts(?=';)/g, './$1.gen.ts');
}

/** A string literal. Texts of the document must go through this function, because they could end the quotes. */
export function literal(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The key of a property in an object literal. */
export function key(name: string): string {
  // If it weren't computed, this key would set the object's prototype.
  if (name === '__proto__') return "['__proto__']";
  return isName(name) ? name : JSON.stringify(name);
}

/**
 * A text of the document that becomes a name in the code.
 *
 * @param where the place in the document, for the error
 * @throws Error with one line when the code would be something else than a name
 */
export function nameFrom(text: string, where: string): string {
  if (!isName(text)) throw new Error(`${where}: ${JSON.stringify(text)} can't be a name in the code`);
  return text;
}

const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text);
