import type { components } from '../../../generated/polar.gen.ts';
import { type Adviser, dayOf, exposure, type Known, one } from './adviser.ts';

type Key = components['schemas']['LicenseKeyWithActivations'];
type Limit = 'limit_activations' | 'limit_usage' | 'expires_at';

const LIMITS: Readonly<Record<Limit, (value: unknown) => string>> = {
  limit_activations: (value) => (value === null ? 'any number of devices' : `${value} devices in all`),
  limit_usage: (value) => (value === null ? 'any number of uses' : `${value} uses in all`),
  expires_at: (value) => (value === null ? 'it for good' : `it until ${dayOf(value)}`),
};

export const updateLicenseKey: Adviser = {
  advise(known) {
    const key = one<Key>(known, 'get_license_key');
    const { status, usage } = known.given;
    const gets = (name: Limit) =>
      isWider(name, known, key) && `Whoever has the key gets ${LIMITS[name](known.given[name])}.`;
    return {
      ...(status === 'revoked' && { consequence: REVOKED }),
      ...exposure(known, {
        status: status === 'granted' && key?.status !== 'granted' && 'The key works again, for whoever has it.',
        limit_activations: gets('limit_activations'),
        limit_usage: gets('limit_usage'),
        expires_at: gets('expires_at'),
        usage:
          !(key && Number(usage) >= key.usage) && 'Whoever has the key can use it more often: uses are taken back.',
      }),
      ...(key && typeof usage === 'number' && { besides: { usage: key.usage } }),
    };
  },
};

const REVOKED =
  'The key stops working and its benefit is taken from the customer. Granted again, its limits, use and expiry are reset to those of the benefit.';

/** Whether the key lets more be done than it does now; `clear` takes a limit off. */
function isWider(name: Limit, { given }: Known, key: Key | undefined): boolean {
  const value = given[name];
  if (value === undefined) return false;
  const now = key?.[name];
  if (key && now === null) return false;
  if (value === null || now === undefined || now === null) return true;
  return name === 'expires_at'
    ? !(Date.parse(String(value)) <= Date.parse(String(now)))
    : !(Number(value) <= Number(now));
}
