import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENSE_FILE = /^(licen[cs]e|notice)/i;

/**
 * Collects the licenses of the packages whose files are in a bundle, because most of them may be copied only with their license.
 *
 * @param sources the bundled files, as esbuild names them
 * @param folder the folder of node_modules
 * @throws Error that names a package without a license
 */
export async function licensesOf(sources: readonly string[], folder: string): Promise<string> {
  const packages = new Set(sources.flatMap((source) => PACKAGE.exec(source)?.[0] ?? []));
  const texts = await Promise.all([...packages].sort().map((path) => licenseOf(join(folder, path))));
  return `polar-mcp contains code of these packages.\n\n${texts.join('\n')}`;
}

async function licenseOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = (await readdir(folder)).filter((file) => LICENSE_FILE.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} ${version} has no file of its license (${license})`);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return `== ${name} ${version} (${license})\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`;
}
