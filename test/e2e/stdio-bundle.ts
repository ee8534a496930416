import { writeStdioBundle } from '../../scripts/stdio-bundle.ts';

/** Bundles the source as it is, for the tests that start the server over stdio. */
export const setup = writeStdioBundle;
