import { OAuthSession, REDIRECT_URL } from '../../../scripts/demo-client/oauth-session.ts';
import type { LabPerson } from '../lab/person.ts';

/** The sign-in of a library: the program that uses it keeps the tokens, and sends the lab's person to the pages. */
export class LabSession extends OAuthSession {
  constructor(
    name: string,
    private readonly person: LabPerson,
  ) {
    super(name);
  }

  override async redirectToAuthorization(url: URL): Promise<void> {
    this.logins++;
    const end = await this.person.walk(url, REDIRECT_URL);
    if (!(end instanceof URL)) throw new Error(`The login stopped at a page (${end.status}): ${end.text}`);
    this.landed = end;
  }

  get code(): string {
    return this.callback.get('code') ?? '';
  }
}
