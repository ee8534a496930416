export { type Asked, doneResult, listResult, OTHERS_WORDS, oneResult, tableResult, told } from './answer.ts';
export { restoreAmounts, rowsWithLocalStarts, withLocalStarts } from './corrections.ts';
export { type Choice, chooseFields, isAskedFor, shapeOf } from './fields.ts';
export { show } from './show.ts';
export { shrink } from './shrink.ts';
export { charactersOf, takeFitting } from './size.ts';
