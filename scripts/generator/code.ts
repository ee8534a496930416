/** The first line of a generated file. */
export const HEADER = '// Written by `npm run generate` from openapi/. Do not edit.\n';

/** A real file as it stands in generated/, where every file that it imports stands beside it. */
export function copyOf(path: string, text: string): string {
  const header = `// Copied by \`npm run generate\` from ${path}. Do not edit.\n`;
  return header + text.replaceAll(/(?<= from ')[./\w-]*?([\w-]+)(?:\.gen)?\.ts(?=';)/g, './$1.gen.ts');
}

/** A string literal. Nothing else may put a text of the document between quotes: it could end them. */
export function literal(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The key of a property in an object literal. */
export function key(name: string): string {
  // Uncomputed, this one would set what the object inherits from.
  if (name === '__proto__') return "['__proto__']";
  return isName(name) ? name : JSON.stringify(name);
}

/**
 * A name that becomes one in the code.
 *
 * @param where the place in the document, for the error
 * @throws Error with one line when the code would be something else than a name
 */
export function nameFrom(text: string, where: string): string {
  if (!isName(text)) throw new Error(`${where}: ${JSON.stringify(text)} can't be a name in the code`);
  return text;
}

const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text);
