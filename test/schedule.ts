import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Most tests wait for servers, so three workers keep two cores busy. */
export const MAX_WORKERS = 3;

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
