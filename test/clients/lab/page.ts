import type { LabClient } from './client.ts';
import { type Row, STEPS, type Step, type Verdict } from './steps.ts';

/** A client, what became of each step, and the newest revision of MCP that it spoke. */
export interface Driven {
  client: LabClient;
  row: Row;
  revision: string;
}

const MARKS: Record<Verdict['mark'], string> = { works: '✓', told: 'said', fails: '✗' };
const STEP_NAMES = Object.entries(STEPS) as [Step, string][];

/**
 * Writes docs/clients.md.
 *
 * @param day the day of the run, as 2026-11-30
 */
export function clientsPage(driven: readonly Driven[], day: string): string {
  const head = ['client', 'version', 'kind', 'MCP', ...STEP_NAMES.map(([, title]) => title)];
  const rows = driven.map(({ client, row, revision }) => [
    client.name,
    client.version,
    client.kind,
    revision,
    ...STEP_NAMES.map(([step]) => cellOf(step, row[step])),
  ]);
  return `${ABOUT(day)}
${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

${LEGEND}

## What each app does

${driven.map(section).join('\n\n')}
`;
}

/** The counts of the lists say more than a mark. */
const cellOf = (step: Step, { mark, note }: Verdict) => (step === 'lists' && mark === 'works' ? note : MARKS[mark]);

const ABOUT = (day: string) => `<!-- Written by \`npm run clients\`. Do not edit. -->
# Tested apps

These apps and libraries were connected to this server and did what is in the table, on ${day}. \`npm run clients\` repeats it: it installs each, connects
it, and has it make the calls. The Worker ran in workerd, Polar was the simulator, and a program walked the pages of the logins as a person would. No real
model was asked: the agents talked to a scripted one, which makes the calls of the test.

The manifests of the plugins passed \`claude plugin validate\` and \`gemini extensions validate\`.
`;

const LEGEND = `✓: it works. said: it isn't done, and the model or the person is told what to do. ✗: the client itself can't; its section says why.

- **Lists**: how many tools the client shows by the default address, by \`?toolsets=discovery\`, by \`?toolsets=all\` and by \`/mcp/readonly\`, each with a login of its own.
- **Token expired**, **Server restarted**: the next call works, and nobody logs in again.
- **More permission**: the person allowed products alone, and the model tries a refund.
- **Refund**: of 1.00 USD, sent to Polar once, after a yes.`;

function section({ client, row }: Driven): string {
  const lines = STEP_NAMES.flatMap(([step, title]) => {
    const { mark, note } = row[step];
    if (step === 'lists' && mark === 'works') return [];
    const why = mark === 'fails' ? client.itself?.[step] : undefined;
    const text = why ?? note;
    return text ? [`- ${title}: ${text}`] : [];
  });
  return `### ${client.name}\n\n${lines.join('\n')}`;
}

/** The steps that don't work, though the client could do them. */
export const brokenSteps = ({ client, row }: Driven): Step[] =>
  STEP_NAMES.map(([step]) => step).filter((step) => row[step].mark === 'fails' && !client.itself?.[step]);
