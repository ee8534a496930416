export {
  type ApprovalEnd,
  approvalLoginPage,
  approvalOutcomePage,
  approvalPage,
  approvalTroublePage,
} from './approval-page.ts';
export {
  type App,
  connectionsLoginPage,
  connectionsPage,
  type EndedByPerson,
  type EndedByServer,
  type ListedConnection,
  type NamedOrganization,
  type Session,
} from './connections-page.ts';
export { ASKS_FIELD, appName, type Consent, type ConsentRefusal, consentPage } from './consent-page.ts';
export {
  backToApp,
  changeLoginDeclinedPage,
  changeLoginFailedPage,
  changeLoginUnknownPage,
  changeNotAllowedPage,
  connectionsLoginFailedPage,
  declinedLoginPage,
  type ErrorText,
  errorPage,
  noSessionPage,
  notAdmittedText,
  nothingToDecidePage,
  otherOrganizationPage,
  polarFailurePage,
  requestLine,
  TRY_AGAIN,
  unknownConnectionPage,
  unknownStatePage,
} from './error-pages.ts';
export { ICON_PATHS, iconResponse, serverIcons } from './icons.ts';
export { environmentBadge, type Html, htmlPage } from './layout.ts';
