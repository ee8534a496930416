import { AsyncLocalStorage } from 'node:async_hooks';
import type { Grant as GrantRecord, TokenExchangeCallbackOptions } from '@cloudflare/workers-oauth-provider';
import { readConfig } from '../../config/index.ts';
import { grantKey } from '../../connection/index.ts';
import { currentRequestId, logError } from '../../observability/index.ts';
import type { GrantIds } from './grant-request.ts';

/** The most that KV lists at once. Of somebody with more grants, only the first in the order of their random ids are looked at. */
const MAX_GRANTS_LISTED = 1000;

/** An app has one grant of a person, or two while KV is behind. Each costs a read, and a request to its object. */
const MAX_GRANTS_REPLACED = 20;

/** The exchange of one code, and the grants that its tokens replace. */
const exchanges = new AsyncLocalStorage<{ replaced: GrantIds[] }>();

/**
 * Exchanges a code, and ends what the client had before: its earlier grants of the same person for the same resource. They go only
 * when the client has its new tokens. A person may approve and the app may never fetch its code, and then it goes on as before.
 *
 * @param exchange asks the provider, which calls `noteReplacedGrants` when the code is good
 * @param waitUntil keeps the Worker until the grants have ended, for which the client doesn't wait
 */
export async function exchangeReplacing(
  env: Env,
  exchange: () => Response | Promise<Response>,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
  const replaced: GrantIds[] = [];
  const answer = await exchanges.run({ replaced }, async () => exchange());
  if (answer.ok && replaced.length > 0) waitUntil(Promise.all(replaced.map((grant) => endReplaced(env, grant))));
  return answer;
}

/**
 * Finds the grants that the tokens for a code replace. It runs before these tokens exist, so of two codes that are exchanged one
 * after the other, the second ends the first, and never the other way round. A grant whose code is still out stays: it ends by
 * itself, or replaces this one. Never throws, because the provider would refuse the tokens.
 */
export async function noteReplacedGrants(
  options: Pick<TokenExchangeCallbackOptions<Env>, 'env' | 'clientId' | 'userId' | 'grantId' | 'resource'>,
): Promise<void> {
  const exchange = exchanges.getStore();
  if (!exchange || isMetadataDocument(options.clientId)) return;
  try {
    exchange.replaced.push(...(await earlierGrants(options)));
  } catch (error) {
    logError('replaced_grants_not_found', error);
  }
}

/**
 * Whether a client's id is the URL of its metadata document. All installations of an app share that id, so a login on one machine
 * must not end the others. A registered id belongs to one installation, so a new login replaces the earlier ones.
 */
const isMetadataDocument = (clientId: string) => URL.canParse(clientId);

async function earlierGrants({
  env,
  clientId,
  userId,
  grantId,
  resource,
}: Parameters<typeof noteReplacedGrants>[0]): Promise<GrantIds[]> {
  const { OAUTH_KV: kv } = env;
  const prefix = grantKey(userId, '');
  // The provider names the client in the key's metadata. Its earlier versions didn't: such a grant has to be read.
  const { keys } = await kv.list<{ clientId?: string }>({ prefix, limit: MAX_GRANTS_LISTED });
  const own = keys.filter(
    ({ name, metadata }) => name !== grantKey(userId, grantId) && (metadata?.clientId ?? clientId) === clientId,
  );
  const read = own.slice(0, MAX_GRANTS_REPLACED).map(({ name }) => kv.get<GrantRecord>(name, 'json'));
  const records = (await Promise.all(read)).filter((record) => record !== null);
  const { mcpUrl } = readConfig(env);
  const isReplaced = (record: GrantRecord) =>
    record.clientId === clientId &&
    record.refreshTokenId !== undefined &&
    // Grants of earlier versions name no resource.
    [record.resource ?? mcpUrl].flat().some((one) => [resource].flat().includes(one));
  return records.filter(isReplaced).map(({ id }) => ({ userId, grantId: id }));
}

/** Never throws: when the object can't be reached, the next login of the app finds the grant again. */
async function endReplaced(env: Env, grant: GrantIds): Promise<void> {
  try {
    await env.GRANTS.get(env.GRANTS.idFromName(grant.grantId)).endReplaced(grant, currentRequestId());
  } catch (error) {
    logError('replaced_grant_not_ended', error);
  }
}
