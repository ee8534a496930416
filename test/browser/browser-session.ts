import type { Page } from 'playwright-core';
import { OAuthSession } from '../../scripts/demo-client/oauth-session.ts';

/** A client's sign-in in a real browser: `answer` does what the person does, from the consent page on. */
export class BrowserSession extends OAuthSession {
  /** The scopes that each login asked of Polar. */
  readonly asked: string[][] = [];

  constructor(
    name: string,
    private readonly page: Page,
    public answer: (page: Page) => Promise<void>,
  ) {
    super(name);
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/oauth2/authorize' && request.method() === 'GET')
        this.asked.push((searchParams.get('scope') ?? '').split(' '));
    });
  }

  /** The request for the redirect URL is what the client gets. */
  override async redirectToAuthorization(url: URL): Promise<void> {
    this.logins++;
    const landed = this.page.waitForRequest((request) => request.url().startsWith(this.redirectUrl));
    await this.page.goto(url.href);
    await this.answer(this.page);
    this.landed = new URL((await landed).url());
  }
}
