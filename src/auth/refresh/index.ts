export { listEnded } from './ended-grants.ts';
export { Grant } from './grant.ts';
export { isForTokenEndpoint, tokenEndpointUnavailable } from './grant-request.ts';
export { answerForGrant } from './token-endpoint.ts';
