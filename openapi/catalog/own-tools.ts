import { catalog } from './index.ts';
import type { OwnTool } from './types.ts';

const called = {
  name: { type: 'string' },
  arguments: { type: 'object', description: 'As describe_tools shows them for that tool.' },
} as const;

/** The name of the called tool has none: it is read before the arguments, to ask for a permission. */
const calledAliases = {
  args: 'arguments',
  params: 'arguments',
  parameters: 'arguments',
  input: 'arguments',
};

/**
 * The tools of this server itself. Four of them reach every tool that the list leaves out. One calls tools that only
 * read and another calls tools that change something, so that a person can allow the first and be asked about the
 * second.
 */
export const ownTools: readonly OwnTool[] = [
  {
    name: 'get_connection',
    title: 'Get connection',
    description:
      'Who is connected to Polar, the environment (sandbox or production), the organizations with their ids, the permissions, and which tools are switched off here and why.',
    keywords: [
      'who am I, whoami, login, account, test mode, live mode, scopes, status of this server, sandbox or live',
      'which account, production',
    ],
    toolset: 'organization',
    risk: 'read',
    properties: {},
  },
  {
    name: 'list_recent_writes',
    title: 'List recent writes',
    description:
      'What this connection changed at Polar last, and whether it was done, refused, or its answer was lost. Latest first, at most 200.',
    keywords: [
      'audit, log, history of changes, undo, what did you do, what was changed, outcome unknown',
      'what have you changed, today, just now, assistant, this morning, agent, what happened',
    ],
    toolset: 'organization',
    risk: 'read',
    properties: { limit: { type: 'integer' } },
  },
  {
    name: 'get_change',
    title: 'Get change',
    description:
      'What became of a change that waits for a person to approve it: waiting, made, declined, expired, failed or unknown, with its result. Give the `id` from the result that asked for approval.',
    keywords: [
      'did they approve, approved, approval, confirmation, pending change, waiting for a yes, was it done, declined',
    ],
    toolset: 'organization',
    risk: 'read',
    properties: { id: { type: 'string' } },
    required: ['id'],
  },
  {
    name: 'search_tools',
    title: 'Search tools',
    description:
      'Find tools for anything in Polar that no tool in your list does. Give what you want to do in a few English words ("extend a license key"), a toolset, or both. Best match first.',
    toolset: 'discovery',
    risk: 'read',
    aliases: { query: 'words', q: 'words', search: 'words', keywords: 'words', text: 'words' },
    properties: {
      words: { type: 'string' },
      toolset: { type: 'string', enum: catalog.map(({ name }) => name) },
    },
  },
  {
    name: 'describe_tools',
    title: 'Describe tools',
    description:
      'The full definitions of up to 10 tools. Look at the arguments here before you call a tool by its name.',
    toolset: 'discovery',
    risk: 'read',
    aliases: { name: 'names', tools: 'names', tool: 'names', tool_names: 'names', tool_name: 'names' },
    properties: { names: { type: 'array', items: { type: 'string' } } },
    required: ['names'],
  },
  {
    name: 'call_read_tool',
    title: 'Call reading tool',
    description: 'Call a tool that only reads, also one that is not in your list.',
    toolset: 'discovery',
    risk: 'read',
    aliases: calledAliases,
    properties: called,
    required: ['name'],
  },
  {
    name: 'call_write_tool',
    title: 'Call changing tool',
    description:
      'Call a tool that changes something, also one that is not in your list. Some move money, cannot be undone or give others access, data or goods: describe_tools says so, and then a person decides first.',
    toolset: 'discovery',
    risk: 'irreversible',
    aliases: calledAliases,
    properties: called,
    required: ['name'],
  },
];
