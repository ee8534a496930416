import { textOf } from '../lab/client.ts';
import { type Dialect, writeEvents, writeJson } from '../lab/model.ts';

/** OpenAI's Chat Completions API, which opencode and others speak. */
export const openaiChat: Dialect = {
  matches: (path) => /\/chat\/completions(\?|$)/.test(path),
  read: (body) => {
    const {
      tools = [],
      messages = [],
      stream,
    } = body as {
      tools?: { function: { name: string } }[];
      messages?: { role: string; content: unknown }[];
      stream?: boolean;
    };
    // This dialect has no mark for an error.
    const answers = messages
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => ({ text: textOf(content), isError: false }));
    return { tools: tools.map(({ function: { name } }) => name), answers, isStream: stream === true };
  },
  write: (said, { isStream, answers }, response) => {
    const message =
      'text' in said
        ? { role: 'assistant', content: said.text }
        : {
            role: 'assistant',
            content: null,
            tool_calls: [
              {
                index: 0,
                id: `call_lab_${answers.length}`,
                type: 'function',
                function: { name: said.name, arguments: JSON.stringify(said.arguments) },
              },
            ],
          };
    const finish = 'text' in said ? 'stop' : 'tool_calls';
    const about = { id: 'chat_lab', created: 1, model: 'lab' };
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    if (!isStream) {
      const choices = [{ index: 0, message, finish_reason: finish }];
      return writeJson(response, { ...about, object: 'chat.completion', choices, usage });
    }
    const chunk = (delta: object, reason: string | null) => ({
      ...about,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: reason }],
      usage: reason === null ? null : usage,
    });
    writeEvents(response, [{ data: chunk(message, null) }, { data: chunk({}, finish) }, { data: '[DONE]' }]);
  },
};
