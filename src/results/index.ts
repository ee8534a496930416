export { type Asked, doneResult, listResult, OTHERS_WORDS, oneResult, told } from './answer.ts';
export { charactersOf, takeFitting } from './bound.ts';
export { restoreAmounts } from './exported.ts';
export { type Choice, chooseFields, isAskedFor, shapeOf } from './fields.ts';
export { rowsWithLocalStarts, withLocalStarts } from './series.ts';
export { show } from './show.ts';
export { shrink } from './shrink.ts';
export { tableResult } from './table.ts';
