import { type Finding, findingsOf, type StepName } from '../finding.ts';
import type { Served } from '../visit.ts';
import { failureOf, stopped } from './step-failure.ts';

/** A step's finding, and the result that later steps need. */
export interface Done<Learnt> {
  found: string;
  learnt: Learnt;
}

/** Thrown after a step failed, whose finding is kept. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** Runs the steps of a login, and keeps what they find. */
export class StepRunner {
  readonly findings: Finding[] = [];
  /** The secrets that no finding may show, whatever a server writes. */
  readonly #secrets = new Set<string>();

  readonly signal: AbortSignal;
  private readonly visit: Served;
  private readonly onProgress: (underWay: string[]) => void;

  /** @param signal ends the steps that may end early */
  constructor(visit: Served, signal: AbortSignal, onProgress: (underWay: string[]) => void) {
    this.visit = visit;
    this.signal = signal;
    this.onProgress = onProgress;
  }

  /** Keeps a secret out of all findings. */
  hide(...secrets: (string | null | undefined)[]): void {
    for (const secret of secrets) if (secret) this.#secrets.add(secret);
  }

  /** @throws Ended when it failed, or was stopped */
  async step<Learnt>(name: StepName, act: () => Promise<Done<Learnt>>): Promise<Learnt> {
    return this.#run(name, async () => {
      if (this.signal.aborted) throw stopped();
      try {
        return await act();
      } catch (error) {
        throw this.signal.aborted ? stopped() : error;
      }
    });
  }

  /** The same for a step that must run even after the person has stopped the check. */
  async lastingStep<Learnt>(name: StepName, act: () => Promise<Done<Learnt>>): Promise<Learnt> {
    return this.#run(name, act);
  }

  /**
   * Runs a step whose failure doesn't stop the others.
   *
   * @returns whether it succeeded
   * @throws Ended when it was stopped
   */
  async tryStep(name: StepName, act: () => Promise<string>): Promise<boolean> {
    try {
      await this.step(name, async () => ({ found: await act(), learnt: undefined }));
      return true;
    } catch (error) {
      if (!(error instanceof Ended) || this.signal.aborted) throw error;
      return false;
    }
  }

  warn(name: StepName, { found, fix }: { found: string; fix: string }): void {
    this.findings.push(findingsOf(name).warning(found, fix));
  }

  async #run<Learnt>(name: StepName, act: () => Promise<Done<Learnt>>): Promise<Learnt> {
    this.onProgress([name]);
    try {
      const { found, learnt } = await act();
      this.findings.push(findingsOf(name).ok(this.#withoutSecrets(found)));
      return learnt;
    } catch (error) {
      const { found, fix } = failureOf(error, this.visit);
      this.findings.push(findingsOf(name).failure(this.#withoutSecrets(found), fix));
      throw new Ended(name);
    } finally {
      this.onProgress([]);
    }
  }

  #withoutSecrets(text: string): string {
    let safe = text;
    for (const secret of this.#secrets) safe = withoutSecret(safe, secret);
    return safe;
  }
}

/** Recognizes a secret by its beginning, because the text may have been cut in the middle of it. */
const KNOWN_BY_CHARACTERS = 16;

function withoutSecret(text: string, secret: string): string {
  const [before, ...rest] = text.split(secret.slice(0, KNOWN_BY_CHARACTERS));
  return [before, ...rest.map((after) => after.replace(/^[\w.~+/=:-]*/, ''))].join('…');
}
