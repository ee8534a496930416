import { createWorker } from './worker.ts';

export { Connection } from './connection/connection.ts';
export { OrganizationLimits } from './connection/organization-limits.ts';
export { PolarRevocation } from './connection/polar-revocation.ts';
export { Grant } from './oauth/grant.ts';

export default createWorker(() => import('./mcp/endpoint.ts'));
