import { installLocked } from '../scripts/install-locked.ts';
import { npmScript, runScript } from '../scripts/run-script.ts';

const ABOUT = 'Installs what bench/ alone needs, as its lockfile says, unless it is there.';

await runScript(npmScript('bench:install', ABOUT).action(() => installLocked('bench')));
