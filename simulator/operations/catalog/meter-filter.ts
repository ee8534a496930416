import type { Item } from '../../document.ts';
import { isItem } from '../../shape.ts';
import { itemsOf } from '../call.ts';

/** Whether an event passes a meter's filter: clauses joined by `and` or `or`, to any depth. */
export function matchesFilter(filter: Item, event: Item): boolean {
  const clauses = itemsOf(filter.clauses);
  const passes = (clause: Item) => ('clauses' in clause ? matchesFilter(clause, event) : matchesClause(clause, event));
  if (clauses.length === 0) return true;
  return filter.conjunction === 'or' ? clauses.some(passes) : clauses.every(passes);
}

function matchesClause(clause: Item, event: Item): boolean {
  const actual = propertyOf(event, String(clause.property));
  const wanted = clause.value;
  switch (clause.operator) {
    case 'eq':
      return String(actual) === String(wanted);
    case 'ne':
      return String(actual) !== String(wanted);
    case 'like':
      return String(actual).includes(String(wanted).replaceAll('%', ''));
    case 'not_like':
      return !String(actual).includes(String(wanted).replaceAll('%', ''));
    case 'gt':
      return Number(actual) > Number(wanted);
    case 'gte':
      return Number(actual) >= Number(wanted);
    case 'lt':
      return Number(actual) < Number(wanted);
    default:
      return Number(actual) <= Number(wanted);
  }
}

/** `name` and other fields of the event, else its metadata; `_llm.total_tokens` goes down. */
export function propertyOf(event: Item, property: string): unknown {
  if (property in event) return event[property];
  let value: unknown = event.metadata;
  for (const part of property.replace(/^metadata\./, '').split('.')) value = isItem(value) ? value[part] : undefined;
  return value;
}
