import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anthropic } from '../dialects/anthropic.ts';
import { gemini } from '../dialects/gemini.ts';
import { openaiChat } from '../dialects/openai-chat.ts';
import { openaiResponses } from '../dialects/openai-responses.ts';
import type { LabClient, Session } from '../lab/client.ts';
import type { LabHouse } from '../lab/house.ts';
import { ScriptedModel } from '../lab/model.ts';
import { type Keys, runProgram } from '../lab/run.ts';
import { versionOf } from '../lab/versions.ts';
import { type Agent, agentsWith, inTerminal } from './agent-programs.ts';

/** A login of a client that nobody leads on would wait for minutes. */
const COMMAND_MS = 45_000;

/** The model of all agents. It ends with the lab. */
const model = await ScriptedModel.open([anthropic, openaiResponses, openaiChat, gemini]);

/** Agents, each with a scripted model. */
export const agents: readonly LabClient[] = agentsWith(model.url).map((agent) => ({
  name: agent.name,
  version: versionOf(agent.package),
  kind: 'agent',
  ...(agent.itself && { itself: agent.itself }),
  connect: (house, address, home) => connect(agent, house, address, home),
}));

async function connect(agent: Agent, house: LabHouse, address: string, home: string): Promise<Session> {
  const run = (command: string[], keys: readonly Keys[] = []) =>
    runProgram(house, home, command, { ms: COMMAND_MS, keys, variables: agent.variables ?? {} });
  for (const [name, text] of Object.entries(agent.files?.(address) ?? {})) {
    await mkdir(join(home, name, '..'), { recursive: true });
    await writeFile(join(home, name), text);
  }
  for (const command of agent.connect(address)) {
    const { code, output } = await run(command, agent.keys);
    if (code !== 0) throw new Error(`${command.slice(0, 3).join(' ')} ended with ${code}: ${output.slice(-300)}`);
  }
  const { atTerminal } = agent;
  return {
    turn: (script) => model.play(script, () => run(agent.turn)),
    ...(atTerminal && {
      turnAtTerminal: async (script) => {
        await atTerminal.prepare(home);
        return model.play(script, () => run(inTerminal(atTerminal.command), atTerminal.keys));
      },
    }),
    close: async () => {},
  };
}
