import { writeStdioBundle } from '../../scripts/stdio-bundle.ts';

/** What tests start over stdio is made of the source as it is. */
export const setup = writeStdioBundle;
