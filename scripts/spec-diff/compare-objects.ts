import { type Change, code, inOrder, list } from './change.ts';
import { compareValues, type Direction } from './compare-values.ts';
import { below, type Field, type Objects } from './objects.ts';
import { merged, sorted } from './values.ts';

type Owners = ReadonlyMap<string, ReadonlyMap<string, Field>>;

/**
 * What is otherwise about the fields of objects. A field that comes or goes is told with nothing of what is within it.
 */
export function compareObjects(before: Objects, after: Objects, direction: Direction): Change[] {
  const paths = sorted(before.keys()).filter((path) => after.has(path));
  return inOrder(
    paths.flatMap((path) => compareCases(path, before.get(path) ?? new Map(), after.get(path) ?? new Map(), direction)),
  );
}

/** An object can be several things, by component. Those on both sides are compared, and where others are there, all as one. */
function compareCases(path: string, before: Owners, after: Owners, direction: Direction): Change[] {
  const both = sorted(before.keys()).filter((owner) => after.has(owner));
  const changes = new Map<string, { change: Change; owners: string[] }>();
  for (const owner of both) {
    for (const change of compareFields(path, before.get(owner), after.get(owner), direction)) {
      const { owners } = changes.get(change.text) ?? { owners: [] };
      changes.set(change.text, { change, owners: [...owners, owner] });
    }
  }
  if (before.size > both.length || after.size > both.length) {
    for (const change of compareFields(path, allAsOne(before), allAsOne(after), direction)) {
      if (!changes.has(change.text)) changes.set(change.text, { change, owners: [] });
    }
  }
  const named = (owners: string[]) => owners.filter((owner) => owner !== '');
  return Array.from(changes.values(), ({ change: { text, isBreaking }, owners }) => {
    const of = owners.length < both.length && named(both).length > 1 ? named(owners) : [];
    return { text: of.length > 0 ? `${text} (of ${list(of)})` : text, isBreaking };
  });
}

type Fields = ReadonlyMap<string, Field>;

function compareFields(path: string, before: Fields = new Map(), after: Fields = new Map(), direction: Direction) {
  return sorted(new Set([...before.keys(), ...after.keys()])).flatMap((name) =>
    compareField(below(path, name), before.get(name), after.get(name), direction),
  );
}

function compareField(path: string, was: Field | undefined, now: Field | undefined, direction: Direction): Change[] {
  const isTaken = direction === 'taken';
  const verb = isTaken ? 'takes' : 'has';
  if (!now) return [{ text: `no longer ${verb} ${code(path)}`, isBreaking: true }];
  if (!was) {
    const isBreaking = isTaken && now.required;
    return [{ text: `${verb} ${code(path)} too${isBreaking ? ', which is required' : ''}`, isBreaking }];
  }
  const changes = compareValues(path, was.value, now.value, direction);
  if (isTaken && was.required !== now.required) {
    changes.push({
      text: `${code(path)} is ${now.required ? 'required now' : 'no longer required'}`,
      isBreaking: now.required,
    });
  }
  if (was.deprecated !== now.deprecated) {
    changes.push({
      text: `${code(path)} is ${now.deprecated ? 'deprecated now' : 'no longer deprecated'}`,
      isBreaking: false,
    });
  }
  return changes;
}

/** The fields of all cases. Required is what each case requires. */
function allAsOne(owners: Owners): Fields {
  const cases = [...owners.values()];
  const names = new Set(cases.flatMap((fields) => [...fields.keys()]));
  return new Map(
    Array.from(names, (name) => {
      const found = cases.flatMap((fields) => fields.get(name) ?? []);
      const field: Field = {
        required: found.length === cases.length && found.every((one) => one.required),
        deprecated: found.every((one) => one.deprecated),
        value: merged(found.map((one) => one.value)),
      };
      return [name, field];
    }),
  );
}
