import { Command } from '@commander-js/extra-typings';

/**
 * The command behind an npm script. `--help` says what `about` says; what isn't known of flags and arguments is an error.
 *
 * @param name of the script in package.json
 */
export function npmScript(name: string, about: string): Command {
  return new Command(`npm run ${name} --`)
    .description(about)
    .helpOption('-h, --help', 'shows this help')
    .showHelpAfterError(HELP_HINT);
}

const HELP_HINT = '(--help says what there is)';

/**
 * Runs a script's command. What it throws is a person's to mend: a line or a few, no stack, exit code 1.
 * `DEBUG=1` shows the stack.
 */
// biome-ignore lint/suspicious/noExplicitAny: whatever its arguments and flags are
export async function runScript(command: Command<any, any>): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    console.error(process.env.DEBUG ? error : `error: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
