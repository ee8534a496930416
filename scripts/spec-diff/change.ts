/** One difference. It quotes names, numbers and fixed values of the document, and none of its sentences. */
export interface Change {
  /** Markdown, one line. */
  text: string;
  /** Whether somebody who relied on the old form may have to act. */
  isBreaking: boolean;
}

const MAX_CODE_LENGTH = 80;
const MAX_LISTED = 10;

/** Quotes a name or a value of the document, so that markdown in it means nothing. */
export function code(text: string): string {
  const plain = text.replace(/[`\p{C}\s]+/gu, ' ');
  return `\`${plain.length > MAX_CODE_LENGTH ? `${plain.slice(0, MAX_CODE_LENGTH)}…` : plain}\``;
}

/** `a`, `b` and 3 more. */
export function list(texts: readonly string[]): string {
  const shown = texts.slice(0, MAX_LISTED).map(code).join(', ');
  return texts.length > MAX_LISTED ? `${shown} and ${texts.length - MAX_LISTED} more` : shown;
}

/** Sorts by breaking, then by text, and drops repetitions. */
export function inOrder(changes: readonly Change[]): Change[] {
  const once = new Map(changes.map((change) => [change.text, change]));
  return [...once.values()].sort(
    (a, b) => Number(b.isBreaking) - Number(a.isBreaking) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  );
}
