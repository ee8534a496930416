import { html } from 'hono/html';
import type { NotAdmitted } from '../policy/index.ts';
import type { ErrorText } from './error.ts';

/** Says to a person whom this server isn't for why, and whom to ask. Names nobody whom it is for. */
export function notAdmittedText({ refusal, who }: NotAdmitted): ErrorText {
  const { userId, organization, organizations = [] } = who;
  switch (refusal) {
    case 'user':
      return {
        title: 'This server isn’t for your account',
        what: 'Whoever runs it chose the people who may connect, and you aren’t among them. Nothing was stored.',
        todo: html`If you should be, give them your id at Polar: <code>${userId}</code>`,
      };
    case 'organization': {
      const name = organizations.find(({ id }) => id === organization)?.name ?? 'this one';
      return {
        title: 'This server isn’t for that organization',
        what: `Whoever runs it chose the organizations that may be connected, and ${name} isn’t among them. Nothing was stored.`,
        todo: html`Go back to your app, connect again and choose another. If it should be among them, give whoever runs this server its id at Polar: <code>${organization}</code>`,
      };
    }
    case 'organization_unknown':
      return {
        title: 'This server can’t tell which organization that is',
        what: 'Whoever runs it chose the organizations that may be connected, and Polar didn’t say the name of yours. Nothing was stored.',
        todo: 'Go back to your app and connect again in a minute. If it stays so, ask whoever runs this server to name the organization by its id.',
      };
    case 'many_organizations':
      return {
        title: 'This server is for one organization at a time',
        what: 'Whoever runs it chose the organizations that may be connected. A connection to all of yours would reach others too. Nothing was stored.',
        todo: 'Go back to your app, connect again and choose one organization.',
      };
  }
}
