export { type ArgumentNames, waysToAskForLess } from './advice.ts';
export {
  doneResult,
  listResult,
  oneResult,
  type ResultOptions,
  toolResult,
  UNTRUSTED_TEXT_NOTE,
} from './answer.ts';
export { type Periods, restoreAmounts, rowsWithLocalPeriods, withLocalPeriods } from './corrections.ts';
export { csvFile } from './csv-file.ts';
export { chooseFields, type FieldSelection, fieldsOfList, isFieldNamed, shapeOf } from './fields.ts';
export { show } from './show.ts';
export { charactersOf, type Measure, shrink, takeFitting } from './size.ts';
export { tableResult } from './table.ts';
export { UNITS_OF_TABLE, unitsOf } from './units.ts';
