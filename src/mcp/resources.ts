import {
  type ReadResourceResult,
  type Resource,
  ResourceNotFoundError,
  type ResourceTemplateType,
} from '@modelcontextprotocol/server';
import { toolsets } from '../../generated/toolsets.gen.ts';
import type { Caller, ClientAbilities, ToolRequest } from '../operations/index.ts';
import { isTool, type Policy } from '../policy/index.ts';
import { VIEW, viewContents } from '../views/index.ts';
import { describeConnection } from './describe-connection.ts';
import { describeTool, effectOf, toolSummary } from './tool-view.ts';

const TOOLS = 'polar://tools';
const CONNECTION = 'polar://connection';

/** A person can add resources to a model's context without a tool call. */
const resources: readonly Resource[] = [
  {
    uri: TOOLS,
    name: 'tools',
    title: 'Tool toolReference',
    description: 'Every tool that this connection may use, by toolset, with one line each.',
    mimeType: 'text/markdown',
  },
  {
    uri: CONNECTION,
    name: 'connection',
    title: 'Connection and environment',
    description: 'Sandbox or production, the organizations, the permissions, and what is switched off here.',
    mimeType: 'application/json',
  },
];

export const resourceTemplates: readonly ResourceTemplateType[] = [
  {
    uriTemplate: `${TOOLS}/{toolset}`,
    name: 'toolset',
    title: 'Tools of one toolset',
    description: `Their full definitions. A toolset is one of ${toolsets.map(({ name }) => name).join(', ')}.`,
    mimeType: 'application/json',
  },
];

/** Lists the resources. The connection is left out where `get_connection` is not allowed, the view where no client shows it. */
export const listResources = (caller: Caller, { views }: ClientAbilities): Resource[] => [
  ...resources.filter(({ uri }) => uri !== CONNECTION || maySeeConnection(caller)),
  ...(views ? [VIEW] : []),
];

const maySeeConnection = ({ policy }: Caller) => !policy.refusal('get_connection');

/**
 * @param view the view program
 * @throws ResourceNotFoundError
 */
export async function readResource(
  uri: string,
  caller: Caller,
  view: string,
  asked: Pick<ToolRequest, 'signal' | 'abilities'>,
): Promise<ReadResourceResult> {
  if (uri === VIEW.uri) return viewContents(view);
  if (uri === TOOLS) return contents(uri, 'text/markdown', toolReference(caller.policy));
  if (uri === CONNECTION && maySeeConnection(caller))
    return contents(uri, 'application/json', json(await describeConnection(caller, asked)));
  const file = await caller.exports?.read(uri);
  if (file) return contents(uri, 'text/csv', file.text);
  const toolset = toolsets.find(({ name }) => uri === `${TOOLS}/${name}`);
  if (!toolset) throw new ResourceNotFoundError(uri);
  const tools = callable(toolset.tools, caller.policy).map((name) => describeTool(name, caller));
  return contents(uri, 'application/json', json({ toolset: toolset.name, tools }));
}

/** The toolsets that have tools for this connection, and a line for each tool. */
function toolReference(policy: Policy): string {
  const sections = toolsets.flatMap(({ name, title, description, tools }) => {
    const lines = callable(tools, policy).map((tool) => `- \`${tool}\` (${effectOf(tool)}): ${toolSummary(tool)}`);
    return lines.length > 0 ? [`## ${title}: \`${name}\`\n\n${description}\n\n${lines.join('\n')}\n`] : [];
  });
  return `# Tools of this connection\n\n${sections.join('\n')}`;
}

const callable = (names: readonly string[], policy: Policy) =>
  names.filter(isTool).filter((name) => !policy.refusal(name));

const json = (value: unknown) => JSON.stringify(value, null, 2);

const contents = (uri: string, mimeType: string, text: string) => ({ contents: [{ uri, mimeType, text }] });
