import { textOf } from '../lab/client.ts';
import { type Dialect, type Said, writeEvents, writeJson } from '../lab/model.ts';

interface Block {
  type: string;
  content?: unknown;
  is_error?: boolean;
}

/** Anthropic's Messages API, which Claude Code speaks. */
export const anthropic: Dialect = {
  matches: (path) => /^\/v1\/messages(\?|$)/.test(path),
  read: (body) => {
    const {
      tools = [],
      messages = [],
      stream,
    } = body as {
      tools?: { name: string }[];
      messages?: { content: string | Block[] }[];
      stream?: boolean;
    };
    const blocks = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
    const answers = blocks
      .filter(({ type }) => type === 'tool_result')
      .map(({ content, is_error: isError = false }) => ({ text: textOf(content), isError }));
    return { tools: tools.map(({ name }) => name), answers, isStream: stream === true };
  },
  write: (said, { isStream, answers }, response) => {
    const block = blockOf(said, answers.length);
    const message = {
      id: 'msg_lab',
      type: 'message',
      role: 'assistant',
      model: 'lab',
      content: [] as unknown[],
      stop_reason: null as string | null,
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    const stopReason = block.type === 'tool_use' ? 'tool_use' : 'end_turn';
    if (!isStream) return writeJson(response, { ...message, content: [block], stop_reason: stopReason });
    const delta =
      block.type === 'tool_use'
        ? { type: 'input_json_delta', partial_json: JSON.stringify(block.input) }
        : { type: 'text_delta', text: block.text };
    const empty = block.type === 'tool_use' ? { ...block, input: {} } : { ...block, text: '' };
    const events = [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: empty },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ];
    writeEvents(
      response,
      events.map((data) => ({ event: data.type, data })),
    );
  },
};

const blockOf = (said: Said, count: number) =>
  'text' in said
    ? { type: 'text' as const, text: said.text }
    : { type: 'tool_use' as const, id: `toolu_lab_${count}`, name: said.name, input: said.arguments };
