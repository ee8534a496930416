import type { Operation } from '../../../generated/tool.gen.ts';
import { apiDocument, type Item } from '../../../simulator/document.ts';
import { SEED } from '../../../simulator/index.ts';
import { isEmpty } from '../../support/meaning.ts';
import { bodiesFor, pathValues, queryValues } from '../simulator/inputs.ts';

const document = apiDocument();

/** The arguments that this server takes beside Polar's, and doesn't send. */
const OWN: Record<string, object> = { 'customer-seats:revoke_seat': { subscription_id: SEED.teamSubscription } };

/** The flat arguments of a tool's operation: with its required parameters or all, and each kind of body. */
export function argumentsFor({ id, params, partial }: Operation): Record<string, unknown>[] {
  const operation = document.operations.find((other) => other.id === id);
  if (!operation) throw new Error(`There is no operation ${id}`);
  const path = Object.values(pathValues(operation));
  // Path parameters may have other names as arguments; their order is the same.
  const parameters = Object.keys(params().shape).slice(0, path.length);
  const inPath = Object.fromEntries(parameters.map((argument, i) => [argument, path[i]]));
  const bodies = bodiesFor(operation, document);
  // An update that changes nothing is taken by Polar, and not by the tool.
  const said = bodies.filter(({ body }) => !partial || !saysNothing(id, body as Item));
  return [false, true].flatMap((all) =>
    (said.length > 0 ? said : [{ body: {} }]).map(({ body }) => ({
      ...(body as Item),
      ...queryValues(operation, document, all),
      ...inPath,
      ...OWN[id],
    })),
  );
}

/** They take a type to know which fields there are; it can't be changed. */
const UPDATED_BY_TYPE = ['benefits:update', 'custom-fields:update'];

/** Whether these fields of an update change nothing. Only `clear` empties a field. */
export const saysNothing = (operationId: string, fields: object = {}) =>
  Object.entries(fields).every(
    ([name, value]) => value === null || isEmpty(value) || (name === 'type' && UPDATED_BY_TYPE.includes(operationId)),
  );

/** An organization's token may not name the organization; a person's must, where something is created. */
export const needsPerson = (operationId: string, given: Record<string, unknown>) =>
  JSON.stringify(given).includes('"organization_id"') || operationId === 'organizations:create';
