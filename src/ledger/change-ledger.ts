import { encodeBase64Url } from 'hono/utils/encode';
import { sha256Hex } from '../lib/text.ts';
import {
  CONFIRMATION_SECONDS,
  type ConfirmationDigest,
  type ConnectionWrites,
  MAX_KEPT_CHARACTERS,
} from './connection-writes.ts';
import { changeId, type KeptChange } from './waiting-changes.ts';
import type { ChangeChannel, ChangeState, Remote, WaitingCall } from './writes.ts';

/** Seals values for storage. `about` names the value's place: in another one it doesn't open. */
export interface Sealer {
  seal(about: string, value: unknown): Promise<string>;
  /** @returns undefined for a text that wasn't sealed for this place */
  open<T>(about: string, sealed: string): Promise<T | undefined>;
}

/** The keys of a connection's ledger. The page on which a person decides has the secret of one change, and no key of the connection. */
export interface Sealers {
  /** Seals under the connection's key. Nothing opens where there is none. */
  ofConnection: Sealer;
  /** Seals under a key that is derived from the secret of a change. */
  ofSecret(secret: string): Promise<Sealer>;
  /** A digest that nobody can guess from the storage alone. */
  digest(text: string): Promise<string>;
}

/** A change that waits for a person, or waited. */
export interface WaitingChange {
  id: string;
  tool: string;
  channel: ChangeChannel;
  state: ChangeState;
  /** In milliseconds since 1970: nobody can decide any more. */
  until: number;
  /** The structure of the result of a change that was made, or tried; undefined where there is none, or none is kept. */
  result?: ChangeOutcome;
  /** Undefined until its page has shown it. */
  about?: ChangeAbout;
}

/** What a change is about, as its page showed it last. */
export interface ChangeAbout {
  /** Who gets how much, in one line. */
  question: string;
  /** By id, the names of the things that were read for it. */
  names: Readonly<Record<string, string>>;
}

/** The end of a change, as the client would have got it. */
export interface ChangeOutcome {
  isError: boolean;
  structuredContent: Record<string, unknown>;
}

/** A change as its connection, or the page that has its secret, may know it. */
export interface SecretChange extends WaitingChange {
  /** Decides about it, so it goes to the person alone: into the view, or into the link. */
  secret: string;
  /** The call to make, while it waits. */
  call?: WaitingCall;
  /** Whether the call that asked for it told what has this fingerprint. */
  told(fingerprint: string): Promise<boolean>;
}

interface NewChange {
  fingerprint: string;
  shown: string;
  asked: WaitingCall;
  call: WaitingCall;
  channel: ChangeChannel;
}

export type Proposed = Pick<SecretChange, 'id' | 'secret' | 'until'>;

type ChangeWrites = Remote<
  Pick<
    ConnectionWrites,
    'proposeWrite' | 'withdrawWrite' | 'keptWrite' | 'changeOf' | 'sameChange' | 'keepChangeResult' | 'keepChangeShown'
  >
>;

/** 144 bits. A multiple of three bytes, so that base64url pads nothing. */
const SECRET_BYTES = 18;

export const newSecret = () => encodeBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)).buffer);

/** The token salts the fingerprint, so that nobody who reads the storage can guess what was confirmed. */
export async function digested({ token, fingerprint }: ConfirmationDigest): Promise<ConfirmationDigest> {
  return { token: await sha256Hex(token), fingerprint: await sha256Hex(`${token}\n${fingerprint}`) };
}

