import type { LabHouse } from './house.ts';
import type { Step } from './steps.ts';

/** A call that a model makes. */
export interface Call {
  tool: string;
  arguments: Record<string, unknown>;
}

/** The answer to a call, as the model sees it. */
export interface Answer {
  text: string;
  isError: boolean;
}

/** The lab's model: it makes the next call by the answers so far, or ends its turn. */
export type Model = (answers: readonly Answer[]) => Call | undefined;

/** What a model saw in one turn. */
export interface Turn {
  /** The names of the tools that the client offered, as this server calls them. */
  offered: string[];
  answers: Answer[];
}

/** One installation of a client, connected to one address of the Worker. */
export interface Session {
  turn(model: Model): Promise<Turn>;
  /** A turn with a person at the terminal, who says yes to a question. Without it, nobody is there. */
  turnAtTerminal?(model: Model): Promise<Turn>;
  close(): Promise<void>;
}

/** A client of the lab. */
export interface LabClient {
  name: string;
  version: string;
  /** A library is called by a program, an agent has a model, and a tool is a command without one. */
  kind: 'library' | 'agent' | 'tool';
  /** What the client itself can't do, and what its person can do about it: a sentence for each step. */
  itself?: Partial<Record<Step, string>>;
  /** It takes an access token for expired a minute before it is. */
  renewsEarly?: true;
  /**
   * Installs the client anew, and connects it: the person logs in.
   *
   * @param home an empty folder, which is the client's home
   * @throws Error if it doesn't get in
   */
  connect(house: LabHouse, address: string, home: string): Promise<Session>;
}

/** Makes a model's calls one after the other, for a client without a model. */
export async function callAsModel(
  offered: string[],
  model: Model,
  call: (call: Call) => Promise<Answer>,
): Promise<Turn> {
  const answers: Answer[] = [];
  for (let next = model(answers); next; next = model(answers)) answers.push(await call(next));
  return { offered, answers };
}

/** The text of a tool's result. */
export const textOf = (content: unknown): string =>
  Array.isArray(content) ? content.map((part) => (part as { text?: string }).text ?? '').join('\n') : String(content);
