import { handleMcp } from './endpoint/index.ts';
import { createWorker } from './worker.ts';

export { Grant } from './auth/index.ts';
export { Connection, OrganizationLimits, PolarRevocation } from './connection/index.ts';

export default createWorker(handleMcp);
