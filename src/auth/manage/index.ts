export { endConnections, logOut, showConnections } from './connections.ts';
export { beginConnectionsLogin, finishConnectionsLogin, isConnectionsLogin } from './session.ts';
