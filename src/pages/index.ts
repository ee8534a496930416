export { appName } from './app-description.ts';
export {
  type App,
  connectionsPage,
  type Ended,
  type EndedConnection,
  type ListedConnection,
  loginPage,
  type NamedOrganization,
  type Session,
} from './connections-page.ts';
export { consentPage } from './consent-page.ts';
export {
  declinedLoginPage,
  type ErrorText,
  errorPage,
  lostLoginPage,
  noSessionPage,
  notAdmittedText,
  polarFailedPage,
  polarFailurePage,
  unknownConnectionPage,
} from './error-pages.ts';
export { environmentBadge, type Html, page } from './layout.ts';
