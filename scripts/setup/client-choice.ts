import { assertRight, credentialProblem, withName } from './checks.ts';
import { type Place, redirectUriOf, shortId } from './places.ts';
import { type Questions, Stopped } from './questions.ts';
import type { Client } from './register.ts';

/** The client at Polar that a place gets. */
export type ClientChoice = { kind: 'kept' | 'given'; client: Client } | { kind: 'registered' };

export interface ClientFlags {
  register?: true;
  clientId?: string;
}

/**
 * Decides which client a place gets. The flags say it, or the person. Without either, it is the present one, or else a
 * new one.
 *
 * @param secret the secret of the client that --client-id names
 * @throws Error that names the flag to settle it with; Stopped
 */
export async function chooseClient(
  place: Place,
  { register, clientId }: ClientFlags,
  secret: string | undefined,
  ask: Questions | undefined,
): Promise<ClientChoice> {
  const { found, file } = place;
  const kept = found.id && found.secret && found.isOfEnvironment && { id: found.id, secret: found.secret };
  if (clientId !== undefined) {
    assertRight('--client-id', clientId, credentialProblem);
    if (secret === undefined && kept && kept.id === clientId) return { kind: 'kept', client: kept };
    const client = { id: clientId, secret: await givenSecret(secret, ask) };
    if (kept && kept.id === client.id && kept.secret === client.secret) return { kind: 'kept', client };
    await confirmReplacing(place, client.id, ask);
    return { kind: 'given', client };
  }
  if (register) {
    await confirmReplacing(place, undefined, ask);
    return { kind: 'registered' };
  }
  if (ask) return askForClient(place, kept || undefined, ask);
  if (kept) return { kind: 'kept', client: kept };
  if (found.id || found.secret) {
    const what = found.isOfEnvironment ? 'half of a client' : 'a client of another Polar';
    throw new Error(`${file} has ${what}: say --register for a new one, or --client-id for yours. Nothing was written`);
  }
  return { kind: 'registered' };
}

async function askForClient(place: Place, kept: Client | undefined, ask: Questions): Promise<ClientChoice> {
  const { title, found, baseUrl } = place;
  const isMoved = kept && found.baseUrl !== undefined && found.baseUrl !== baseUrl;
  const keep = kept && {
    value: 'kept' as const,
    label: `Keep ${shortId(kept.id)}`,
    ...(isMoved && { hint: `then add ${redirectUriOf(baseUrl)} to it at Polar` }),
  };
  const rest = [
    {
      value: 'registered' as const,
      label: 'Register a new one now',
      ...(kept && { hint: 'apps have to log in again' }),
    },
    { value: 'given' as const, label: 'Use one that I made in the settings at Polar' },
  ];
  // Enter chooses the first.
  const options = keep ? (isMoved ? [...rest, keep] : [keep, ...rest]) : rest;
  const kind = await ask.choose(`The OAuth client at Polar, for ${title}`, options);
  if (kind === 'kept' && kept) return { kind, client: kept };
  if (kind !== 'given') return { kind: 'registered' };
  const id = await ask.text('Its id', withName('The id', credentialProblem), { example: 'polar_ci_…' });
  return { kind, client: { id, secret: await ask.secret('Its secret', withName('The secret', credentialProblem)) } };
}

async function givenSecret(secret: string | undefined, ask: Questions | undefined): Promise<string> {
  if (secret !== undefined) {
    assertRight('POLAR_CLIENT_SECRET', secret, credentialProblem);
    return secret;
  }
  if (!ask) throw new Error('The secret of --client-id is missing: set POLAR_CLIENT_SECRET');
  return ask.secret('The secret of that client', withName('The secret', credentialProblem));
}

async function confirmReplacing({ file, found }: Place, id: string | undefined, ask: Questions | undefined) {
  if (!ask || !found.id || found.id === id) return;
  const question = `Replace the client ${shortId(found.id)} in ${file}? Apps that are connected have to log in again`;
  if (!(await ask.confirm(question))) throw new Stopped();
}
