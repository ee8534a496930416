import type { Item } from '../../document.ts';
import { apiError, invalidValue, notFound, type Problem, refused } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import type { Call } from '../call.ts';
import type { Hooks } from '../crud.ts';
import { revokeGrant } from '../grants.ts';

/** The others need their customer in the portal, so they are always shown there. */
const MAY_BE_HIDDEN = ['custom', 'license_keys', 'meter_credit', 'feature_flag'];

export const benefitHooks: Hooks = {
  create: (call, record) => {
    const type = String(record.type);
    const organization = call.store.get('organizations', String(record.organization_id));
    const features = isItem(organization?.feature_settings) ? organization.feature_settings : {};
    if (type === 'slack_shared_channel' && features.slack_benefit_enabled !== true) {
      const msg = 'Slack shared channel benefit is not enabled for this organization.';
      throw invalidValue(['body', 'type'], msg, type);
    }
    checkProperties(call, type, record.properties, String(record.organization_id));
    return {
      metadata: {},
      ...record,
      properties: complete(type, record.properties),
      visibility: visibilityOf(type, record.visibility),
      visibility_configurable: MAY_BE_HIDDEN.includes(type),
      is_tax_applicable: true,
      selectable: true,
      deletable: true,
    };
  },
  update: (call, record, { type, ...changes }) => {
    if (type !== record.type) throw invalidValue(['body', 'type'], 'Benefit type cannot be changed.', record.type);
    if ('visibility' in changes) changes.visibility = visibilityOf(String(type), changes.visibility);
    if (!isItem(changes.properties)) return changes;
    checkProperties(call, String(type), changes.properties, record.organization_id);
    return { ...changes, properties: complete(String(type), changes.properties) };
  },
  removed: (call, record) => {
    if (record.deletable === false) throw apiError(403, 'NotPermitted', 'Not permitted');
    record.is_deleted = true;
    for (const grant of call.store.list('benefit-grants'))
      if (grant.benefit_id === record.id) revokeGrant(call.store, grant);
    for (const product of call.store.list('products')) {
      if (!Array.isArray(product.benefits)) continue;
      product.benefits = product.benefits.filter((id) => id !== record.id);
    }
  },
};

function visibilityOf(type: string, wanted: unknown): unknown {
  const isPublic = wanted === undefined || wanted === null || wanted === 'public';
  if (!MAY_BE_HIDDEN.includes(type)) {
    const msg = 'Visibility is not configurable for this benefit type and must be public.';
    if (!isPublic) throw invalidValue(['body', 'visibility'], msg, wanted);
    return 'public';
  }
  return wanted ?? (type === 'feature_flag' ? 'private' : 'public');
}

/** Properties are replaced whole: fields that an update leaves out are empty afterwards. */
function complete(type: string, sent: unknown): Item {
  const properties = isItem(sent) ? sent : {};
  if (type === 'license_keys') {
    return { prefix: null, expires: null, activations: null, limit_usage: null, ...properties };
  }
  if (type === 'downloadables') return { archived: {}, ...properties };
  return properties;
}

/** Checks the thing that each type refers to, which has to exist. */
function checkProperties(call: Call, type: string, sent: unknown, organization: string): void {
  const properties = isItem(sent) ? sent : {};
  const owned = (collection: string, id: unknown) =>
    call.store.get(collection, String(id))?.organization_id === organization;
  if (type === 'meter_credit' && !owned('meters', properties.meter_id)) {
    throw wrongProperty(['meter_id'], 'This meter does not exist.', properties.meter_id);
  }
  if (type === 'downloadables' && Array.isArray(properties.files)) {
    const details = properties.files.flatMap((id: unknown, index) => (owned('files', id) ? [] : [{ id, index }]));
    if (details.length > 0) {
      throw wrongProperties(
        details.map(({ id, index }) => ({ at: ['files', index], msg: 'File not found.', input: id })),
      );
    }
  }
  if (type === 'github_repository') {
    if (call.caller.kind === 'organization') {
      const msg = 'We do not yet support creating this benefit with an organization token.';
      throw wrongProperty(['repository_owner'], msg, properties.repository_owner, 'invalid_auth_subject');
    }
    // An error of Polar's domain without a status of its own goes out as 500.
    const msg = "You don't have a GitHubRepositoryBenefit account connected.";
    throw apiError(500, 'GitHubRepositoryBenefitAccountNotConnected', msg);
  }
  if (type === 'slack_shared_channel') {
    throw wrongProperty(['slack_integration_id'], 'Slack integration not found.', properties.slack_integration_id);
  }
}

function wrongProperty(at: (string | number)[], msg: string, input: unknown, type?: string): Problem {
  return wrongProperties([{ at, msg, input, ...(type !== undefined && { type }) }]);
}

function wrongProperties(flaws: { at: (string | number)[]; msg: string; input: unknown; type?: string }[]): Problem {
  const details = flaws.map(({ at, msg, input, type = 'value_error' }) => ({
    type,
    loc: ['body', 'properties', ...at],
    msg,
    input: input ?? null,
  }));
  return refused(details, 'BenefitPropertiesValidationError');
}

/** A benefit that has files behind it. Throws the 404 for every other one. */
export function requireDownloadables(benefit: StoredRecord): void {
  if (benefit.type !== 'downloadables') throw notFound();
}
