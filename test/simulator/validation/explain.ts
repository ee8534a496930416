import { type ApiDocument, membersOf, type Schema } from '../document.ts';
import type { ValidationDetail } from '../problems.ts';
import { isItem } from '../shape.ts';
import { wordingOf } from './messages.ts';
import type { Validators } from './validators.ts';

type Loc = (string | number)[];

export interface ExplainContext {
  resolve: ApiDocument['resolve'];
  validators: Validators;
  /** The values came as text, so a wrong kind is worded as a failed parse. */
  fromText: boolean;
}

const shallowSchemas = new WeakMap<Schema, Schema>();
const CHILD_KEYWORDS = ['properties', 'required', 'items', 'prefixItems', 'additionalProperties', 'propertyNames'];

/**
 * Why a value does not fit a schema, one entry per mistake, located as pydantic does: a discriminated union adds its
 * tag, any other union tries all members and adds each one's name, `X | null` adds nothing.
 */
export function explain(schema: Schema, value: unknown, loc: Loc, context: ExplainContext): ValidationDetail[] {
  const resolved = context.resolve(schema);
  if (resolved.anyOf) return explainUnion(schema, value, loc, context);
  const own = explainLeaf(resolved, value, loc, context);
  if (own.length > 0) return own;
  if (isItem(value)) return explainObject(resolved, value, loc, context);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      explain(resolved.prefixItems?.[index] ?? resolved.items ?? {}, item, [...loc, index], context),
    );
  }
  return [];
}

function explainUnion(schema: Schema, value: unknown, loc: Loc, context: ExplainContext): ValidationDetail[] {
  if (context.validators.of(schema)(value)) return [];
  const resolved = context.resolve(schema);
  if (resolved.discriminator) return explainTagged(resolved, value, loc, context);
  const members = (resolved.anyOf ?? []).filter((member) => context.resolve(member).type !== 'null');
  const [only] = members;
  if (only && members.length === 1) return explain(only, value, loc, context);
  return members.flatMap((member) => explain(member, value, [...loc, nameOf(member, context)], context));
}

function explainTagged(schema: Schema, value: unknown, loc: Loc, context: ExplainContext): ValidationDetail[] {
  const property = schema.discriminator?.propertyName ?? '';
  if (!isItem(value))
    return [
      detail(
        'model_attributes_type',
        loc,
        'Input should be a valid dictionary or object to extract fields from',
        value,
      ),
    ];
  const tagged = (membersOf(schema, context.resolve) ?? []).flatMap((member) => {
    const target = context.resolve(member.properties?.[property] ?? {});
    return (target.enum ?? [target.const]).map((tag) => ({ tag, member }));
  });
  const tag = value[property];
  if (tag === undefined) {
    const msg = `Unable to extract tag using discriminator '${property}'`;
    return [detail('union_tag_not_found', loc, msg, value)];
  }
  const chosen = tagged.find((entry) => entry.tag === tag);
  if (chosen) return explain(chosen.member, value, [...loc, String(tag)], context);
  const expected = tagged.map((entry) => `'${String(entry.tag)}'`).join(', ');
  const msg = `Input tag '${String(tag)}' found using '${property}' does not match any of the expected tags: ${expected}`;
  return [detail('union_tag_invalid', loc, msg, value)];
}

/** What the schema says about the value itself, leaving its children out. */
function explainLeaf(schema: Schema, value: unknown, loc: Loc, context: ExplainContext): ValidationDetail[] {
  let shallow = shallowSchemas.get(schema);
  if (!shallow) {
    shallow = Object.fromEntries(Object.entries(schema).filter(([key]) => !CHILD_KEYWORDS.includes(key))) as Schema;
    shallowSchemas.set(schema, shallow);
  }
  const validate = context.validators.of(shallow);
  if (validate(value)) return [];
  // A wrong kind makes every other complaint pointless.
  const errors = validate.errors ?? [];
  const relevant = errors.find((error) => error.keyword === 'type') ?? errors[0];
  if (!relevant) return [];
  const { type, msg } = wordingOf(relevant, context.fromText);
  return [detail(type, loc, msg, value)];
}

function explainObject(
  schema: Schema,
  value: Record<string, unknown>,
  loc: Loc,
  context: ExplainContext,
): ValidationDetail[] {
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? [])
    .filter((name) => value[name] === undefined)
    .map((name) => detail('missing', [...loc, name], 'Field required', value));
  const wrong = Object.entries(value).flatMap(([name, child]) => {
    const property = properties[name];
    if (property) return explain(property, child, [...loc, name], context);
    const extra = schema.additionalProperties;
    if (extra === false) return [detail('extra_forbidden', [...loc, name], 'Extra inputs are not permitted', child)];
    return typeof extra === 'object' ? explain(extra, child, [...loc, name], context) : [];
  });
  return [...missing, ...wrong];
}

function nameOf(member: Schema, context: ExplainContext): string {
  if (member.$ref) return member.$ref.slice(member.$ref.lastIndexOf('/') + 1);
  const resolved = context.resolve(member);
  if ('const' in resolved) return `literal['${String(resolved.const)}']`;
  const names: Record<string, string> = {
    string: 'str',
    integer: 'int',
    number: 'float',
    boolean: 'bool',
    array: 'list',
    object: 'dict',
  };
  if (resolved.format?.startsWith('uuid')) return resolved.format;
  if (resolved.format === 'date-time') return 'datetime';
  return names[resolved.type ?? ''] ?? 'any';
}

function detail(type: string, loc: Loc, msg: string, input: unknown): ValidationDetail {
  return { type, loc, msg, input };
}
