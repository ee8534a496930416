/**
 * Runs a script's `main`. What it throws is a person's to mend: one line, no stack, exit code 1.
 * `DEBUG=1` shows the stack.
 */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(process.env.DEBUG ? error : `error: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
