import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { POLAR_HOSTS } from '../../settings/polar.ts';
import type { StdioConfig } from '../config/index.ts';
import { type Keychain, systemKeychain } from './keychain.ts';

const login = z.object({
  /** The client at Polar that was registered for this login alone. */
  client: z.object({ id: z.string(), secret: z.string(), registrationToken: z.string().optional() }),
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    obtainedAt: z.number(),
    expiresAt: z.number(),
  }),
  /** The scopes that Polar granted. */
  scope: z.array(z.string()),
  /** The person's id at Polar. */
  userId: z.string().optional(),
  /** In milliseconds since 1970. */
  since: z.number(),
});

/** A person's login to Polar on this machine. */
export type LocalLogin = z.infer<typeof login>;

/** The file has the login itself, or says that the keychain has it. */
const kept = z.union([z.object({ keptIn: z.literal('file'), login }), z.object({ keptIn: z.literal('keychain') })]);

/** The login of one environment, as this machine keeps it. */
export interface LoginStore {
  path: string;
  /**
   * @returns undefined when nobody is logged in
   * @throws Error that says what can't be read
   */
  read(): Promise<{ login: LocalLogin; place: string } | undefined>;
  /**
   * Keeps it in the keychain or, if there is none that takes it or with `inFile`, in the file. The other place keeps no copy.
   *
   * @returns where it is kept now, in words for a person
   */
  write(login: LocalLogin, options?: { inFile?: boolean }): Promise<string>;
  remove(): Promise<void>;
}

/** Where programs of a person keep what is theirs, by the system's own convention. */
export function loginFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'polar-mcp');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'polar-mcp');
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'polar-mcp');
}

/** @param config says which Polar: each environment, and each other address, has a login of its own */
export function loginStore(
  { polarEnvironment, polarApiUrl }: Pick<StdioConfig, 'polarEnvironment' | 'polarApiUrl'>,
  keychain: Keychain | undefined = systemKeychain(),
): LoginStore {
  const isOwn = polarApiUrl === POLAR_HOSTS[polarEnvironment].api;
  const at = isOwn ? '' : `-${new URL(polarApiUrl).host.replaceAll(/[^\w.-]/g, '_')}`;
  const account = `${polarEnvironment}${at}`;
  const path = join(loginFolder(), `${account}.json`);

  async function read() {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw new Error(`The login in ${path} can't be read (${error.code}). Mend that, or log in again.`);
    });
    if (text === undefined) return undefined;
    const file = kept.safeParse(parse(text)).data;
    if (!file) throw unreadable(path);
    if (file.keptIn === 'file') return { login: file.login, place: path };
    if (!keychain) throw new Error(`The login is in a keychain, which can't be found now. ${AGAIN}`);
    const secret = await keychain.read(account).catch(() => {
      throw new Error(`The login can't be read from ${keychain.name}. Unlock it and start this again.`);
    });
    const { data } = login.safeParse(parse(secret ?? ''));
    if (!data) throw unreadable(keychain.name);
    return { login: data, place: keychain.name };
  }

  async function write(login: LocalLogin, { inFile = false } = {}) {
    if (keychain && !inFile && (await isWritten(keychain, account, login))) {
      await writeForOwner(path, { keptIn: 'keychain' });
      return keychain.name;
    }
    // A keychain that the person doesn't want, and that holds nothing, isn't asked: it could ask them to unlock it.
    const mayHoldCopy = !inFile || (await placeInFile()) === 'keychain';
    await writeForOwner(path, { keptIn: 'file', login });
    // The file has the new tokens by now, so a crash leaves one valid pair at least.
    if (mayHoldCopy) await keychain?.remove(account).catch(() => {});
    return path;
  }

  async function placeInFile() {
    const text = await readFile(path, 'utf8').catch(() => '');
    return kept.safeParse(parse(text)).data?.keptIn;
  }

  return {
    path,
    read,
    write,
    remove: async () => {
      await keychain?.remove(account).catch(() => {});
      await rm(path, { force: true });
    },
  };
}

const AGAIN = 'Log in again: npx polar-mcp login';
const unreadable = (place: string) => new Error(`The login in ${place} is damaged. ${AGAIN}`);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A keychain may be there and refuse, as on a machine without a desktop. */
const isWritten = (keychain: Keychain, account: string, login: LocalLogin) =>
  keychain.write(account, JSON.stringify(login)).then(
    () => true,
    () => false,
  );

/** Whoever reads it meanwhile gets the old text or the new one, and a crash leaves one of them. */
async function writeForOwner(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomUUID()}`;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}
