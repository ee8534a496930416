import { componentName } from '../../openapi/document.ts';
import { type ApiDocument, DOCUMENT_KEY, type Schema } from '../document.ts';
import type { ValidationDetail } from '../problems.ts';
import { isItem } from '../shape.ts';
import { toEmail, toIp, toUrl } from './addresses.ts';
import { toDate, toDateTime } from './instants.ts';
import {
  BEFORE_UNION,
  branchOf,
  HIDDEN_BRANCHES,
  type HiddenBranches,
  INLINE_ENUMS,
  MEASURED_AS_VALUES,
  representationOf,
  TAG_FUNCTIONS,
  TYPED_DICTS,
} from './python-names.ts';
import { alternatives, bad, counted, FIT, good, type Loc, type Result } from './result.ts';
import { afterField, afterModel, beforeField, beforeUnion } from './rules.ts';
import { decimalOf, toBoolean, toDecimal, toFloat, toInteger, toText } from './scalars.ts';
import { toUuid } from './uuids.ts';

/** The place of a schema. The rules that the document doesn't have depend on the model and the field. */
interface Place {
  loc: Loc;
  model?: string | undefined;
  field?: string | undefined;
}

interface Branch {
  /** Its name in `loc`. */
  label: string;
  read(value: unknown, place: Place): Result;
}

const UUID: Schema = { type: 'string', format: 'uuid4' };

/**
 * Reads a value by a schema, as pydantic does: a value that can become the wanted kind becomes it, fields that a model
 * doesn't have are left out, and all faults are reported in the order of the model's fields.
 *
 * A discriminated union adds its tag to `loc`; any other tries all its branches, and adds the name of each.
 *
 * @see https://docs.pydantic.dev/latest/concepts/conversion_table/ and
 * https://docs.pydantic.dev/latest/errors/validation_errors/
 */
export function walk(document: Pick<ApiDocument, 'resolve'>, schema: Schema, value: unknown, loc: Loc): Result {
  return new Walker(document.resolve).any(schema, value, { loc });
}

class Walker {
  readonly #resolve: ApiDocument['resolve'];

  constructor(resolve: ApiDocument['resolve']) {
    this.#resolve = resolve;
  }

  any(schema: Schema, value: unknown, place: Place): Result {
    const name = nameOf(schema);
    const resolved = this.#resolve(schema);
    const hidden = HIDDEN_BRANCHES[name ?? ''];
    if (hidden) return this.#smart(this.#withHidden(resolved, hidden), value, place);
    if (resolved.anyOf) return this.#union(name, resolved, resolved.anyOf, value, place);
    if ('const' in resolved) return this.#literal([resolved.const], value, place);
    if (resolved.enum) {
      const isLiteral = name === undefined && !INLINE_ENUMS.test(place.field ?? '');
      return isLiteral ? this.#literal(resolved.enum, value, place) : toEnum(resolved.enum, value, place.loc);
    }
    switch (resolved.type) {
      case 'object':
        if (!resolved.properties) return this.#dictionary(resolved, value, place);
        return TYPED_DICTS.test(name ?? '')
          ? this.#typedDict(name ?? '', resolved, value, place)
          : this.#model(name ?? '', resolved, value, place);
      case 'array':
        return this.#list(resolved, value, place);
      case 'null':
        return value === null ? good(null) : bad('none_required', place.loc, 'Input should be None', value);
      case undefined:
        return good(value);
      default:
        return scalar(resolved, value, place);
    }
  }

