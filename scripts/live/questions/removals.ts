import { change, type LearntValues, type Question, refusal } from '../question.ts';

const byId = (name: string) => (known: LearntValues) => ({ id: known.get(name) });
const archive = (name: string) => (known: LearntValues) => ({ id: known.get(name), is_archived: true });

/** Removes one of each kind that earlier questions made. The rest is found by its name. */
export const removals: readonly Question[] = [
  change('revoke_subscription', byId('own subscription'), { learns: { 'ended subscription': 'id' } }),
  refusal('revoke_subscription', 'one that has ended', byId('ended subscription'), 'refused'),
  change('delete_member', (known) => ({ customer_id: known.get('own team'), member_id: known.get('own member') })),
  change('delete_customer', (known) => ({ customer_id: known.get('own customer') })),
  change('delete_checkout_link', byId('own checkout link')),
  change('delete_discount', byId('own discount')),
  change('delete_custom_field', byId('own custom field')),
  change('delete_benefit', byId('own custom benefit')),
  change('delete_file', byId('own file')),
  change('delete_metric_dashboard', byId('own dashboard')),
  change('delete_webhook_endpoint', byId('own webhook endpoint')),
  change('update_product', archive('own thing'), { about: 'archive' }),
  refusal(
    'create_checkout_link',
    'a product that is archived',
    (known) => ({ products: [known.get('own thing')] }),
    'invalid_arguments',
  ),
  refusal('update_meter', 'archive one that is in use', archive('own meter'), 'invalid_arguments'),
  change('delete_benefit', byId('own credit benefit'), { about: 'meter_credit' }),
  change('update_product', archive('own metered plan'), { about: 'archive, by usage' }),
  change('update_meter', archive('own meter'), { about: 'archive' }),
];
