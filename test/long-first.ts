import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They run for a minute, mostly waiting. At the end, as their project's name puts them, they would leave a core idle. */
const LONG = ['interleavings.test.ts', 'grant-interleavings.test.ts'];

/** Vitest's own order, after the longest files. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.includes(basename(moduleId));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
