/** The Worker in wrangler's development server, as `npm start` runs it, in a process of its own. It says `ready`. */
import { type LocalWorkerOptions, startLocalWorker } from '../../scripts/local-worker.ts';

await startLocalWorker(JSON.parse(process.env.LOCAL_WORKER ?? '{}') as LocalWorkerOptions);
console.log('ready');
