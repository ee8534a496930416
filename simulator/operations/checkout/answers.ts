import type { Item } from '../../document.ts';
import { refused, type ValidationDetail } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import { type Call, itemsOf } from '../call.ts';

type Flaw = Omit<ValidationDetail, 'loc' | 'input'>;

/**
 * The answers to a product's custom fields. What belongs to no field is dropped; a required field may stay empty until
 * the buyer pays. Throws the 422.
 */
export function checkedAnswers(call: Call, product: Item, sent: unknown): Item {
  const given = isItem(sent) ? sent : {};
  const details: ValidationDetail[] = [];
  const answers: Item = {};
  for (const { custom_field_id } of itemsOf(product.attached_custom_fields)) {
    const field = call.store.get('custom-fields', String(custom_field_id));
    const slug = String(field?.slug);
    if (!field || !(slug in given)) continue;
    const input = given[slug];
    const flaw = input === null && field.type !== 'checkbox' ? undefined : flawOf(field, input);
    if (flaw) details.push({ ...flaw, loc: ['body', 'custom_field_data', slug], input });
    else answers[slug] = input;
  }
  if (details.length > 0) throw refused(details);
  return answers;
}

function flawOf({ type, properties }: Item, value: unknown): Flaw | undefined {
  const rules = isItem(properties) ? properties : {};
  if (type === 'text') return textFlaw(value, rules);
  if (type === 'number') return numberFlaw(value, rules);
  if (type === 'checkbox') {
    return typeof value === 'boolean' ? undefined : { type: 'bool_type', msg: 'Input should be a valid boolean' };
  }
  if (type === 'date') return dateFlaw(value);
  return optionFlaw(value, itemsOf(rules.options));
}

function textFlaw(value: unknown, { min_length, max_length }: Item): Flaw | undefined {
  if (typeof value !== 'string') return { type: 'string_type', msg: 'Input should be a valid string' };
  if (typeof min_length === 'number' && value.length < min_length) {
    const msg = `String should have at least ${min_length} characters`;
    return { type: 'string_too_short', msg, ctx: { min_length } };
  }
  if (typeof max_length === 'number' && value.length > max_length) {
    const msg = `String should have at most ${max_length} characters`;
    return { type: 'string_too_long', msg, ctx: { max_length } };
  }
  return undefined;
}

function numberFlaw(value: unknown, { ge, le }: Item): Flaw | undefined {
  if (typeof value !== 'number') {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    return { type: 'int_parsing', msg };
  }
  if (typeof ge === 'number' && value < ge) {
    return { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${ge}`, ctx: { ge } };
  }
  if (typeof le === 'number' && value > le) {
    return { type: 'less_than_equal', msg: `Input should be less than or equal to ${le}`, ctx: { le } };
  }
  return undefined;
}

function dateFlaw(value: unknown): Flaw | undefined {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return undefined;
  const error = 'input is too short';
  return {
    type: 'datetime_from_date_parsing',
    msg: `Input should be a valid datetime or date, ${error}`,
    ctx: { error },
  };
}

function optionFlaw(value: unknown, options: Item[]): Flaw | undefined {
  const values = options.map((option) => `'${String(option.value)}'`);
  if (options.some((option) => option.value === value)) return undefined;
  const last = values.pop() ?? '';
  const expected = values.length > 0 ? `${values.join(', ')} or ${last}` : last;
  return { type: 'literal_error', msg: `Input should be ${expected}`, ctx: { expected } };
}
