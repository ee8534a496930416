import { agents } from './drivers/agents.ts';
import { libraries } from './drivers/libraries.ts';
import { pythonClients } from './drivers/python.ts';
import { sdks } from './drivers/sdk.ts';
import { commandLines } from './drivers/tools.ts';
import type { LabClient } from './lab/client.ts';

/** Every client of the lab, in the order of the table. */
export const clients: readonly LabClient[] = [...sdks, ...libraries, ...pythonClients, ...commandLines, ...agents];