  #literal(allowed: unknown[], value: unknown, { loc, model, field }: Place): Result {
    if (allowed.includes(value)) return good(value);
    const expected = alternatives(allowed.map((each) => representationOf(each, model, field)));
    return bad('literal_error', loc, `Input should be ${expected}`, value, { expected });
  }

  #model(name: string, schema: Schema, value: unknown, { loc }: Place): Result {
    if (!isItem(value)) {
      const message = 'Input should be a valid dictionary or object to extract fields from';
      return bad('model_attributes_type', loc, message, value);
    }
    const fields = this.#fields(name, schema, value, loc);
    if (!fields.ok) return fields;
    const broken = afterModel(name, fields.value as Record<string, unknown>, loc, value);
    return broken ?? fields;
  }

  #typedDict(name: string, schema: Schema, value: unknown, { loc }: Place): Result {
    if (!isItem(value)) return bad('dict_type', loc, 'Input should be a valid dictionary', value);
    return this.#fields(name, schema, value, loc);
  }

  #fields(model: string, schema: Schema, value: Record<string, unknown>, loc: Loc): Result {
    const details: ValidationDetail[] = [];
    const result: Record<string, unknown> = {};
    let given = 0;
    for (const [field, property] of Object.entries(schema.properties ?? {})) {
      const at = [...loc, field];
      const sent = value[field];
      if (sent === undefined) {
        if (!schema.required?.includes(field)) continue;
        details.push({ type: 'missing', loc: at, msg: 'Field required', input: value });
        continue;
      }
      given += 1;
      const read = this.any(property, beforeField(model, field, sent), { loc: at, model, field });
      const checked = read.ok ? (afterField(model, field, read.value, at, sent, result) ?? read) : read;
      if (checked.ok) result[field] = checked.value;
      else details.push(...checked.details);
    }
    for (const [key, child] of Object.entries(value)) {
      if (schema.properties && Object.hasOwn(schema.properties, key)) continue;
      const extra = schema.additionalProperties;
      if (extra === false) {
        details.push({
          type: 'extra_forbidden',
          loc: [...loc, key],
          msg: 'Extra inputs are not permitted',
          input: child,
        });
      } else if (typeof extra === 'object') {
        const read = this.any(extra, child, { loc: [...loc, key] });
        if (read.ok) result[key] = read.value;
        else details.push(...read.details);
      } else if (extra === true) result[key] = child;
    }
    return details.length > 0 ? { ok: false, details } : good(result, FIT.exact, given);
  }

  #dictionary(schema: Schema, value: unknown, { loc }: Place): Result {
    if (!isItem(value)) return bad('dict_type', loc, 'Input should be a valid dictionary', value);
    const details: ValidationDetail[] = [];
    const result: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(value)) {
      const name = schema.propertyNames
        ? this.any({ type: 'string', ...schema.propertyNames }, key, { loc: [...loc, key, '[key]'] })
        : good(key);
      const read =
        typeof schema.additionalProperties === 'object'
          ? this.any(schema.additionalProperties, child, { loc: [...loc, key] })
          : good(child);
      if (name.ok && read.ok) result[String(name.value)] = read.value;
      for (const part of [name, read]) if (!part.ok) details.push(...part.details);
    }
    if (details.length > 0) return { ok: false, details };
    const size = Object.keys(result).length;
    // The document writes the least size of some dictionaries as that of a text.
    const least = schema.minProperties ?? schema.minLength;
    return outOfSize('Dictionary', size, least, schema.maxProperties, loc, value) ?? good(result);
  }

  #list(schema: Schema, value: unknown, { loc }: Place): Result {
    if (!Array.isArray(value)) return bad('list_type', loc, 'Input should be a valid list', value);
    const tooLong = outOfSize('List', value.length, undefined, schema.maxItems, loc, value);
    if (tooLong) return tooLong;
    const details: ValidationDetail[] = [];
    const result: unknown[] = [];
    for (const [index, item] of value.entries()) {
      const read = this.any(schema.prefixItems?.[index] ?? schema.items ?? {}, item, { loc: [...loc, index] });
      if (read.ok) result.push(read.value);
      else details.push(...read.details);
    }
    if (details.length > 0) return { ok: false, details };
    return outOfSize('List', value.length, schema.minItems, undefined, loc, value) ?? good(result);
  }

  #union(name: string | undefined, schema: Schema, members: Schema[], value: unknown, place: Place): Result {
    const present = members.filter((member) => this.#resolve(member).type !== 'null');
    if (value === null && present.length < members.length) return good(null);
    const decimal = decimalOf(present);
    if (decimal) return toDecimal(decimal, value, place.loc);
    const [only] = present;
    if (only && present.length === 1) return this.any(only, value, place);
    if (schema.discriminator) return this.#tagged(schema.discriminator.propertyName, present, value, place);
    const chooser = TAG_FUNCTIONS[name ?? ''];
    if (chooser) return this.#chosen(chooser, present, value, place);
    const branches = present.map((member) => ({
      label: this.#labelOf(member),
      read: (sent: unknown, at: Place) => this.any(member, sent, at),
    }));
    return this.#smart(branches, value, place);
  }

  /** A model as a branch, and the deprecated ones beside it. */
  #withHidden(schema: Schema, { shown, hidden, instead }: HiddenBranches): Branch[] {
    const others = Object.entries(schema.properties ?? {}).filter(([field]) => !instead.includes(field));
    const required = (schema.required ?? []).filter((field) => !instead.includes(field));
    const branch = (model: string, each: Schema): Branch => ({
      label: branchOf(model),
      read: (value, { loc }) => this.#model(model, each, value, { loc }),
    });
    return [
      branch(shown, schema),
      ...hidden.map(({ model, field }) => {
        const properties = { ...Object.fromEntries(others), [field]: UUID };
        return branch(model, { ...schema, properties, required: [...required, field] });
      }),
    ];
  }

  /** The branch that fits with the most fields, else the one that changes the value least; without one, all complaints. */
  #smart(branches: Branch[], value: unknown, place: Place): Result {
    let best: (Result & { ok: true }) | undefined;
    const details: ValidationDetail[] = [];
    for (const { label, read } of branches) {
      const result = read(value, { ...place, loc: [...place.loc, label] });
      if (!result.ok) details.push(...result.details);
      else if (!best || result.fields > best.fields || (result.fields === best.fields && result.fit > best.fit)) {
        best = result;
      }
    }
    return best ?? { ok: false, details };
  }

  #tagged(property: string, members: Schema[], sent: unknown, { loc }: Place): Result {
    const value = beforeUnion(property, sent);
    if (!isItem(value)) {
      const message = 'Input should be a valid dictionary or object to extract fields from';
      return bad('model_attributes_type', loc, message, value);
    }
    const discriminator = `'${property}'`;
    const tag = value[property];
    if (tag === undefined) {
      return bad('union_tag_not_found', loc, `Unable to extract tag using discriminator ${discriminator}`, value, {
        discriminator,
      });
    }
    const tags = members.flatMap((member) => {
      const target = this.#resolve(this.#resolve(member).properties?.[property] ?? {});
      return (target.enum ?? [target.const]).map((each) => ({ tag: each, member }));
    });
    const chosen = tags.find((entry) => entry.tag === tag);
    if (chosen) return this.any(chosen.member, value, { loc: [...loc, String(tag)] });
    const expected = tags.map((entry) => representationOf(entry.tag, nameOf(entry.member), property));
    return unknownTag(tag, discriminator, expected, loc, value);
  }

  #chosen(
    { name, tags, choose }: (typeof TAG_FUNCTIONS)[string],
    members: Schema[],
    value: unknown,
    { loc }: Place,
  ): Result {
    const tag = choose(value);
    const member = members.find((each) => nameOf(each) === tags[tag]);
    if (member) return this.any(member, value, { loc: [...loc, tag] });
    return unknownTag(
      tag,
      name,
      Object.keys(tags).map((each) => `'${each}'`),
      loc,
      value,
    );
  }

  /** A schema as a branch of a union is called in `loc`. */
  #labelOf(member: Schema): string {
    const name = nameOf(member);
    const schema = this.#resolve(member);
    if (name !== undefined) return schema.enum ? `str-enum[${name}]` : branchOf(name);
    if ('const' in schema) return `literal['${String(schema.const)}']`;
    if (schema.discriminator && schema.anyOf) {
      const union = `tagged-union[${schema.anyOf.map((each) => this.#labelOf(each)).join(',')}]`;
      const before = BEFORE_UNION[schema.discriminator.propertyName];
      return before === undefined ? union : `function-before[${before}(), ${union}]`;
    }
    const isBound = [schema.minLength, schema.maxLength, schema.minimum, schema.maximum, schema.pattern].some(
      (bound) => bound !== undefined,
    );
    const constrained = isBound ? 'constrained-' : '';
    switch (schema.type) {
      case 'string':
        if (schema.format?.startsWith('uuid')) return 'uuid';
        if (schema.format === 'date-time') return 'datetime';
        return schema.format === 'date' ? 'date' : `${constrained}str`;
      case 'integer':
        return `${constrained}int`;
      case 'number':
        return `${constrained}float`;
      case 'boolean':
        return 'bool';
      case 'array':
        // Polar's own type of filter, which takes one value or several.
        return `json-or-python[json=list[${this.#labelOf(schema.items ?? {})}],python=chain[is-instance[Sequence],function-wrap[sequence_validator()]]]`;
      default:
        return 'dict';
    }
  }
}

