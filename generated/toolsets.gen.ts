// Written by `npm run generate` from openapi/. Do not edit.

export interface Toolset {
  name: string;
  title: string;
  description: string;
  /** The least that lets every tool work that only reads. */
  read: readonly string[];
  /** The least that lets every tool work. */
  write: readonly string[];
}

export const toolsets: readonly Toolset[] = [
  {"name":"products","title":"Products","description":"What the shop sells: products, their prices and the benefits that come with them.","read":["products:read"],"write":["products:read","products:write"]},
  {"name":"customers","title":"Customers","description":"Who buys: customers, what they currently have, how they pay, and links into their portal.","read":["customers:read"],"write":["customer_sessions:write","customers:read","customers:write"]},
  {"name":"subscriptions","title":"Subscriptions","description":"Recurring sales: find, change, cancel, pause, resume and end subscriptions.","read":["subscriptions:read"],"write":["subscriptions:read","subscriptions:write"]},
  {"name":"orders","title":"Orders and payments","description":"Every sale and renewal, the payments behind them, and their invoices and receipts.","read":["orders:read","payments:read"],"write":["orders:read","orders:write","payments:read"]},
  {"name":"refunds","title":"Refunds and disputes","description":"Money that goes back: refunds given, and disputes that customers raised with their bank.","read":["disputes:read","refunds:read"],"write":["disputes:read","disputes:write","refunds:read","refunds:write"]},
  {"name":"checkouts","title":"Checkouts and links","description":"Ways to pay: reusable checkout links, and single checkout sessions for one customer.","read":["checkout_links:read","checkouts:read"],"write":["checkout_links:read","checkout_links:write","checkouts:read","checkouts:write"]},
  {"name":"discounts","title":"Discounts","description":"Promotions: discount codes, what they take off, for how long and how often.","read":["discounts:read"],"write":["discounts:read","discounts:write"]},
  {"name":"benefits","title":"Benefits","description":"What customers get for buying: license keys, downloads, Discord and GitHub access, credits, and who has them.","read":["benefits:read"],"write":["benefits:read","benefits:write"]},
  {"name":"license_keys","title":"License keys","description":"Keys that customers got for software: find them, change their limits, check and activate them.","read":["license_keys:read"],"write":["license_keys:read","license_keys:write"]},
  {"name":"usage","title":"Usage and meters","description":"Usage-based billing: events sent in, meters that add them up, and what each customer has used.","read":["customer_meters:read","events:read","meters:read"],"write":["customer_meters:read","events:read","events:write","meters:read","meters:write"]},
  {"name":"metrics","title":"Metrics","description":"How the business does: revenue, MRR, churn, orders and conversion over time, and saved dashboards.","read":["metrics:read"],"write":["metrics:read","metrics:write"]},
  {"name":"members","title":"Team members and seats","description":"People within a business customer, and who holds the seats that it bought.","read":["customer_seats:read","members:read"],"write":["customer_seats:read","customer_seats:write","members:read","members:write"]},
  {"name":"custom_fields","title":"Custom fields","description":"Extra questions at checkout, such as a company name or consent to terms.","read":["custom_fields:read"],"write":["custom_fields:read","custom_fields:write"]},
  {"name":"files","title":"Files","description":"Uploaded files: downloads for customers, product images and the logo.","read":["files:read"],"write":["files:read","files:write"]},
  {"name":"webhooks","title":"Webhooks","description":"Notices to the merchant's own server: endpoints, what was delivered to them, and sending again.","read":["webhooks:read"],"write":["webhooks:read","webhooks:write"]},
  {"name":"organization","title":"Organization","description":"The shop itself: its name, settings, tax and portal options, and the organizations one belongs to.","read":["organizations:read"],"write":["organizations:read","organizations:write"]},
];
