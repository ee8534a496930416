import type { Client as ClientV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

type Said = { action: 'accept'; content: { agree?: boolean } } | { action: 'decline' | 'cancel' };

export const YES: Said = { action: 'accept', content: { agree: true } };

/** The other answers to a question, with the code that the model is told. */
export const NO_YES: readonly [Said, code: string][] = [
  [{ action: 'accept', content: { agree: false } }, 'declined'],
  [{ action: 'decline' }, 'declined'],
  [{ action: 'cancel' }, 'not_answered'],
  [{ action: 'accept', content: {} }, 'not_answered'],
];

/** A person whom a client can ask: what they say to each question, and the questions so far. */
export class AskedPerson {
  readonly questions: string[] = [];

  constructor(public says: Said = YES) {}

  /** Has a client that declares elicitation put its questions to this person. */
  sitAt(client: ClientV1 | ClientV2): void {
    const answer = ({ params }: { params: { message: string } }) => {
      this.questions.push(params.message);
      return this.says;
    };
    if (client instanceof ClientV1) client.setRequestHandler(ElicitRequestSchema, answer);
    else client.setRequestHandler('elicitation/create', answer);
  }
}

/** The capabilities of a client that can ask a person. */
export const ASKS = { capabilities: { elicitation: {} } };
