import { textOf } from '../lab/client.ts';
import { type Dialect, writeEvents, writeJson } from '../lab/model.ts';

interface OfferedTool {
  type: string;
  name?: string;
  tools?: OfferedTool[];
}

/** OpenAI's Responses API, which Codex and the Agents SDK speak. */
export const openaiResponses: Dialect = {
  matches: (path) => /\/responses(\?|$)/.test(path),
  read: (body) => {
    const {
      tools = [],
      input = [],
      stream,
    } = body as {
      tools?: OfferedTool[];
      input?: string | { type?: string; output?: unknown }[];
      stream?: boolean;
    };
    const items = typeof input === 'string' ? [] : input;
    const answers = items
      .filter(({ type }) => type === 'function_call_output')
      .map(({ output }) => ({ text: outputText(output), isError: false }));
    return { tools: tools.flatMap(namesOf), answers, isStream: stream === true };
  },
  write: (said, { isStream, answers }, response) => {
    const n = answers.length;
    const item =
      'text' in said
        ? {
            id: `msg_${n}`,
            type: 'message',
            status: 'completed',
            role: 'assistant',
            content: [{ type: 'output_text', text: said.text, annotations: [] }],
          }
        : {
            id: `fc_${n}`,
            type: 'function_call',
            status: 'completed',
            call_id: `call_lab_${n}`,
            ...nameParts(said.name),
            arguments: JSON.stringify(said.arguments),
          };
    const usage = {
      input_tokens: 1,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 1,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 2,
    };
    const about = {
      id: `resp_${n}`,
      object: 'response',
      created_at: 1,
      model: 'lab',
      tools: [],
      parallel_tool_calls: false,
    };
    const whole = { ...about, status: 'completed', output: [item], usage };
    if (!isStream) return writeJson(response, whole);
    const events = [
      { type: 'response.created', response: { ...about, status: 'in_progress', output: [] } },
      { type: 'response.output_item.added', output_index: 0, item },
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response: whole },
    ];
    writeEvents(
      response,
      events.map((data, i) => ({ event: data.type, data: { ...data, sequence_number: i } })),
    );
  },
};

/** Codex groups the tools of a server in a namespace. */
const NAMESPACE = '\u0000';

const namesOf = ({ type, name = '', tools = [] }: OfferedTool): string[] =>
  type === 'namespace' ? tools.map((one) => `${name}${NAMESPACE}${one.name}`) : [name];

function nameParts(name: string): { name: string; namespace?: string } {
  const [namespace = '', own] = name.split(NAMESPACE);
  return own === undefined ? { name } : { name: own, namespace };
}

const outputText = (output: unknown): string => (typeof output === 'string' ? output : textOf(output));
