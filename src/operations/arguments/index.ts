export { polarFieldErrors } from './polar-field-errors.ts';
export { readArguments } from './read.ts';
