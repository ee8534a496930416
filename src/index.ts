import { createWorker } from './worker.ts';

export { Connection } from './oauth/connection.ts';
export { Grant } from './oauth/grant.ts';
export { OrganizationLimits } from './oauth/organization-limits.ts';
export { PolarRevocation } from './oauth/polar-revocation.ts';

export default createWorker(() => import('./mcp/endpoint.ts'));
