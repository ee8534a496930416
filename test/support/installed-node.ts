import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NODES = [process.execPath, ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))];

/** The Node that a person's client starts. npm puts the tests' own before it on the path. */
export const INSTALLED_NODE =
  NODES.find((path) => !path.includes('node_modules') && existsSync(path)) ?? process.execPath;