/** The part of a connection's ledger for the changes that wait for a person. */
export function changeLedger(writes: ChangeWrites, { ofConnection, ofSecret, digest }: Sealers) {
  const describe = async (kept: KeptChange, secret: string): Promise<SecretChange> => {
    const { id, tool, channel, state, expiresAt, result, shown } = kept;
    const sealer = await ofSecret(secret);
    const opened = result === undefined ? undefined : await sealer.open<ChangeOutcome>(`result ${id}`, result);
    const about = kept.about === undefined ? undefined : await sealer.open<ChangeAbout>(`about ${id}`, kept.about);
    const told = async (fingerprint: string) => (await digested({ token: secret, fingerprint })).fingerprint === shown;
    return {
      id,
      tool,
      channel,
      state,
      until: expiresAt,
      secret,
      told,
      ...(opened && { result: opened }),
      ...(about && { about }),
    };
  };
  const openSecret = async (kept: KeptChange | undefined): Promise<SecretChange | undefined> => {
    const secret = kept && (await ofConnection.open<string>(`secret ${kept.id}`, kept.secret));
    return kept && secret !== undefined ? describe(kept, secret) : undefined;
  };
  const asText = ({ tool, arguments: given }: WaitingCall) => JSON.stringify(withSortedKeys([tool, given]));
  return {
    /**
     * Keeps a change until a person decides about it, for CONFIRMATION_SECONDS.
     *
     * @param change.fingerprint of the call: its secret approves nothing else
     * @param change.shown the fingerprint of what the call told
     * @param change.asked the call as the client wrote it: the same call again finds this change
     * @param change.call the call to make, which only the secret opens
     * @returns undefined if the call is too long to be kept
     * @throws CallError when the connection has ended, or can't be reached
     */
    async proposeChange({ fingerprint, shown, asked, call, channel }: NewChange): Promise<Proposed | undefined> {
      const secret = newSecret();
      const proposed = await digested({ token: secret, fingerprint });
      const id = changeId(proposed.token);
      const kept = await (await ofSecret(secret)).seal(`call ${id}`, call);
      if (kept.length > MAX_KEPT_CHARACTERS) return undefined;
      const change = {
        tool: call.tool,
        channel,
        call: await digest(asText(asked)),
        shown: (await digested({ token: secret, fingerprint: shown })).fingerprint,
        secret: await ofConnection.seal(`secret ${id}`, secret),
      };
      await writes.proposeWrite({ ...proposed, kept, change });
      return { id, secret, until: Date.now() + CONFIRMATION_SECONDS * 1000 };
    },

    /**
     * The change that the same call asked for before. The end of a change is told once by this.
     *
     * @param asked the call as the client wrote it
     */
    async sameChange(asked: WaitingCall): Promise<SecretChange | undefined> {
      return openSecret(await writes.sameChange(await digest(asText(asked))));
    },

    /** Takes a change back that the same call asks for anew. */
    async replaceChange(secret: string): Promise<void> {
      await writes.withdrawWrite(await sha256Hex(secret), true);
    },

    /** The change with this public id, and its secret; undefined where this connection has none. Its end counts as told. */
    async changeById(id: string): Promise<SecretChange | undefined> {
      return openSecret(await writes.changeOf(id, true));
    },

    /** The change that a secret decides about, with its call while it waits; undefined for a secret that this connection never gave. */
    async changeBySecret(secret: string): Promise<SecretChange | undefined> {
      const token = await sha256Hex(secret);
      const id = changeId(token);
      const kept = await writes.changeOf(id);
      if (kept?.token !== token) return undefined;
      const change = await describe(kept, secret);
      if (change.state !== 'waiting') return change;
      const answer = await writes.keptWrite(token);
      const call = answer.ok ? await (await ofSecret(secret)).open<WaitingCall>(`call ${id}`, answer.kept) : undefined;
      return call ? { ...change, call } : { ...change, state: 'expired' };
    },

    /** Keeps what the page of a change says that it is about, for its end. Never throws: the person can decide without it. */
    async keepShown(secret: string, about: ChangeAbout): Promise<void> {
      const id = changeId(await sha256Hex(secret));
      await writes.keepChangeShown(id, await (await ofSecret(secret)).seal(`about ${id}`, about));
    },

    /** Keeps what came of a change, for whoever asked for it. Never throws: the change has ended. */
    async keepOutcome(secret: string, outcome: ChangeOutcome): Promise<void> {
      const id = changeId(await sha256Hex(secret));
      await writes.keepChangeResult(id, await (await ofSecret(secret)).seal(`result ${id}`, outcome));
    },
  };
}

/** The order of arguments makes no other call. */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withSortedKeys(inner)]));
}
