import { type VariableText, variableTexts } from './variable-texts.ts';
import { defaultOf, type Reader, variablesOf } from './variables.ts';

const WIDTH_CHARACTERS = 100;

/** Writes the variables for a terminal: each with its name, its meaning and its default. */
export function variablesHelp(who: Reader): string {
  const names = variablesOf(who);
  const indent = Math.max(...names.map((name) => name.length)) + 4;
  return names
    .map((name) => {
      const { about, unset }: VariableText = variableTexts[name];
      const otherwise = defaultOf(name, who) ?? unset;
      const text = `${plain(about)}${otherwise ? ` (${otherwise})` : ''}`;
      return `  ${name.padEnd(indent - 2)}${wrap(text, WIDTH_CHARACTERS - indent).join(`\n${' '.repeat(indent)}`)}`;
    })
    .join('\n');
}

/** Removes the markdown from a text. */
const plain = (text: string) => text.replaceAll('`', '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');

/** Breaks a text into lines of at most so many characters. A longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}
