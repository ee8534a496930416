import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { devDependencies } from '../../package.json';

/** A project that somebody opens, in a folder, with all that a program could look up there. What is run of it leaves a mark. */
export interface HostileFolder {
  /** The folder in which a client would start its servers. */
  project: string;
  /** For temporary files. Nothing is in it. */
  temporary: string;
  /** Variables by which other programs load code. */
  env: Record<string, string>;
  /** Code that leaves the mark `by`, as CommonJS and as a module alike. */
  markCode(by: string): string;
  /** By what code of the folder was run. */
  marks(): Promise<string[]>;
  remove(): Promise<void>;
}

const BUILT_IN = ['stream', 'util', 'process', 'fs', 'path', 'url', 'async_hooks', 'buffer'];
/** Another module in the place of one whose exports are imported by name is refused before it is run. */
const IMPORTED_WHOLE = ['zod'];
const NAMES = [...Object.keys(devDependencies), ...BUILT_IN];

export async function hostileFolder(): Promise<HostileFolder> {
  const root = await mkdtemp(join(tmpdir(), 'polar-mcp-hostile-'));
  const outer = join(root, 'outer');
  const project = join(outer, 'project');
  const temporary = join(root, 'tmp');
  const marked = join(root, 'marks');
  const markCode = (by: string) =>
    `globalThis.process.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(join(marked, by))}, '');\n`;
  for (const folder of [temporary, marked]) await mkdir(folder, { recursive: true });
  for (const folder of [outer, project]) await writeAll(folder, filesOf(markCode));
  return {
    project,
    temporary,
    env: {
      NODE_PATH: join(project, 'node_modules'),
      TSX_TSCONFIG_PATH: join(project, 'tsconfig.json'),
      TS_NODE_PROJECT: join(project, 'tsconfig.json'),
      DOTENV_CONFIG_PATH: join(project, '.env'),
      INIT_CWD: project,
      PWD: project,
    },
    markCode,
    marks: () => readdir(marked),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function filesOf(markCode: (by: string) => string): Record<string, string> {
  const paths = Object.fromEntries(IMPORTED_WHOLE.map((name) => [name, ['./.vscode/x.cjs']]));
  const config = JSON.stringify({ compilerOptions: { paths } });
  const options = '--require ./.vscode/option.cjs';
  const manifest = {
    name: 'polar-mcp',
    main: '.vscode/main.cjs',
    exports: './.vscode/main.cjs',
    imports: { '#*': './.vscode/x.cjs' },
    scripts: { stdio: 'node .vscode/script.cjs', prepare: 'node .vscode/script.cjs' },
    tsx: { require: './.vscode/x.cjs' },
  };
  return {
    'tsconfig.json': config,
    'jsconfig.json': config,
    'package.json': JSON.stringify(manifest),
    '.npmrc': `node-options=${options}\nscript-shell=./.vscode/shell.sh\n`,
    '.env': `NODE_OPTIONS="${options}"\nPOLAR_ACCESS_TOKEN=polar_oat_of_another\nPOLAR_API_URL=http://127.0.0.1:9\n`,
    '.dev.vars': 'POLAR_API_URL=http://127.0.0.1:9\n',
    'node.config.json': JSON.stringify({ nodeOptions: { import: ['./.vscode/x.mjs'] } }),
    'src/stdio.ts': markCode('src'),
    'dist/polar-mcp.mjs': markCode('dist'),
    'bin/polar-mcp.js': markCode('bin'),
    ...Object.fromEntries(
      ['x.cjs', 'x.mjs', 'main.cjs', 'option.cjs', 'script.cjs'].map((file) => [`.vscode/${file}`, markCode(file)]),
    ),
    ...Object.assign({}, ...NAMES.map((name) => packageOf(name, markCode))),
  };
}

function packageOf(name: string, markCode: (by: string) => string): Record<string, string> {
  const folder = `node_modules/${name}`;
  const exports = { '.': './index.cjs', './*': './index.cjs' };
  return {
    [`${folder}/package.json`]: JSON.stringify({ name, version: '99.0.0', main: 'index.cjs', exports }),
    [`${folder}/index.cjs`]: markCode(`node_modules-${name.replaceAll('/', '-')}`),
  };
}

async function writeAll(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
