import * as z from 'zod';
import packageJson from '../../../package.json' with { type: 'json' };
import { defaultOf } from '../../../settings/variables.ts';
import { type Answer, describeAnswer, jsonOf } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { deployAgain, howToSet, sentence, whereLogsAre } from '../remedies.ts';
import type { Served, Visit } from '../visit.ts';

const { version: ownVersion } = packageJson;
const { ok, warning, failure } = findingsOf('health');

const healthy = z.object({
  status: z.literal('ok'),
  environment: z.enum(['production', 'sandbox']),
  version: z.string(),
  /** The risks that ask first. Older versions don't say. */
  confirm: z.array(z.string()).optional(),
  /** Who says yes where an app can't ask a person. Older versions don't say. */
  confirm_by: z.enum(['app', 'person']).optional(),
  /** Whether anyone may connect. Older versions don't say. */
  access: z.enum(['open', 'limited']).optional(),
  warning: z.string().optional(),
});

/** Either is a valid choice, so this is only a remark. */
const WHO = {
  open: 'anyone with an account at Polar may connect (ALLOWED_ORGANIZATIONS says who)',
  limited: 'those whom ALLOWED_ORGANIZATIONS or ALLOWED_USERS names may connect',
};

/** Either is a valid choice, too. */
const YES_BY = {
  app: 'where an app can’t ask the person, its model brings their yes (CONFIRM_BY=app)',
  person: 'a person alone approves the changes that ask (CONFIRM_BY=person)',
};

const misconfigured = z.object({ status: z.literal('misconfigured'), problems: z.array(z.string()).min(1) });

/**
 * Reads the answer of /health. Later checks need a Worker that serves its pages, so they are skipped for one that
 * can't.
 */
export function checkHealth(answer: Answer, visit: Visit): Outcome<Served> {
  const body = jsonOf(answer);
  const problems = misconfigured.safeParse(body).data?.problems;
  if (problems) return { findings: problems.map((problem) => toSet(problem, visit)) };
  const health = healthy.safeParse(body).data;
  if (!health || answer.status !== 200) return { findings: [notOurs(answer, visit)] };
  const { environment, version, confirm, confirm_by: confirmBy, access, warning: otherHost } = health;
  const served = { ...visit, environment, isOpen: access === 'open' };
  if (otherHost !== undefined) return { findings: [wrongBase(otherHost, served)] };
  const remarks = [access && WHO[access], confirmBy && YES_BY[confirmBy]].filter(Boolean);
  const found = [`${environment}, version ${version}`, ...remarks].join('; ');
  const findings = [ok(found), ...aged(version, served), ...unasked(confirm, served), ...idle(health, served)];
  return { findings, learnt: served };
}

/** A problem begins with the variable's name, and has no value. */
function toSet(problem: string, visit: Visit): Finding {
  const [name = ''] = problem.split(' ');
  return failure(problem, sentence(howToSet(name, visit)));
}

function notOurs(answer: Answer, visit: Visit): Finding {
  const found = `/health answered ${describeAnswer(answer)}, which isn't what this server says`;
  if (answer.status >= 500) return failure(found, sentence(whereLogsAre(visit)));
  return failure(found, `Check the address: another server answers there. To run this one, ${deployAgain(visit)}.`);
}

/** The Worker says itself what BASE_URL is. */
function wrongBase(otherHost: string, visit: Visit): Finding {
  const baseUrl = /https?:\/\/[^\s:/]+(:\d+)?/.exec(otherHost)?.[0];
  const check = baseUrl ? `Check that address: \`npm run doctor -- ${baseUrl}\`. Or, if` : 'If';
  return failure(
    otherHost,
    `${check} clients should use ${visit.target.base}, ${howToSet('BASE_URL', visit)}; Polar needs its redirect URI too.`,
  );
}

/**
 * Warns of risks that the Worker doesn't ask about. The operator decides that, but may have decided before such a risk
 * existed.
 */
function unasked(confirm: readonly string[] | undefined, visit: Visit): Finding[] {
  if (!confirm) return [];
  const left = (defaultOf('CONFIRM', 'worker') ?? '').split(',').filter((risk) => !confirm.includes(risk));
  if (left.length === 0) return [];
  const found = `CONFIRM leaves out ${left.join(' and ')}: what an app may do of that, it does without a question`;
  return [warning(found, `If that isn't meant, ${howToSet('CONFIRM', visit)}, as ${[...confirm, ...left].join(',')}.`)];
}

/** Warns of a person who is never asked, because no change asks. */
function idle({ confirm, confirm_by: confirmBy }: z.output<typeof healthy>, visit: Visit): Finding[] {
  if (confirmBy !== 'person' || confirm?.length !== 0) return [];
  const found = 'CONFIRM_BY=person has no effect: CONFIRM names no risk, so no change asks';
  return [
    warning(
      found,
      `Name in CONFIRM what a person must approve, or take CONFIRM_BY out: ${howToSet('CONFIRM', visit)}.`,
    ),
  ];
}

function aged(version: string, visit: Visit): Finding[] {
  if (version === ownVersion) return [];
  const found = `It runs version ${version}; this checkout is ${ownVersion}`;
  const isOlder = version.localeCompare(ownVersion, 'en', { numeric: true }) < 0;
  return [warning(found, isOlder ? sentence(deployAgain(visit)) : 'Update this checkout: `git pull && npm ci`.')];
}
