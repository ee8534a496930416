import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Keeps texts for this person, where no other program reads them unasked. Each function throws if the system refuses. */
export interface Keychain {
  /** Its name in messages to a person. */
  name: string;
  /** @returns undefined when nothing is kept under this name */
  read(account: string): Promise<string | undefined>;
  write(account: string, text: string): Promise<void>;
  remove(account: string): Promise<void>;
}

const SERVICE = 'polar-mcp';

/** A keychain that is locked asks the person, who may have left. */
const TIMEOUT_MS = 30_000;

/** The keychain of this system, by the command that comes with it; undefined where there is none. */
export function systemKeychain(platform: NodeJS.Platform = process.platform): Keychain | undefined {
  if (platform === 'darwin') return macKeychain('/usr/bin/security');
  const secretTool = platform === 'linux' ? onPath('secret-tool') : undefined;
  return secretTool === undefined ? undefined : secretService(secretTool);
}

/** Secrets go in by stdin, because other users of a machine see a command's arguments. */
function macKeychain(security: string): Keychain {
  const which = (account: string) => ['-s', SERVICE, '-a', account];
  return checked({
    name: 'the keychain of macOS',
    read: async (account) => {
      const { code, out } = await run(security, ['find-generic-password', ...which(account), '-w']);
      // 44 is errSecItemNotFound.
      if (code === 44) return undefined;
      if (code !== 0) throw new Error(`security ended with ${code}`);
      return decode(out);
    },
    write: async (account, text) => {
      const command = ['add-generic-password', '-U', ...which(account), '-w', encode(text)].join(' ');
      await runWell(security, ['-i'], `${command}\n`);
    },
    remove: (account) => runWell(security, ['delete-generic-password', ...which(account)]),
  });
}

function secretService(secretTool: string): Keychain {
  const which = (account: string) => ['service', SERVICE, 'account', account];
  return checked({
    name: 'the keychain of this desktop (Secret Service)',
    read: async (account) => {
      const { code, out, err } = await run(secretTool, ['lookup', ...which(account)]);
      // It ends with 1 for what isn't there, and then says nothing.
      if (code === 1 && err === '') return undefined;
      if (code !== 0) throw new Error(`secret-tool ended with ${code}`);
      return decode(out);
    },
    write: (account, text) =>
      runWell(secretTool, ['store', `--label=polar-mcp (${account})`, ...which(account)], encode(text)),
    remove: (account) => runWell(secretTool, ['clear', ...which(account)]),
  });
}

/** `security -i` ends with 0 whatever became of its commands, so what was written is read back. */
function checked(keychain: Keychain): Keychain {
  return {
    ...keychain,
    write: async (account, text) => {
      await keychain.write(account, text);
      if ((await keychain.read(account)) !== text) throw new Error(`${keychain.name} did not keep what it was given`);
    },
  };
}

/** No command's own language has a meaning for these characters. */
const encode = (text: string) => Buffer.from(text).toString('base64');
const decode = (text: string) => Buffer.from(text.trim(), 'base64').toString();

async function runWell(command: string, args: string[], input?: string): Promise<void> {
  const { code } = await run(command, args, input);
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}

function run(command: string, args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'pipe', timeout: TIMEOUT_MS });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    // A command that ends early closes its stdin.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Clients start this server in any folder, so relative entries of PATH, which a project could fill, are left out. */
function onPath(command: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder: string) => join(folder, command)).find(existsSync);
}
