export {
  allowsChanges,
  chosenReach,
  chosenScopes,
  fieldOf,
  givesNothing,
  type Level,
  type Offer,
  type Offers,
  offersOf,
  type ReachChoice,
  usefulScopes,
} from './access.ts';
export { AddressError } from './address-error.ts';
export {
  type Admission,
  type Connecting,
  isOneOnly,
  isOpen,
  isTokenOwner,
  isUnheld,
  NOT_ADMITTED,
  NotAdmitted,
  type Organization,
  refusalOf,
  tokenOwner,
} from './admission.ts';
export { notAllowed } from './not-allowed.ts';
export {
  type AnyToolName,
  callerOf,
  createPolicy,
  isChange,
  isPolarTool,
  isTool,
  LISTED,
  type ListedTool,
  type Policy,
  riskOf,
  TOOL_NAMES,
  toolsetOf,
} from './policy.ts';
export {
  type Restriction,
  readToolNames,
  readToolsets,
  restrictionOfAddress,
  restrictionOfHeaders,
} from './restriction.ts';
