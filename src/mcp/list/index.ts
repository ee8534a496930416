export { instructions } from './instructions.ts';
export { asShown } from './tool-view.ts';
