import type { components } from '../../../../generated/polar.gen.ts';
import { type Adviser, counted, one, quoted } from '../adviser.ts';

type Product = components['schemas']['Product'];
type Customer = components['schemas']['Customer'];

export const createFreeSubscription: Adviser = {
  advise(known) {
    const product = one<Product>(known, 'get_product');
    const customer = one<Customer>(known, 'get_customer');
    const who = customer ? quoted(customer.email ?? customer.name ?? customer.id) : 'The customer';
    const benefits = product ? `, with ${counted(product.benefits.length, 'benefit')}` : '';
    return { exposes: `${who} gets ${product ? quoted(product.name) : 'the product'}${benefits}, and pays nothing.` };
  },
};
