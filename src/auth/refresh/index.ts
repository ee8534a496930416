export { listEndedGrants } from './ended-grants.ts';
export { Grant } from './grant.ts';
export { isForTokenEndpoint, tokenEndpointUnavailable } from './grant-request.ts';
export { handleGrantRequest } from './token-endpoint.ts';
