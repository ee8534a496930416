// Written by `npm run generate` from openapi/. Do not edit.

export const toolsets = [
  {"name":"products","title":"Products","description":"What the shop sells: products, their prices and the benefits that come with them."},
  {"name":"customers","title":"Customers","description":"Who buys: customers, what they currently have, how they pay, and links into their portal."},
  {"name":"subscriptions","title":"Subscriptions","description":"Recurring sales: find, change, cancel, pause, resume and end subscriptions."},
  {"name":"orders","title":"Orders and payments","description":"Every sale and renewal, the payments behind them, and their invoices and receipts."},
  {"name":"refunds","title":"Refunds and disputes","description":"Money that goes back: refunds given, and disputes that customers raised with their bank."},
  {"name":"checkouts","title":"Checkouts and links","description":"Ways to pay: reusable checkout links, and single checkout sessions for one customer."},
  {"name":"discounts","title":"Discounts","description":"Promotions: discount codes, what they take off, for how long and how often."},
  {"name":"benefits","title":"Benefits","description":"What customers get for buying: license keys, downloads, Discord and GitHub access, credits, and who has them."},
  {"name":"license_keys","title":"License keys","description":"Keys that customers got for software: find them, change their limits, check and activate them."},
  {"name":"usage","title":"Usage and meters","description":"Usage-based billing: events sent in, meters that add them up, and what each customer has used."},
  {"name":"metrics","title":"Metrics","description":"How the business does: revenue, MRR, churn, orders and conversion over time, and saved dashboards."},
  {"name":"members","title":"Team members and seats","description":"People within a business customer, and who holds the seats that it bought."},
  {"name":"custom_fields","title":"Custom fields","description":"Extra questions at checkout, such as a company name or consent to terms."},
  {"name":"files","title":"Files","description":"Uploaded files: downloads for customers, product images and the logo."},
  {"name":"webhooks","title":"Webhooks","description":"Notices to the merchant's own server: endpoints, what was delivered to them, and sending again."},
  {"name":"organization","title":"Organization","description":"The shop itself: its name, settings, tax and portal options, and the organizations one belongs to."},
] as const;
