/** What a client can do beside calling tools, as it declared it. */
export interface ClientAbilities {
  /** It puts a form to the person, and returns the answer (elicitation). */
  form: boolean;
  /** It opens an address in the person's browser (elicitation by URL). */
  url: boolean;
  /** It shows views (MCP Apps). */
  views: boolean;
}

/** The abilities of a client that declared nothing, or of which nothing is known. */
export const NO_ABILITIES: ClientAbilities = { form: false, url: false, views: false };

/** The parts of a client's request that a tool call needs. */
export interface ToolRequest {
  /** Ends the call: the client cancelled it, or went away. */
  signal: AbortSignal;
  /** Sends the client a growing number, and a sentence. Undefined when it asked for no progress. */
  progress?: ((progress: number, message: string) => void) | undefined;
  abilities: ClientAbilities;
  /** The name of the app in its own words, where its messages have it. */
  appName?: string;
  /** The tool of this server that calls this one, as `call_read_tool`. */
  via?: string;
  /** The yes of a person who decided in a view or in a browser. */
  approval?: Approval | undefined;
  /**
   * Whether what this server asks comes back to this very call: the client repeats it with the answer, or is connected as long as
   * this process runs. Older revisions over HTTP hear of a page as an error instead.
   */
  takesQuestions?: boolean;
  /** What came of the question of an earlier round, and the state that came with it. */
  answer?: { said: QuestionOutcome; state: string } | undefined;
}

/** A person's yes to a change that waits for it: see ledger/change-ledger.ts. */
export interface Approval {
  /** The secret of the change. */
  secret: string;
  /** Whether the person saw what has this fingerprint: the view shows what the call told, and a page what it read itself. */
  saw(fingerprint: string): boolean | Promise<boolean>;
}

/**
 * What came of a question: the person agreed, or refused; nobody answered, because the app could ask nobody or the person
 * closed the question; or the app sent the form back without an answer to it.
 */
export type QuestionOutcome = 'agreed' | 'refused' | 'unanswered' | 'left_open';

/** The key of the question in `inputRequests`, and of its answer in `inputResponses`. */
export const CONFIRM_INPUT_KEY = 'confirm';
