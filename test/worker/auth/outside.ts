/**
 * Stands for other hosts, beneath what the Worker puts around its requests. A spy on `fetch` would replace that too. Import this
 * before the Worker.
 */
const answers = new Map<string, () => Response>();
const send = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const answer = answers.get(input instanceof Request ? input.url : String(input));
  return answer ? answer() : send(input, init);
};

/** Answers requests for one URL from now on. An answer that throws stands for a host that can't be reached. */
export const serveAt = (url: string, answer: () => Response) => void answers.set(url, answer);
