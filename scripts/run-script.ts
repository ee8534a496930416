import { Command } from '@commander-js/extra-typings';

/** The exit code of a program that Ctrl+C ended, by the convention of shells. */
export const EXIT_STOPPED = 130;

/**
 * Makes the command behind an npm script. `--help` shows `about`, and unknown flags and arguments are errors.
 *
 * @param name the script's name in package.json
 */
export function npmScript(name: string, about: string): Command {
  return new Command(`npm run ${name} --`)
    .description(about)
    .helpOption('-h, --help', 'shows this help')
    .showHelpAfterError(HELP_HINT);
}

const HELP_HINT = '(--help says what there is)';

/**
 * Runs a script's command. A person must be able to mend whatever it throws: the script prints the message without a
 * stack, and ends with exit code 1. `DEBUG=1` shows the stack.
 */
// biome-ignore lint/suspicious/noExplicitAny: whatever its arguments and flags are
export async function runScript(command: Command<any, any>): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    showProgress('');
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}

/** What a script prints of an error that ends it. */
export function messageOf(error: unknown): unknown {
  return process.env.DEBUG ? error : `error: ${error instanceof Error ? error.message : error}`;
}

/** Shows what a script is doing, as one line of a terminal that the next call replaces. An empty text removes it. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text && `${text}…`}`);
}
