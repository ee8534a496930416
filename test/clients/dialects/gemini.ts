import { type Dialect, writeEvents, writeJson } from '../lab/model.ts';

interface Part {
  functionResponse?: { response?: { output?: unknown; error?: unknown } };
}

/** Google's Generative Language API, which Gemini CLI and @google/genai speak. */
export const gemini: Dialect = {
  matches: (path) => /:(?:streamG|g)enerateContent/.test(path),
  read: (body, path) => {
    const { tools = [], contents = [] } = body as {
      tools?: { functionDeclarations?: { name: string }[] }[];
      contents?: { parts?: Part[] }[];
    };
    const parts = contents.flatMap(({ parts = [] }) => parts);
    const answers = parts.flatMap(({ functionResponse }) => {
      const response = functionResponse?.response;
      return response ? [{ text: JSON.stringify(response), isError: response.error !== undefined }] : [];
    });
    const names = tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name));
    return { tools: names, answers, isStream: path.includes('streamGenerateContent') };
  },
  write: (said, { isStream }, response) => {
    const part = 'text' in said ? { text: said.text } : { functionCall: { name: said.name, args: said.arguments } };
    const whole = {
      candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
      modelVersion: 'lab',
    };
    if (isStream) writeEvents(response, [{ data: whole }]);
    else writeJson(response, whole);
  },
};
