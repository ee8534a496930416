import { createWorker } from './worker.ts';

export { Grant } from './auth/refresh/grant.ts';
export { Connection } from './connection/connection.ts';
export { OrganizationLimits } from './connection/organization-limits.ts';
export { PolarRevocation } from './connection/polar-revocation.ts';

export default createWorker(() => import('./endpoint/endpoint.ts'));
