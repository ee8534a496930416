export { isUnpaid } from './advice/index.ts';
export { makeChange, type ShownChange, showChange } from './change.ts';
export { prepareChange } from './change-arguments.ts';
export { assertNoConfirm, type Channel, channelOf, isWaiting } from './channels.ts';
export { argumentsOfChange } from './confirmation.ts';
export { headline } from './headline.ts';
export type { Preview } from './preview.ts';
export { tellChange, toldAlready } from './waiting-change.ts';
