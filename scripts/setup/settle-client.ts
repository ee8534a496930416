import type { ClientChoice } from './client-choice.ts';
import { type Place, redirectUriOf, shortId } from './places.ts';
import { type Client, isKnownAtPolar, registerClient } from './register.ts';

/**
 * Registers or checks the chosen client at Polar, and says so.
 *
 * @throws Error with one line when Polar refuses, or there is no Polar
 */
export async function settleClient(place: Place, choice: ClientChoice): Promise<Client> {
  const { apiUrl, baseUrl, environment, found } = place;
  const redirectUri = redirectUriOf(baseUrl);
  if (choice.kind === 'registered') {
    const client = await registerClient(apiUrl, `polar-mcp (${new URL(baseUrl).host})`, redirectUri, baseUrl);
    console.log(`registered client ${shortId(client.id)} at ${apiUrl}, for ${redirectUri}`);
    return client;
  }
  const { client, kind } = choice;
  if (kind === 'given') {
    const isKnown = await isKnownAtPolar(apiUrl, client);
    if (isKnown === false)
      throw new Error(
        `${apiUrl} refuses this id and secret. Are both right, of the ${environment}, and does the client authenticate with client_secret_post? Nothing was written`,
      );
    if (isKnown === undefined) console.log(`${apiUrl} could not be asked whether it knows this client`);
    console.log(`client ${shortId(client.id)} at Polar needs the redirect URI ${redirectUri}`);
  } else if (found.baseUrl !== undefined && found.baseUrl !== baseUrl) {
    console.log(
      `client ${shortId(client.id)} was for ${found.baseUrl}. If you made it in the settings at Polar, add the redirect URI\n` +
        `${redirectUri} there. One that setup registered is in nobody's settings: run this again with --register.`,
    );
  }
  return client;
}
