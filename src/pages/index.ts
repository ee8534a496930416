export { appName } from './app-name.ts';
export {
  type App,
  connectionsPage,
  type Ended,
  type EndedConnection,
  type ListedConnection,
  loginPage,
  type NamedOrganization,
  type Session,
} from './connections.ts';
export {
  declinedLoginPage,
  lostLoginPage,
  noSessionPage,
  polarFailedPage,
  unknownConnectionPage,
} from './connections-errors.ts';
export { consentPage } from './consent.ts';
export { type ErrorText, errorPage } from './error.ts';
export { environmentBadge, type Html, page } from './layout.ts';
export { notAdmittedText } from './not-admitted.ts';
export { polarFailurePage } from './polar-failure.ts';
