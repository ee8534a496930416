import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';
import type { Config } from '../config/index.ts';
import { deriveKey, open, seal } from './sealing.ts';

/** What a link to the page of a change leads to. */
export interface ConfirmLink {
  /** The hexadecimal id of the connection's object. */
  connectionId: string;
  /** The secret of the change: see ledger/change-ledger.ts. */
  secret: string;
}

/** The page on which a person decides about a change: what follows is sealed. */
export const CONFIRM_PATH = '/confirm/';

/**
 * The address of the page on which the person decides about a change. It is sealed under a key of the operator's secret, so nobody
 * else can make one, and a made-up one reaches no connection. Who has the link has the secret of this change alone, and must still
 * be the person of the connection.
 */
export async function confirmUrl(config: Config, { connectionId, secret }: ConfirmLink): Promise<string> {
  const sealed = await seal(await sealingKey(config), context(config), packed(connectionId) + secret);
  return config.baseUrl + CONFIRM_PATH + unpadded(sealed);
}

/** @returns undefined for what is no link of this server's */
export async function openConfirmLink(config: Config, sealed: string): Promise<ConfirmLink | undefined> {
  const text = await open<string>(await sealingKey(config), context(config), sealed);
  if (text === undefined) return undefined;
  return { connectionId: unpacked(text.slice(0, PACKED_CHARACTERS)), secret: text.slice(PACKED_CHARACTERS) };
}

const sealingKey = ({ polarClientSecret }: Config) => deriveKey(polarClientSecret, 'confirm');
const context = ({ polarEnvironment, baseUrl }: Config) => `polar-mcp/1 confirm ${polarEnvironment} ${baseUrl}`;

/** The 32 bytes of an object's id, as base64url: a model has to copy the link, so it is short. */
const PACKED_CHARACTERS = 43;

const packed = (hex: string) => {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return unpadded(encodeBase64Url(bytes.buffer));
};

const unpacked = (text: string) =>
  [...decodeBase64Url(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const unpadded = (base64: string) => base64.replace(/=+$/, '');