function nameOf(schema: Schema): string | undefined {
  return schema.$ref === undefined ? undefined : componentName(schema.$ref.slice(DOCUMENT_KEY.length));
}

function toEnum(members: unknown[], value: unknown, loc: Loc): Result {
  if (members.includes(value)) return good(value);
  const expected = alternatives(members.map((each) => representationOf(each, undefined, undefined)));
  return bad('enum', loc, `Input should be ${expected}`, value, { expected });
}

function scalar(schema: Schema, value: unknown, { loc, model, field }: Place): Result {
  switch (schema.type) {
    case 'integer':
      return toInteger(schema, value, loc);
    case 'number':
      return toFloat(schema, value, loc);
    case 'boolean':
      return toBoolean(value, loc);
    default:
      return text(schema, value, { loc, model, field });
  }
}

function text(schema: Schema, value: unknown, { loc, model = '', field = '' }: Place): Result {
  switch (schema.format) {
    case 'uuid':
      return toUuid(value, loc);
    case 'uuid4':
      return toUuid(value, loc, 4);
    case 'date':
      return toDate(value, loc);
    case 'date-time':
      return toDateTime(value, loc, {
        zone: model.startsWith('EventCreate'),
        future: model.startsWith('Subscription') && /^(trial_end|current_billing_period_end|resumes_at)$/.test(field),
      });
    case 'email':
      return toEmail(value, loc);
    case 'uri':
      return toUrl(value, loc, model.startsWith('WebhookEndpoint') ? ['https'] : ['http', 'https']);
    case 'ipvanyaddress':
      return toIp(value, loc);
    default: {
      if (!(field === 'name' && MEASURED_AS_VALUES.test(model))) return toText(schema, value, loc);
      const read = toText({}, value, loc);
      if (!read.ok) return read;
      const stripped = String(read.value).trim();
      const size = [...stripped].length;
      return outOfSize('Value', size, schema.minLength, schema.maxLength, loc, value) ?? good(stripped);
    }
  }
}

function outOfSize(
  kind: string,
  size: number,
  min: number | undefined,
  max: number | undefined,
  loc: Loc,
  input: unknown,
): Result | undefined {
  const words = (bound: string) => `${kind} should have ${bound} after validation, not ${size}`;
  const ctx = { field_type: kind, actual_length: size };
  if (max !== undefined && size > max) {
    return bad('too_long', loc, words(`at most ${counted(max, 'item')}`), input, { ...ctx, max_length: max });
  }
  if (min !== undefined && size < min) {
    return bad('too_short', loc, words(`at least ${counted(min, 'item')}`), input, { ...ctx, min_length: min });
  }
  return undefined;
}

function unknownTag(tag: unknown, discriminator: string, expected: string[], loc: Loc, value: unknown): Result {
  const shown = typeof tag === 'string' ? tag : representationOf(tag, undefined, undefined);
  const tags = expected.join(', ');
  const message = `Input tag '${shown}' found using ${discriminator} does not match any of the expected tags: ${tags}`;
  return bad('union_tag_invalid', loc, message, value, { discriminator, tag: shown, expected_tags: tags });
}
