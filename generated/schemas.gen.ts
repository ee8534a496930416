// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { amount, email, exact, id, int, once, onlyNull, optionalTag, timeZones, url } from './runtime.gen.ts';
import type { components } from './polar.gen.ts';

export const TimezoneValues = once(function () {
  return timeZones(["Africa/Asmara","Africa/Timbuktu","America/Argentina/Buenos_Aires","America/Argentina/Catamarca","America/Argentina/ComodRivadavia","America/Argentina/Cordoba","America/Argentina/Jujuy","America/Argentina/Mendoza","America/Atikokan","America/Atka","America/Ensenada","America/Fort_Wayne","America/Indiana/Indianapolis","America/Kentucky/Louisville","America/Knox_IN","America/Montreal","America/Nipigon","America/Nuuk","America/Pangnirtung","America/Porto_Acre","America/Rainy_River","America/Rosario","America/Santa_Isabel","America/Shiprock","America/Thunder_Bay","America/Virgin","America/Yellowknife","Antarctica/South_Pole","Asia/Ashkhabad","Asia/Choibalsan","Asia/Chongqing","Asia/Chungking","Asia/Dacca","Asia/Harbin","Asia/Ho_Chi_Minh","Asia/Istanbul","Asia/Kashgar","Asia/Kathmandu","Asia/Kolkata","Asia/Macao","Asia/Tel_Aviv","Asia/Thimbu","Asia/Ujung_Pandang","Asia/Ulan_Bator","Asia/Yangon","Atlantic/Faroe","Atlantic/Jan_Mayen","Australia/ACT","Australia/Canberra","Australia/Currie","Australia/LHI","Australia/NSW","Australia/North","Australia/Queensland","Australia/South","Australia/Tasmania","Australia/Victoria","Australia/West","Australia/Yancowinna","Brazil/Acre","Brazil/DeNoronha","Brazil/East","Brazil/West","CET","CST6CDT","Canada/Atlantic","Canada/Central","Canada/Eastern","Canada/Mountain","Canada/Newfoundland","Canada/Pacific","Canada/Saskatchewan","Canada/Yukon","Chile/Continental","Chile/EasterIsland","Cuba","EET","EST","EST5EDT","Egypt","Eire","Etc/GMT","Etc/GMT+0","Etc/GMT+1","Etc/GMT+10","Etc/GMT+11","Etc/GMT+12","Etc/GMT+2","Etc/GMT+3","Etc/GMT+4","Etc/GMT+5","Etc/GMT+6","Etc/GMT+7","Etc/GMT+8","Etc/GMT+9","Etc/GMT-0","Etc/GMT-1","Etc/GMT-10","Etc/GMT-11","Etc/GMT-12","Etc/GMT-13","Etc/GMT-14","Etc/GMT-2","Etc/GMT-3","Etc/GMT-4","Etc/GMT-5","Etc/GMT-6","Etc/GMT-7","Etc/GMT-8","Etc/GMT-9","Etc/GMT0","Etc/Greenwich","Etc/UCT","Etc/UTC","Etc/Universal","Etc/Zulu","Europe/Belfast","Europe/Kyiv","Europe/Nicosia","Europe/Tiraspol","Europe/Uzhgorod","Europe/Zaporozhye","Factory","GB","GB-Eire","GMT","GMT+0","GMT-0","GMT0","Greenwich","HST","Hongkong","Iceland","Iran","Israel","Jamaica","Japan","Kwajalein","Libya","MET","MST","MST7MDT","Mexico/BajaNorte","Mexico/BajaSur","Mexico/General","NZ","NZ-CHAT","Navajo","PRC","PST8PDT","Pacific/Chuuk","Pacific/Johnston","Pacific/Kanton","Pacific/Pohnpei","Pacific/Samoa","Pacific/Yap","Poland","Portugal","ROC","ROK","Singapore","Turkey","UCT","US/Alaska","US/Aleutian","US/Arizona","US/Central","US/East-Indiana","US/Eastern","US/Hawaii","US/Indiana-Starke","US/Michigan","US/Mountain","US/Pacific","US/Samoa","UTC","Universal","W-SU","WET","Zulu","localtime"]);
});

export const CountryValues = once(function () {
  return z.enum(["AD","AE","AF","AG","AI","AL","AM","AO","AQ","AR","AS","AT","AU","AW","AX","AZ","BA","BB","BD","BE","BF","BG","BH","BI","BJ","BL","BM","BN","BO","BQ","BR","BS","BT","BV","BW","BY","BZ","CA","CC","CD","CF","CG","CH","CI","CK","CL","CM","CN","CO","CR","CV","CW","CX","CY","CZ","DE","DJ","DK","DM","DO","DZ","EC","EE","EG","EH","ER","ES","ET","FI","FJ","FK","FM","FO","FR","GA","GB","GD","GE","GF","GG","GH","GI","GL","GM","GN","GP","GQ","GR","GS","GT","GU","GW","GY","HK","HM","HN","HR","HT","HU","ID","IE","IL","IM","IN","IO","IQ","IS","IT","JE","JM","JO","JP","KE","KG","KH","KI","KM","KN","KR","KW","KY","KZ","LA","LB","LC","LI","LK","LR","LS","LT","LU","LV","LY","MA","MC","MD","ME","MF","MG","MH","MK","ML","MM","MN","MO","MP","MQ","MR","MS","MT","MU","MV","MW","MX","MY","MZ","NA","NC","NE","NF","NG","NI","NL","NO","NP","NR","NU","NZ","OM","PA","PE","PF","PG","PH","PK","PL","PM","PN","PR","PS","PT","PW","PY","QA","RE","RO","RS","RW","SA","SB","SC","SD","SE","SG","SH","SI","SJ","SK","SL","SM","SN","SO","SR","SS","ST","SV","SX","SZ","TC","TD","TF","TG","TH","TJ","TK","TL","TM","TN","TO","TR","TT","TV","TW","TZ","UA","UG","UM","US","UY","UZ","VA","VC","VE","VG","VI","VN","VU","WF","WS","YE","YT","ZA","ZM","ZW"]);
});

export const PresentmentCurrencyValues = once(function () {
  return z.enum(["aed","all","amd","aoa","ars","aud","awg","azn","bam","bbd","bdt","bif","bmd","bnd","bob","brl","bsd","bwp","bzd","cad","cdf","chf","clp","cny","cop","crc","cve","czk","djf","dkk","dop","dzd","egp","etb","eur","fjd","fkp","gbp","gel","gip","gmd","gnf","gtq","gyd","hkd","hnl","htg","huf","idr","ils","inr","isk","jmd","jpy","kes","kgs","khr","kmf","krw","kyd","kzt","lak","lkr","lrd","lsl","mad","mdl","mga","mkd","mnt","mop","mur","mvr","mwk","mxn","myr","mzn","nad","ngn","nio","nok","npr","nzd","pab","pen","pgk","php","pkr","pln","pyg","qar","ron","rsd","rwf","sar","sbd","scr","sek","sgd","shp","sos","srd","szl","thb","tjs","top","try","ttd","twd","tzs","uah","ugx","usd","uyu","uzs","vnd","vuv","wst","xaf","xcd","xcg","xof","xpf","yer","zar","zmw"]);
});

export const AddressInput = once(function () {
  return exact({
    line1: z.string().nullable().exactOptional(),
    line2: z.string().nullable().exactOptional(),
    postal_code: z.string().nullable().exactOptional(),
    city: z.string().nullable().exactOptional(),
    state: z.string().nullable().exactOptional(),
    country: CountryValues(),
  });
});

export const AggregationFunction = once(function () {
  return z.enum(["count", "sum", "max", "min", "avg", "unique"]);
});

export const AttachedCustomFieldCreate = once(function () {
  return exact({
    custom_field_id: id(),
    required: z.boolean(),
  });
});

export const BenefitCreate = once(function () {
  return z.discriminatedUnion('type', [
    BenefitCustomCreate(),
    BenefitDiscordCreate(),
    BenefitGitHubRepositoryCreate(),
    BenefitDownloadablesCreate(),
    BenefitLicenseKeysCreate(),
    BenefitMeterCreditCreate(),
    BenefitFeatureFlagCreate(),
    BenefitSlackSharedChannelCreate(),
  ]);
});

export const BenefitCustomCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("custom"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitCustomCreateProperties(),
  });
});

export const BenefitCustomCreateProperties = once(function () {
  return exact({
    note: z.string().nullable().nullable().exactOptional(),
  });
});

export const BenefitCustomProperties = once(function () {
  return exact({
    note: z.string().nullable().nullable(),
  });
});

export const BenefitCustomUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    type: z.literal("custom"),
    properties: BenefitCustomProperties().nullable().exactOptional(),
  });
});

export const BenefitDiscordCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("discord"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitDiscordCreateProperties(),
  });
});

export const BenefitDiscordCreateProperties = once(function () {
  return exact({
    guild_token: z.string(),
    role_id: z.string(),
    kick_member: z.boolean(),
  });
});

export const BenefitDiscordUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    type: z.literal("discord"),
    properties: BenefitDiscordCreateProperties().nullable().exactOptional(),
  });
});

export const BenefitDownloadablesCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("downloadables"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitDownloadablesCreateProperties(),
  });
});

export const BenefitDownloadablesCreateProperties = once(function () {
  return exact({
    archived: z.record(id(), z.boolean()).exactOptional(),
    files: z.array(id()).min(1),
  });
});

export const BenefitDownloadablesUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    type: z.literal("downloadables"),
    properties: BenefitDownloadablesCreateProperties().nullable().exactOptional(),
  });
});

export const BenefitFeatureFlagCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("feature_flag"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitFeatureFlagCreateProperties(),
  });
});

export const BenefitFeatureFlagCreateProperties = once(function () {
  return exact({});
});

export const BenefitFeatureFlagProperties = once(function () {
  return exact({});
});

export const BenefitFeatureFlagUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    type: z.literal("feature_flag"),
    properties: BenefitFeatureFlagProperties().nullable().exactOptional(),
  });
});

export const BenefitGitHubRepositoryCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("github_repository"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitGitHubRepositoryCreateProperties(),
  });
});

export const BenefitGitHubRepositoryCreateProperties = once(function () {
  return exact({
    repository_owner: z.string(),
    repository_name: z.string(),
    permission: z.enum(["pull", "triage", "push", "maintain", "admin"]),
  });
});

export const BenefitGitHubRepositoryUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    type: z.literal("github_repository"),
    properties: BenefitGitHubRepositoryCreateProperties().nullable().exactOptional(),
  });
});

export const BenefitGrantSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "granted_at", "-granted_at", "revoked_at", "-revoked_at"]);
});

export const BenefitLicenseKeyActivationCreateProperties = once(function () {
  return exact({
    limit: int().min(-2147483648).max(2147483647).gt(0),
    enable_customer_admin: z.boolean(),
  });
});

export const BenefitLicenseKeyExpirationProperties = once(function () {
  return exact({
    ttl: int().gt(0),
    timeframe: z.enum(["year", "month", "day"]),
  });
});

export const BenefitLicenseKeysCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("license_keys"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitLicenseKeysCreateProperties(),
  });
});

export const BenefitLicenseKeysCreateProperties = once(function () {
  return exact({
    prefix: z.string().nullable().exactOptional(),
    expires: BenefitLicenseKeyExpirationProperties().nullable().exactOptional(),
    activations: BenefitLicenseKeyActivationCreateProperties().nullable().exactOptional(),
    limit_usage: int().min(-2147483648).max(2147483647).gt(0).nullable().exactOptional(),
  });
});

export const BenefitLicenseKeysUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    type: z.literal("license_keys"),
    properties: BenefitLicenseKeysCreateProperties().nullable().exactOptional(),
  });
});

export const BenefitMeterCreditCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("meter_credit"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitMeterCreditCreateProperties(),
  });
});

export const BenefitMeterCreditCreateProperties = once(function () {
  return exact({
    units: int().min(-2147483648).max(2147483647).gt(0),
    rollover: z.boolean(),
    meter_id: id(),
  });
});

export const BenefitMeterCreditUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    type: z.literal("meter_credit"),
    properties: BenefitMeterCreditCreateProperties().nullable().exactOptional(),
  });
});

export const BenefitSlackSharedChannelCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("slack_shared_channel"),
    description: z.string().min(3).max(42),
    organization_id: id().nullable().exactOptional(),
    visibility: BenefitVisibility().nullable().exactOptional(),
    properties: BenefitSlackSharedChannelCreateProperties(),
  });
});

export const BenefitSlackSharedChannelCreateProperties = once(function () {
  return exact({
    slack_integration_id: id(),
    channel_name_template: z.string().min(1).max(80),
    private: z.boolean().exactOptional(),
    welcome_message: z.string().max(4000).nullable().exactOptional(),
    archive_on_revoke: z.boolean().exactOptional(),
    team_invitees: z.array(z.string()).exactOptional(),
  });
});

export const BenefitSlackSharedChannelUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    description: z.string().min(3).max(42).nullable().exactOptional(),
    type: z.literal("slack_shared_channel"),
    properties: BenefitSlackSharedChannelCreateProperties().nullable().exactOptional(),
  });
});

export const BenefitSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "description", "-description", "type", "-type", "user_order", "-user_order"]);
});

export const BenefitType = once(function () {
  return z.enum(["custom", "discord", "github_repository", "downloadables", "license_keys", "meter_credit", "feature_flag", "slack_shared_channel"]);
});

export const BenefitVisibility = once(function () {
  return z.enum(["draft", "private", "public"]);
});

export const CheckoutCreate = once(function () {
  return CheckoutProductsCreate();
});

export const CheckoutLinkCreate = once(function () {
  return z.union([
    CheckoutLinkCreateProductPrice(),
    CheckoutLinkCreateProduct(),
    CheckoutLinkCreateProducts(),
  ]);
});

export const CheckoutLinkCreateProduct = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    payment_processor: z.literal("stripe"),
    label: z.string().nullable().exactOptional(),
    allow_discount_codes: z.boolean().exactOptional(),
    require_billing_address: z.boolean().exactOptional(),
    discount_id: id().nullable().exactOptional(),
    seats: int().min(1).max(10000).nullable().exactOptional(),
    units: int().min(1).max(2147483647).nullable().exactOptional(),
    success_url: url().min(1).max(2083).nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
    product_id: id(),
  });
});

export const CheckoutLinkCreateProductPrice = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    payment_processor: z.literal("stripe"),
    label: z.string().nullable().exactOptional(),
    allow_discount_codes: z.boolean().exactOptional(),
    require_billing_address: z.boolean().exactOptional(),
    discount_id: id().nullable().exactOptional(),
    seats: int().min(1).max(10000).nullable().exactOptional(),
    units: int().min(1).max(2147483647).nullable().exactOptional(),
    success_url: url().min(1).max(2083).nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
    product_price_id: id(),
  });
});

export const CheckoutLinkCreateProducts = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    payment_processor: z.literal("stripe"),
    label: z.string().nullable().exactOptional(),
    allow_discount_codes: z.boolean().exactOptional(),
    require_billing_address: z.boolean().exactOptional(),
    discount_id: id().nullable().exactOptional(),
    seats: int().min(1).max(10000).nullable().exactOptional(),
    units: int().min(1).max(2147483647).nullable().exactOptional(),
    success_url: url().min(1).max(2083).nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
    products: z.array(id()).min(1),
  });
});

export const CheckoutLinkSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "label", "-label", "success_url", "-success_url", "allow_discount_codes", "-allow_discount_codes"]);
});

export const CheckoutLinkUpdate = once(function () {
  return exact({
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    products: z.array(id()).min(1).nullable().exactOptional(),
    label: z.string().nullable().exactOptional(),
    allow_discount_codes: z.boolean().nullable().exactOptional(),
    require_billing_address: z.boolean().nullable().exactOptional(),
    discount_id: id().nullable().exactOptional(),
    seats: int().min(1).max(10000).nullable().exactOptional(),
    units: int().min(1).max(2147483647).nullable().exactOptional(),
    success_url: url().min(1).max(2083).nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
  });
});

export const CheckoutProductsCreate = once(function () {
  return exact({
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    custom_field_data: z.record(z.string(), z.union([
      z.string(),
      int(),
      z.boolean(),
      z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }),
    ]).nullable()).exactOptional(),
    discount_id: id().nullable().exactOptional(),
    allow_discount_codes: z.boolean().exactOptional(),
    require_billing_address: z.boolean().exactOptional(),
    amount: amount().min(0).nullable().exactOptional(),
    seats: int().min(1).max(10000).nullable().exactOptional(),
    min_seats: int().min(1).max(10000).nullable().exactOptional(),
    max_seats: int().min(1).max(10000).nullable().exactOptional(),
    units: int().min(1).max(2147483647).nullable().exactOptional(),
    min_units: int().min(1).max(2147483647).nullable().exactOptional(),
    max_units: int().min(1).max(2147483647).nullable().exactOptional(),
    allow_trial: z.boolean().exactOptional(),
    customer_id: id().nullable().exactOptional(),
    is_business_customer: z.boolean().exactOptional(),
    external_customer_id: z.string().nullable().exactOptional(),
    customer_name: z.string().max(256).nullable().exactOptional(),
    customer_email: email().nullable().exactOptional(),
    customer_ip_address: z.union([z.ipv4(), z.ipv6()]).nullable().exactOptional(),
    customer_billing_name: z.string().nullable().exactOptional(),
    customer_billing_address: AddressInput().nullable().exactOptional(),
    customer_tax_id: z.string().nullable().exactOptional(),
    customer_metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    subscription_id: id().nullable().exactOptional(),
    success_url: url().min(1).max(2083).nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
    embed_origin: z.string().nullable().exactOptional(),
    locale: z.string().nullable().exactOptional(),
    currency: PresentmentCurrency().nullable().exactOptional(),
    products: z.array(id()).min(1),
    prices: z.record(id(), z.array(z.discriminatedUnion('amount_type', [
      ProductPriceFixedCreate(),
      ProductPriceCustomCreate(),
      ProductPriceSeatBasedCreate(),
      ProductPriceUnitBasedCreate(),
      ProductPriceMeteredUnitCreate(),
    ])).min(1)).nullable().exactOptional(),
  });
});

export const CheckoutSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "expires_at", "-expires_at", "status", "-status"]);
});

export const CheckoutStatus = once(function () {
  return z.enum(["open", "expired", "confirmed", "succeeded", "failed"]);
});

export const CheckoutUpdate = once(function () {
  return exact({
    custom_field_data: z.record(z.string(), z.union([
      z.string(),
      int(),
      z.boolean(),
      z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }),
    ]).nullable()).exactOptional(),
    product_id: id().nullable().exactOptional(),
    product_price_id: id().nullable().exactOptional(),
    amount: amount().min(0).nullable().exactOptional(),
    seats: int().min(1).max(10000).nullable().exactOptional(),
    units: int().min(1).max(2147483647).nullable().exactOptional(),
    is_business_customer: z.boolean().nullable().exactOptional(),
    customer_name: z.string().max(256).nullable().exactOptional(),
    customer_email: email().nullable().exactOptional(),
    customer_billing_name: z.string().nullable().exactOptional(),
    customer_billing_address: AddressInput().nullable().exactOptional(),
    customer_tax_id: z.string().nullable().exactOptional(),
    locale: z.string().nullable().exactOptional(),
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    currency: PresentmentCurrency().nullable().exactOptional(),
    discount_id: id().nullable().exactOptional(),
    allow_discount_codes: z.boolean().nullable().exactOptional(),
    require_billing_address: z.boolean().nullable().exactOptional(),
    allow_trial: z.boolean().nullable().exactOptional(),
    customer_ip_address: z.union([z.ipv4(), z.ipv6()]).nullable().exactOptional(),
    customer_metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').nullable().exactOptional(),
    success_url: url().min(1).max(2083).nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
    embed_origin: z.string().nullable().exactOptional(),
  });
});

export const CostMetadata_Input = once(function () {
  return exact({
    amount: z.union([
      z.number(),
      z.string().regex(new RegExp("^(?!^[-+.]*$)[+-]?0*(?:\\d{0,5}|(?=[\\d.]{1,18}0*$)\\d{0,5}\\.\\d{0,12}0*$)")),
    ]),
    currency: z.string().regex(new RegExp("usd")),
  });
});

export const CountAggregation = once(function () {
  return exact({
    func: z.literal("count").exactOptional(),
  });
});

export const CustomFieldCheckboxProperties = once(function () {
  return exact({
    form_label: z.string().min(1).exactOptional(),
    form_help_text: z.string().min(1).exactOptional(),
    form_placeholder: z.string().min(1).exactOptional(),
  });
});

export const CustomFieldCreate = once(function () {
  return z.discriminatedUnion('type', [
    CustomFieldCreateText(),
    CustomFieldCreateNumber(),
    CustomFieldCreateDate(),
    CustomFieldCreateCheckbox(),
    CustomFieldCreateSelect(),
  ]);
});

export const CustomFieldCreateCheckbox = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("checkbox"),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")),
    name: z.string().min(1),
    organization_id: id().nullable().exactOptional(),
    properties: CustomFieldCheckboxProperties(),
  });
});

export const CustomFieldCreateDate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("date"),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")),
    name: z.string().min(1),
    organization_id: id().nullable().exactOptional(),
    properties: CustomFieldDateProperties(),
  });
});

export const CustomFieldCreateNumber = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("number"),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")),
    name: z.string().min(1),
    organization_id: id().nullable().exactOptional(),
    properties: CustomFieldNumberProperties(),
  });
});

export const CustomFieldCreateSelect = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("select"),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")),
    name: z.string().min(1),
    organization_id: id().nullable().exactOptional(),
    properties: CustomFieldSelectProperties(),
  });
});

export const CustomFieldCreateText = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    type: z.literal("text"),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")),
    name: z.string().min(1),
    organization_id: id().nullable().exactOptional(),
    properties: CustomFieldTextProperties(),
  });
});

export const CustomFieldDateProperties = once(function () {
  return exact({
    form_label: z.string().min(1).exactOptional(),
    form_help_text: z.string().min(1).exactOptional(),
    form_placeholder: z.string().min(1).exactOptional(),
    ge: int().min(-2147483648).max(2147483647).exactOptional(),
    le: int().min(-2147483648).max(2147483647).exactOptional(),
  });
});

export const CustomFieldNumberProperties = once(function () {
  return exact({
    form_label: z.string().min(1).exactOptional(),
    form_help_text: z.string().min(1).exactOptional(),
    form_placeholder: z.string().min(1).exactOptional(),
    ge: int().min(-2147483648).max(2147483647).exactOptional(),
    le: int().min(-2147483648).max(2147483647).exactOptional(),
  });
});

export const CustomFieldSelectOption = once(function () {
  return exact({
    value: z.string().min(1),
    label: z.string().min(1),
  });
});

export const CustomFieldSelectProperties = once(function () {
  return exact({
    form_label: z.string().min(1).exactOptional(),
    form_help_text: z.string().min(1).exactOptional(),
    form_placeholder: z.string().min(1).exactOptional(),
    options: z.array(CustomFieldSelectOption()).min(1),
  });
});

export const CustomFieldSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "slug", "-slug", "name", "-name", "type", "-type"]);
});

export const CustomFieldTextProperties = once(function () {
  return exact({
    form_label: z.string().min(1).exactOptional(),
    form_help_text: z.string().min(1).exactOptional(),
    form_placeholder: z.string().min(1).exactOptional(),
    textarea: z.boolean().exactOptional(),
    min_length: int().min(0).max(2147483647).exactOptional(),
    max_length: int().min(0).max(2147483647).exactOptional(),
  });
});

export const CustomFieldType = once(function () {
  return z.enum(["text", "number", "date", "checkbox", "select"]);
});

export const CustomFieldUpdate = once(function () {
  return z.discriminatedUnion('type', [
    CustomFieldUpdateText(),
    CustomFieldUpdateNumber(),
    CustomFieldUpdateDate(),
    CustomFieldUpdateCheckbox(),
    CustomFieldUpdateSelect(),
  ]);
});

export const CustomFieldUpdateCheckbox = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1).nullable().exactOptional(),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")).nullable().exactOptional(),
    type: z.literal("checkbox"),
    properties: CustomFieldCheckboxProperties().nullable().exactOptional(),
  });
});

export const CustomFieldUpdateDate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1).nullable().exactOptional(),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")).nullable().exactOptional(),
    type: z.literal("date"),
    properties: CustomFieldDateProperties().nullable().exactOptional(),
  });
});

export const CustomFieldUpdateNumber = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1).nullable().exactOptional(),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")).nullable().exactOptional(),
    type: z.literal("number"),
    properties: CustomFieldNumberProperties().nullable().exactOptional(),
  });
});

export const CustomFieldUpdateSelect = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1).nullable().exactOptional(),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")).nullable().exactOptional(),
    type: z.literal("select"),
    properties: CustomFieldSelectProperties().nullable().exactOptional(),
  });
});

export const CustomFieldUpdateText = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1).nullable().exactOptional(),
    slug: z.string().min(1).regex(new RegExp("^[a-z0-9-_]+$")).nullable().exactOptional(),
    type: z.literal("text"),
    properties: CustomFieldTextProperties().nullable().exactOptional(),
  });
});

export const CustomerCancellationReason = once(function () {
  return z.enum(["customer_service", "low_quality", "missing_features", "switched_service", "too_complex", "too_expensive", "unused", "other"]);
});

export const CustomerCreate = once(function () {
  return z.discriminatedUnion('type', [
    CustomerIndividualCreate(),
    CustomerTeamCreate(),
  ]);
});

export const CustomerIndividualCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    external_id: z.string().nullable().exactOptional(),
    name: z.string().max(256).nullable().exactOptional(),
    billing_address: AddressInput().nullable().exactOptional(),
    tax_id: z.string().nullable().exactOptional(),
    locale: z.string().nullable().exactOptional(),
    organization_id: id().nullable().exactOptional(),
    owner: MemberOwnerCreate().nullable().exactOptional(),
    type: optionalTag(z.literal("individual")),
    email: email(),
  });
});

export const CustomerMeterSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "modified_at", "-modified_at", "customer_id", "-customer_id", "customer_name", "-customer_name", "meter_id", "-meter_id", "meter_name", "-meter_name", "consumed_units", "-consumed_units", "credited_units", "-credited_units", "balance", "-balance"]);
});

export const CustomerPortalCustomerSettings = once(function () {
  return exact({
    allow_email_change: z.boolean().exactOptional(),
  });
});

export const CustomerPortalSubscriptionSettings = once(function () {
  return exact({
    update_seats: z.boolean(),
    update_plan: z.boolean(),
    pause: z.boolean().exactOptional(),
  });
});

export const CustomerPortalUsageSettings = once(function () {
  return exact({
    show: z.boolean(),
  });
});

export const CustomerSessionCustomerExternalIDCreate = once(function () {
  return exact({
    member_id: id().nullable().exactOptional(),
    external_member_id: z.string().nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
    external_customer_id: z.string(),
  });
});

export const CustomerSessionCustomerIDCreate = once(function () {
  return exact({
    member_id: id().nullable().exactOptional(),
    external_member_id: z.string().nullable().exactOptional(),
    return_url: url().min(1).max(2083).nullable().exactOptional(),
    customer_id: id(),
  });
});

export const CustomerSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "email", "-email", "name", "-name"]);
});

export const CustomerTeamCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    external_id: z.string().nullable().exactOptional(),
    name: z.string().max(256).nullable().exactOptional(),
    billing_address: AddressInput().nullable().exactOptional(),
    tax_id: z.string().nullable().exactOptional(),
    locale: z.string().nullable().exactOptional(),
    organization_id: id().nullable().exactOptional(),
    owner: MemberOwnerCreate().nullable().exactOptional(),
    type: z.literal("team"),
    email: email().nullable().exactOptional(),
  });
});

export const CustomerType = once(function () {
  return z.enum(["individual", "team"]);
});

export const CustomerUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    email: email().nullable().exactOptional(),
    name: z.string().max(256).nullable().exactOptional(),
    billing_address: AddressInput().nullable().exactOptional(),
    tax_id: z.string().nullable().exactOptional(),
    locale: z.string().nullable().exactOptional(),
    external_id: z.string().nullable().exactOptional(),
    type: CustomerType().nullable().exactOptional(),
  });
});

export const CustomerUpdateExternalID = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    email: email().nullable().exactOptional(),
    name: z.string().max(256).nullable().exactOptional(),
    billing_address: AddressInput().nullable().exactOptional(),
    tax_id: z.string().nullable().exactOptional(),
    locale: z.string().nullable().exactOptional(),
  });
});

export const DiscountCreate = once(function () {
  return z.discriminatedUnion('type', [
    DiscountFixedCreate(),
    DiscountPercentageCreate(),
  ]);
});

export const DiscountDuration = once(function () {
  return z.enum(["once", "forever", "repeating"]);
});

export const DiscountFixedCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1),
    code: z.string().nullable().exactOptional(),
    starts_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    ends_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    max_redemptions: int().min(1).max(2147483647).nullable().exactOptional(),
    max_redemptions_per_customer: int().min(1).max(2147483647).nullable().exactOptional(),
    products: z.array(id()).nullable().exactOptional(),
    organization_id: id().nullable().exactOptional(),
    type: z.literal("fixed").exactOptional(),
    duration: DiscountDuration(),
    duration_in_months: int().min(1).max(999).nullable().exactOptional(),
    amount: amount().min(0).max(999999999999).nullable().exactOptional(),
    currency: PresentmentCurrency().nullable().exactOptional(),
    amounts: z.partialRecord(PresentmentCurrency(), amount().min(0).max(999999999999)).refine((o) => Object.keys(o).length >= 1, 'at least 1 entry').nullable().exactOptional(),
  });
});

export const DiscountPercentageCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1),
    code: z.string().nullable().exactOptional(),
    starts_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    ends_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    max_redemptions: int().min(1).max(2147483647).nullable().exactOptional(),
    max_redemptions_per_customer: int().min(1).max(2147483647).nullable().exactOptional(),
    products: z.array(id()).nullable().exactOptional(),
    organization_id: id().nullable().exactOptional(),
    type: z.literal("percentage").exactOptional(),
    duration: DiscountDuration(),
    duration_in_months: int().min(1).max(999).nullable().exactOptional(),
    basis_points: int().min(1).max(10000),
  });
});

export const DiscountSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "name", "-name", "code", "-code", "redemptions_count", "-redemptions_count", "ends_at", "-ends_at"]);
});

export const DiscountType = once(function () {
  return z.enum(["fixed", "percentage"]);
});

export const DiscountUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(1).nullable().exactOptional(),
    code: z.string().nullable().exactOptional(),
    starts_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    ends_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    max_redemptions: int().min(1).max(2147483647).nullable().exactOptional(),
    max_redemptions_per_customer: int().min(1).max(2147483647).nullable().exactOptional(),
    duration: DiscountDuration().nullable().exactOptional(),
    duration_in_months: int().min(1).max(999).nullable().exactOptional(),
    type: DiscountType().nullable().exactOptional(),
    amount: amount().min(0).max(999999999999).nullable().exactOptional(),
    currency: PresentmentCurrency().nullable().exactOptional(),
    amounts: z.partialRecord(PresentmentCurrency(), amount().min(0).max(999999999999)).refine((o) => Object.keys(o).length >= 1, 'at least 1 entry').nullable().exactOptional(),
    basis_points: int().min(1).max(10000).nullable().exactOptional(),
    products: z.array(id()).nullable().exactOptional(),
  });
});

export const DisputeSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "amount", "-amount"]);
});

export const DisputeStatus = once(function () {
  return z.enum(["prevented", "early_warning", "needs_response", "under_review", "lost", "won"]);
});

export const DownloadableFileCreate = once(function () {
  return exact({
    organization_id: id().nullable().exactOptional(),
    name: z.string(),
    mime_type: z.string(),
    size: int(),
    checksum_sha256_base64: z.string().nullable().exactOptional(),
    upload: S3FileCreateMultipart(),
    service: z.literal("downloadable"),
    version: z.string().nullable().exactOptional(),
  });
});

export const EventCreateCustomer = once(function () {
  return exact({
    timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).exactOptional(),
    name: z.string().max(128),
    organization_id: id().nullable().exactOptional(),
    external_id: z.string().nullable().exactOptional(),
    parent_id: z.string().nullable().exactOptional(),
    metadata: EventMetadataInput().exactOptional(),
    customer_id: id(),
    member_id: id().nullable().exactOptional(),
  });
});

export const EventCreateExternalCustomer = once(function () {
  return exact({
    timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).exactOptional(),
    name: z.string().max(128),
    organization_id: id().nullable().exactOptional(),
    external_id: z.string().nullable().exactOptional(),
    parent_id: z.string().nullable().exactOptional(),
    metadata: EventMetadataInput().exactOptional(),
    external_customer_id: z.string(),
    external_member_id: z.string().nullable().exactOptional(),
  });
});

export const EventMetadataInput = once(function () {
  return z.object({
    _cost: CostMetadata_Input().exactOptional(),
    _llm: LLMMetadata().exactOptional(),
  }).catchall(z.union([
    z.string().min(1).max(500),
    int(),
    z.number(),
    z.boolean(),
  ]));
});

export const EventNamesSortProperty = once(function () {
  return z.enum(["name", "-name", "occurrences", "-occurrences", "first_seen", "-first_seen", "last_seen", "-last_seen"]);
});

export const EventSortProperty = once(function () {
  return z.enum(["timestamp", "-timestamp"]);
});

export const EventSource = once(function () {
  return z.enum(["system", "user"]);
});

export const EventTypeUpdate = once(function () {
  return exact({
    label: z.string().min(1).max(128),
    label_property_selector: z.string().min(1).max(256).nullable().exactOptional(),
  });
});

export const EventTypesSortProperty = once(function () {
  return z.enum(["name", "-name", "label", "-label", "occurrences", "-occurrences", "first_seen", "-first_seen", "last_seen", "-last_seen"]);
});

export const EventsIngest = once(function () {
  return exact({
    events: z.array(z.union([
      EventCreateCustomer(),
      EventCreateExternalCustomer(),
    ])),
  });
});

export const ExistingProductPrice = once(function () {
  return exact({
    id: id(),
  });
});

export const FileCreate = once(function () {
  return z.discriminatedUnion('service', [
    DownloadableFileCreate(),
    ProductMediaFileCreate(),
    OrganizationAvatarFileCreate(),
    SupportCaseAttachmentFileCreate(),
  ]);
});

export const FilePatch = once(function () {
  return exact({
    name: z.string().nullable().exactOptional(),
    version: z.string().nullable().exactOptional(),
  });
});

export const FileUploadCompleted = once(function () {
  return exact({
    id: z.string(),
    path: z.string(),
    parts: z.array(S3FileUploadCompletedPart()),
  });
});

export const Filter: () => z.ZodType<components['schemas']['Filter']> = once(function () {
  return exact({
    conjunction: FilterConjunction(),
    clauses: z.array(z.union([
      FilterClause(),
      z.lazy(() => Filter()),
    ])),
  });
});

export const FilterClause = once(function () {
  return exact({
    property: z.string(),
    operator: FilterOperator(),
    value: z.union([
      z.string().max(1000),
      int().min(-2147483648).max(2147483647),
      z.boolean(),
    ]),
  });
});

export const FilterConjunction = once(function () {
  return z.enum(["and", "or"]);
});

export const FilterOperator = once(function () {
  return z.enum(["eq", "ne", "gt", "gte", "lt", "lte", "like", "not_like"]);
});

export const LLMMetadata = once(function () {
  return exact({
    vendor: z.string(),
    model: z.string(),
    prompt: z.string().nullable().exactOptional(),
    response: z.string().nullable().exactOptional(),
    input_tokens: int(),
    cached_input_tokens: int().exactOptional(),
    output_tokens: int(),
    total_tokens: int(),
  });
});

export const LicenseKeyActivate = once(function () {
  return exact({
    key: z.string(),
    organization_id: id(),
    label: z.string(),
    conditions: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    meta: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
  });
});

export const LicenseKeyDeactivate = once(function () {
  return exact({
    key: z.string(),
    organization_id: id(),
    activation_id: id(),
  });
});

export const LicenseKeyStatus = once(function () {
  return z.enum(["granted", "revoked", "disabled"]);
});

export const LicenseKeyUpdate = once(function () {
  return exact({
    status: LicenseKeyStatus().nullable().exactOptional(),
    usage: int().min(-2147483648).max(2147483647).exactOptional(),
    limit_activations: int().min(-2147483648).max(2147483647).gt(0).nullable().exactOptional(),
    limit_usage: int().min(-2147483648).max(2147483647).gt(0).nullable().exactOptional(),
    expires_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
  });
});

export const LicenseKeyValidate = once(function () {
  return exact({
    key: z.string(),
    organization_id: id(),
    activation_id: id().nullable().exactOptional(),
    benefit_id: id().nullable().exactOptional(),
    customer_id: id().nullable().exactOptional(),
    increment_usage: int().min(0).nullable().exactOptional(),
    conditions: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
  });
});

export const MemberCreateFromCustomer = once(function () {
  return exact({
    email: email(),
    name: z.string().max(256).nullable().exactOptional(),
    external_id: z.string().nullable().exactOptional(),
    role: z.enum(["member", "billing_manager"]).exactOptional(),
  });
});

export const MemberOwnerCreate = once(function () {
  return exact({
    email: email(),
    name: z.string().max(256).nullable().exactOptional(),
    external_id: z.string().nullable().exactOptional(),
  });
});

export const MemberRole = once(function () {
  return z.enum(["owner", "billing_manager", "member"]);
});

export const MemberSortProperty = once(function () {
  return z.enum(["created_at", "-created_at"]);
});

export const MemberUpdate = once(function () {
  return exact({
    name: z.string().max(256).nullable().exactOptional(),
    email: email().nullable().exactOptional(),
    role: MemberRole().nullable().exactOptional(),
  });
});

export const MetadataQuery = once(function () {
  return z.record(z.string(), z.union([
    z.string(),
    int(),
    z.boolean(),
    z.array(z.string()),
    z.array(int()),
    z.array(z.boolean()),
  ])).nullable();
});

export const MeterCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(3),
    unit: MeterUnit().exactOptional(),
    custom_label: z.string().nullable().exactOptional(),
    custom_multiplier: int().gt(0).nullable().exactOptional(),
    filter: z.lazy(() => Filter()),
    aggregation: z.discriminatedUnion('func', [
      CountAggregation(),
      PropertyAggregation(),
      UniqueAggregation(),
    ]),
    organization_id: id().nullable().exactOptional(),
  });
});

export const MeterSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "name", "-name"]);
});

export const MeterUnit = once(function () {
  return z.enum(["scalar", "token", "custom"]);
});

export const MeterUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(3).nullable().exactOptional(),
    unit: MeterUnit().nullable().exactOptional(),
    custom_label: z.string().nullable().exactOptional(),
    custom_multiplier: int().gt(0).nullable().exactOptional(),
    filter: z.lazy(() => Filter()).nullable().exactOptional(),
    aggregation: z.discriminatedUnion('func', [
      CountAggregation(),
      PropertyAggregation(),
      UniqueAggregation(),
    ]).nullable().exactOptional(),
    is_archived: z.boolean().nullable().exactOptional(),
  });
});

export const MetricDashboardCreate = once(function () {
  return exact({
    name: z.string().min(1),
    metrics: z.array(z.string()).max(10).exactOptional(),
    organization_id: id().nullable().exactOptional(),
  });
});

export const MetricDashboardUpdate = once(function () {
  return exact({
    name: z.string().min(1).nullable().exactOptional(),
    metrics: z.array(z.string()).max(10).nullable().exactOptional(),
  });
});

export const OrderCreate = once(function () {
  return exact({
    custom_field_data: z.record(z.string(), z.union([
      z.string(),
      int(),
      z.boolean(),
      z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }),
    ]).nullable()).exactOptional(),
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    organization_id: id().nullable().exactOptional(),
    customer_id: id(),
    product_id: id(),
    currency: z.string().nullable().exactOptional(),
    amount: amount().min(0).nullable().exactOptional(),
    description: z.string().max(500).nullable().exactOptional(),
  });
});

export const OrderExportColumn = once(function () {
  return z.enum(["email", "created_at", "product", "net_amount", "currency", "status", "invoice_number", "customer_name", "billing_name", "billing_country", "subtotal_amount", "discount_amount", "tax_amount", "total_amount", "refunded_amount", "billing_reason"]);
});

export const OrderFinalize = once(function () {
  return exact({
    payment_method_id: id().nullable().exactOptional(),
  });
});

export const OrderSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "status", "-status", "invoice_number", "-invoice_number", "amount", "-amount", "net_amount", "-net_amount", "customer", "-customer", "product", "-product", "discount", "-discount", "subscription", "-subscription"]);
});

export const OrderStatus = once(function () {
  return z.enum(["draft", "pending", "paid", "refunded", "partially_refunded", "void"]);
});

export const OrderUpdate = once(function () {
  return exact({
    billing_name: z.string().nullable().exactOptional(),
    billing_address: AddressInput().nullable().exactOptional(),
  });
});

export const OrganizationAvatarFileCreate = once(function () {
  return exact({
    organization_id: id().nullable().exactOptional(),
    name: z.string(),
    mime_type: z.string().regex(new RegExp("^image\\/(jpeg|png|gif|webp|svg\\+xml)$")),
    size: int().max(1048576),
    checksum_sha256_base64: z.string().nullable().exactOptional(),
    upload: S3FileCreateMultipart(),
    service: z.literal("organization_avatar"),
    version: z.string().nullable().exactOptional(),
  });
});

export const OrganizationCompanyLegalEntitySchema = once(function () {
  return exact({
    type: z.literal("company"),
    registered_name: z.string(),
  });
});

export const OrganizationCreate = once(function () {
  return exact({
    name: z.string().min(3),
    slug: z.string().min(3).max(64),
    avatar_url: url().min(1).max(2083).nullable().exactOptional(),
    legal_entity: z.discriminatedUnion('type', [
      OrganizationIndividualLegalEntitySchema(),
      OrganizationCompanyLegalEntitySchema(),
    ]).nullable().exactOptional(),
    email: email().nullable().exactOptional(),
    website: url().min(1).max(2083).nullable().exactOptional(),
    socials: z.array(OrganizationSocialLink()).nullable().exactOptional(),
    details: OrganizationDetails().nullable().exactOptional(),
    country: CountryValues().nullable().exactOptional(),
    feature_settings: OrganizationFeatureSettingsUpdate().nullable().exactOptional(),
    subscription_settings: OrganizationSubscriptionSettings().nullable().exactOptional(),
    customer_email_settings: OrganizationCustomerEmailSettings().nullable().exactOptional(),
    customer_portal_settings: OrganizationCustomerPortalSettings().nullable().exactOptional(),
    default_presentment_currency: PresentmentCurrency().exactOptional(),
    default_tax_behavior: TaxBehaviorOption().exactOptional(),
  });
});

export const OrganizationCustomerEmailSettings = once(function () {
  return exact({
    order_confirmation: z.boolean(),
    payment_method_expiration_reminder: z.boolean(),
    subscription_cancellation: z.boolean(),
    subscription_confirmation: z.boolean(),
    subscription_cycled: z.boolean(),
    subscription_cycled_after_trial: z.boolean(),
    subscription_past_due: z.boolean(),
    subscription_paused: z.boolean(),
    subscription_resumed: z.boolean(),
    subscription_renewal_reminder: z.boolean(),
    subscription_revoked: z.boolean(),
    subscription_trial_conversion_reminder: z.boolean(),
    subscription_uncanceled: z.boolean(),
    subscription_updated: z.boolean(),
  });
});

export const OrganizationCustomerPortalSettings = once(function () {
  return exact({
    usage: CustomerPortalUsageSettings(),
    subscription: CustomerPortalSubscriptionSettings(),
    customer: CustomerPortalCustomerSettings().exactOptional(),
  });
});

export const OrganizationDetails = once(function () {
  return exact({
    about: z.string().nullable().exactOptional(),
    product_description: z.string().nullable().exactOptional(),
    selling_categories: z.array(z.string()).exactOptional(),
    pricing_models: z.array(z.string()).exactOptional(),
    intended_use: z.string().nullable().exactOptional(),
    customer_acquisition: z.array(z.string()).exactOptional(),
    future_annual_revenue: int().min(0).nullable().exactOptional(),
    switching: z.boolean().exactOptional(),
    switching_from: z.enum(["paddle", "lemon_squeezy", "gumroad", "stripe", "other"]).nullable().exactOptional(),
    previous_annual_revenue: int().min(0).nullable().exactOptional(),
  });
});

export const OrganizationDisputeSettingsUpdate = once(function () {
  return exact({
    auto_accept_below_amount: amount().min(1).max(10000).nullable().exactOptional(),
  });
});

export const OrganizationFeatureSettingsUpdate = once(function () {
  return exact({
    seat_based_pricing_enabled: z.boolean().exactOptional(),
    member_model_enabled: z.boolean().exactOptional(),
    checkout_localization_enabled: z.boolean().exactOptional(),
    overview_metrics: z.array(z.string()).nullable().exactOptional(),
  });
});

export const OrganizationIndividualLegalEntitySchema = once(function () {
  return exact({
    type: z.literal("individual"),
  });
});

export const OrganizationSocialLink = once(function () {
  return exact({
    platform: OrganizationSocialPlatforms(),
    url: url().min(1).max(2083),
  });
});

export const OrganizationSocialPlatforms = once(function () {
  return z.enum(["x", "github", "facebook", "instagram", "youtube", "tiktok", "linkedin", "threads", "discord", "other"]);
});

export const OrganizationSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "slug", "-slug", "name", "-name", "next_review_threshold", "-next_review_threshold", "days_in_status", "-days_in_status"]);
});

export const OrganizationSubscriptionSettings = once(function () {
  return exact({
    allow_multiple_subscriptions: z.boolean(),
    proration_behavior: z.enum(["invoice", "prorate", "next_period"]),
    benefit_revocation_grace_period: int(),
    prevent_trial_abuse: z.boolean(),
    allow_customer_updates: z.boolean(),
  });
});

export const OrganizationUpdate = once(function () {
  return exact({
    name: z.string().min(3).nullable().exactOptional(),
    avatar_url: url().min(1).max(2083).nullable().exactOptional(),
    email: email().nullable().exactOptional(),
    website: url().min(1).max(2083).nullable().exactOptional(),
    socials: z.array(OrganizationSocialLink()).nullable().exactOptional(),
    details: OrganizationDetails().nullable().exactOptional(),
    country: CountryValues().nullable().exactOptional(),
    feature_settings: OrganizationFeatureSettingsUpdate().nullable().exactOptional(),
    subscription_settings: OrganizationSubscriptionSettings().nullable().exactOptional(),
    customer_email_settings: OrganizationCustomerEmailSettings().nullable().exactOptional(),
    customer_portal_settings: OrganizationCustomerPortalSettings().nullable().exactOptional(),
    dispute_settings: OrganizationDisputeSettingsUpdate().nullable().exactOptional(),
    embed_hosts: z.array(z.string()).nullable().exactOptional(),
    default_presentment_currency: PresentmentCurrency().nullable().exactOptional(),
    default_tax_behavior: TaxBehaviorOption().nullable().exactOptional(),
    sso_enforced: z.boolean().nullable().exactOptional(),
  });
});

export const PaymentSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "status", "-status", "amount", "-amount", "method", "-method"]);
});

export const PaymentStatus = once(function () {
  return z.enum(["pending", "succeeded", "failed"]);
});

export const PresentmentCurrency = once(function () {
  return PresentmentCurrencyValues();
});

export const ProductBenefitsUpdate = once(function () {
  return exact({
    benefits: z.array(id()),
  });
});

export const ProductBillingType = once(function () {
  return z.enum(["one_time", "recurring"]);
});

export const ProductCreate = once(function () {
  return z.discriminatedUnion('recurring_interval', [
    ProductCreateRecurring(),
    ProductCreateOneTime(),
  ]);
});

export const ProductCreateOneTime = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(3).max(64),
    description: z.string().nullable().exactOptional(),
    visibility: ProductVisibility().exactOptional(),
    prices: z.array(z.discriminatedUnion('amount_type', [
      ProductPriceFixedCreate(),
      ProductPriceCustomCreate(),
      ProductPriceSeatBasedCreate(),
      ProductPriceUnitBasedCreate(),
      ProductPriceMeteredUnitCreate(),
    ])).min(1),
    medias: z.array(id()).nullable().exactOptional(),
    attached_custom_fields: z.array(AttachedCustomFieldCreate()).exactOptional(),
    organization_id: id().nullable().exactOptional(),
    recurring_interval: optionalTag(onlyNull()),
    recurring_interval_count: onlyNull().exactOptional(),
  });
});

export const ProductCreateRecurring = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    name: z.string().min(3).max(64),
    description: z.string().nullable().exactOptional(),
    visibility: ProductVisibility().exactOptional(),
    prices: z.array(z.discriminatedUnion('amount_type', [
      ProductPriceFixedCreate(),
      ProductPriceCustomCreate(),
      ProductPriceSeatBasedCreate(),
      ProductPriceUnitBasedCreate(),
      ProductPriceMeteredUnitCreate(),
    ])).min(1),
    medias: z.array(id()).nullable().exactOptional(),
    attached_custom_fields: z.array(AttachedCustomFieldCreate()).exactOptional(),
    organization_id: id().nullable().exactOptional(),
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    recurring_interval: RecurringInterval(),
    recurring_interval_count: int().min(1).max(999).exactOptional(),
    meter_interval: RecurringInterval().nullable().exactOptional(),
    meter_interval_count: int().min(1).max(999).nullable().exactOptional(),
  });
});

export const ProductMediaFileCreate = once(function () {
  return exact({
    organization_id: id().nullable().exactOptional(),
    name: z.string(),
    mime_type: z.string().regex(new RegExp("^image\\/(jpeg|png|gif|webp|svg\\+xml)$")),
    size: int().max(10485760),
    checksum_sha256_base64: z.string().nullable().exactOptional(),
    upload: S3FileCreateMultipart(),
    service: z.literal("product_media"),
    version: z.string().nullable().exactOptional(),
  });
});

export const ProductPriceCustomCreate = once(function () {
  return exact({
    amount_type: z.literal("custom"),
    price_currency: PresentmentCurrency().exactOptional(),
    tax_behavior: TaxBehaviorOption().nullable().exactOptional(),
    minimum_amount: amount().min(0).exactOptional(),
    maximum_amount: amount().min(1).nullable().exactOptional(),
    preset_amount: amount().min(0).nullable().exactOptional(),
  });
});

export const ProductPriceFixedCreate = once(function () {
  return exact({
    amount_type: z.literal("fixed"),
    price_currency: PresentmentCurrency().exactOptional(),
    tax_behavior: TaxBehaviorOption().nullable().exactOptional(),
    price_amount: amount().min(0),
  });
});

export const ProductPriceMeteredUnitCreate = once(function () {
  return exact({
    amount_type: z.literal("metered_unit"),
    price_currency: PresentmentCurrency().exactOptional(),
    tax_behavior: TaxBehaviorOption().nullable().exactOptional(),
    meter_id: id(),
    unit_amount: z.union([
      z.number().gt(0),
      z.string().regex(new RegExp("^(?!^[-+.]*$)[+-]?0*(?:\\d{0,5}|(?=[\\d.]{1,18}0*$)\\d{0,5}\\.\\d{0,12}0*$)")),
    ]),
    cap_amount: amount().min(0).max(2147483647).nullable().exactOptional(),
  });
});

export const ProductPriceSeatBasedCreate = once(function () {
  return exact({
    amount_type: z.literal("seat_based"),
    price_currency: PresentmentCurrency().exactOptional(),
    tax_behavior: TaxBehaviorOption().nullable().exactOptional(),
    seat_tiers: ProductPriceSeatTiers_Input(),
  });
});

export const ProductPriceSeatTier = once(function () {
  return exact({
    min_seats: int().min(1),
    max_seats: int().min(1).nullable().exactOptional(),
    price_per_seat: amount().min(0),
  });
});

export const ProductPriceSeatTiers_Input = once(function () {
  return exact({
    seat_tier_type: SeatTierType().exactOptional(),
    tiers: z.array(ProductPriceSeatTier()).min(1),
  });
});

export const ProductPriceUnitBasedCreate = once(function () {
  return exact({
    amount_type: z.literal("unit_based"),
    price_currency: PresentmentCurrency().exactOptional(),
    tax_behavior: TaxBehaviorOption().nullable().exactOptional(),
    tiers: Tiers_Input(),
    minimum_units: int().min(1).nullable().exactOptional(),
    unit_label: z.record(z.string(), z.record(z.string(), z.string())).refine((o) => Object.keys(o).length >= 1, 'at least 1 entry').nullable().exactOptional(),
  });
});

export const ProductSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "name", "-name", "price_amount_type", "-price_amount_type", "price_amount", "-price_amount"]);
});

export const ProductUpdate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    trial_interval: TrialInterval().nullable().exactOptional(),
    trial_interval_count: int().min(1).max(1000).nullable().exactOptional(),
    name: z.string().min(3).max(64).nullable().exactOptional(),
    description: z.string().nullable().exactOptional(),
    recurring_interval: RecurringInterval().nullable().exactOptional(),
    recurring_interval_count: int().min(1).max(999).nullable().exactOptional(),
    is_archived: z.boolean().nullable().exactOptional(),
    visibility: ProductVisibility().nullable().exactOptional(),
    prices: z.array(z.union([
      ExistingProductPrice(),
      z.discriminatedUnion('amount_type', [
        ProductPriceFixedCreate(),
        ProductPriceCustomCreate(),
        ProductPriceSeatBasedCreate(),
        ProductPriceUnitBasedCreate(),
        ProductPriceMeteredUnitCreate(),
      ]),
    ])).nullable().exactOptional(),
    medias: z.array(id()).nullable().exactOptional(),
    attached_custom_fields: z.array(AttachedCustomFieldCreate()).nullable().exactOptional(),
  });
});

export const ProductVisibility = once(function () {
  return z.enum(["draft", "private", "public"]);
});

export const PropertyAggregation = once(function () {
  return exact({
    func: z.enum(["sum", "max", "min", "avg"]),
    property: z.string(),
  });
});

export const RecurringInterval = once(function () {
  return z.enum(["day", "week", "month", "year"]);
});

export const RefundCreate = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    order_id: id(),
    reason: z.enum(["duplicate", "fraudulent", "customer_request", "service_disruption", "satisfaction_guarantee", "other"]),
    amount: amount().gt(0),
    comment: z.string().nullable().exactOptional(),
    revoke_benefits: z.boolean().exactOptional(),
  });
});

export const RefundSortProperty = once(function () {
  return z.enum(["created_at", "-created_at", "amount", "-amount"]);
});

export const S3FileCreateMultipart = once(function () {
  return exact({
    parts: z.array(S3FileCreatePart()).max(10000),
  });
});

export const S3FileCreatePart = once(function () {
  return exact({
    number: int(),
    chunk_start: int(),
    chunk_end: int(),
    checksum_sha256_base64: z.string().nullable().exactOptional(),
  });
});

export const S3FileUploadCompletedPart = once(function () {
  return exact({
    number: int(),
    checksum_etag: z.string(),
    checksum_sha256_base64: z.string(),
  });
});

export const SeatAssign = once(function () {
  return exact({
    subscription_id: z.stringFormat('uuid', z.regexes.guid).nullable().exactOptional(),
    order_id: z.stringFormat('uuid', z.regexes.guid).nullable().exactOptional(),
    email: email().nullable().exactOptional(),
    external_customer_id: z.string().nullable().exactOptional(),
    customer_id: z.stringFormat('uuid', z.regexes.guid).nullable().exactOptional(),
    external_member_id: z.string().nullable().exactOptional(),
    member_id: z.stringFormat('uuid', z.regexes.guid).nullable().exactOptional(),
    metadata: z.record(z.string(), z.unknown()).refine((o) => Object.keys(o).length <= 10, 'at most 10 entries').nullable().exactOptional(),
    immediate_claim: z.boolean().exactOptional(),
  });
});

export const SeatTierType = once(function () {
  return z.enum(["volume", "graduated"]);
});

export const SubscriptionCancel = once(function () {
  return exact({
    customer_cancellation_reason: CustomerCancellationReason().nullable().exactOptional(),
    customer_cancellation_comment: z.string().nullable().exactOptional(),
    cancel_at_period_end: z.boolean(),
  });
});

export const SubscriptionCreateCustomer = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    product_id: id(),
    customer_id: id(),
  });
});

export const SubscriptionCreateExternalCustomer = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    product_id: id(),
    external_customer_id: z.string(),
  });
});

export const SubscriptionExportColumn = once(function () {
  return z.enum(["email", "started_at", "product", "amount", "currency", "status", "recurring_interval", "customer_name", "billing_name", "billing_country", "net_amount", "discount", "seats", "current_period_start", "current_period_end", "cancel_at_period_end", "canceled_at", "ends_at", "ended_at", "cancellation_reason", "trial_start", "trial_end"]);
});

export const SubscriptionPause = once(function () {
  return exact({
    pause_at_period_end: z.boolean(),
    resumes_at: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
  });
});

export const SubscriptionProrationBehavior = once(function () {
  return z.enum(["invoice", "prorate", "next_period", "reset"]);
});

export const SubscriptionResume = once(function () {
  return exact({
    resume: z.literal(true),
  });
});

export const SubscriptionRevoke = once(function () {
  return exact({
    customer_cancellation_reason: CustomerCancellationReason().nullable().exactOptional(),
    customer_cancellation_comment: z.string().nullable().exactOptional(),
    revoke: z.literal(true),
  });
});

export const SubscriptionSortProperty = once(function () {
  return z.enum(["customer", "-customer", "status", "-status", "started_at", "-started_at", "current_period_end", "-current_period_end", "ended_at", "-ended_at", "ends_at", "-ends_at", "amount", "-amount", "product", "-product", "discount", "-discount"]);
});

export const SubscriptionStatus = once(function () {
  return z.enum(["incomplete", "incomplete_expired", "trialing", "active", "past_due", "canceled", "unpaid", "paused"]);
});

export const SubscriptionUpdate = once(function () {
  return z.union([
    SubscriptionUpdateBase(),
    SubscriptionUpdateSeats(),
    SubscriptionUpdateUnits(),
    SubscriptionUpdateBillingPeriod(),
    SubscriptionCancel(),
    SubscriptionRevoke(),
    SubscriptionPause(),
    SubscriptionResume(),
    SubscriptionUpdateClear(),
  ]);
});

export const SubscriptionUpdateBase = once(function () {
  return exact({
    metadata: z.record(z.string().min(1).max(40), z.union([
      z.string().min(1).max(500),
      int(),
      z.number(),
      z.boolean(),
    ])).refine((o) => Object.keys(o).length <= 50, 'at most 50 entries').exactOptional(),
    product_id: id().nullable().exactOptional(),
    proration_behavior: SubscriptionProrationBehavior().nullable().exactOptional(),
    discount_id: id().nullable().exactOptional(),
    trial_end: z.union([
      z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }),
      z.literal("now"),
    ]).nullable().exactOptional(),
  });
});

export const SubscriptionUpdateBillingPeriod = once(function () {
  return exact({
    current_billing_period_end: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }),
  });
});

export const SubscriptionUpdateClear = once(function () {
  return exact({
    pending_update: onlyNull(),
  });
});

export const SubscriptionUpdateSeats = once(function () {
  return exact({
    seats: int().min(1).max(2147483647),
    proration_behavior: SubscriptionProrationBehavior().nullable().exactOptional(),
  });
});

export const SubscriptionUpdateUnits = once(function () {
  return exact({
    units: int().min(1).max(2147483647),
    proration_behavior: SubscriptionProrationBehavior().nullable().exactOptional(),
  });
});

export const SupportCaseAttachmentFileCreate = once(function () {
  return exact({
    organization_id: id().nullable().exactOptional(),
    name: z.string(),
    mime_type: z.string().regex(new RegExp("^(image\\/(jpeg|png|gif|webp)|video\\/(mp4|quicktime|webm)|application\\/pdf|text\\/(csv|plain)|application\\/msword|application\\/vnd\\.openxmlformats-officedocument\\.wordprocessingml\\.document|application\\/vnd\\.ms-excel|application\\/vnd\\.openxmlformats-officedocument\\.spreadsheetml\\.sheet)$")),
    size: int().max(262144000),
    checksum_sha256_base64: z.string().nullable().exactOptional(),
    upload: S3FileCreateMultipart(),
    service: z.literal("support_case_attachment"),
    version: z.string().nullable().exactOptional(),
  });
});

export const TaxBehaviorOption = once(function () {
  return z.enum(["location", "inclusive", "exclusive"]);
});

export const Tier_Input = once(function () {
  return exact({
    bound: int().gt(0).nullable().exactOptional(),
    unit_amount: z.union([
      z.number().min(0),
      z.string().regex(new RegExp("^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$")),
    ]),
  });
});

export const TierType = once(function () {
  return z.enum(["volume", "graduated"]);
});

export const Tiers_Input = once(function () {
  return exact({
    type: TierType(),
    tiers: z.array(Tier_Input()).min(1),
  });
});

export const TimeInterval = once(function () {
  return z.enum(["year", "month", "week", "day", "hour"]);
});

export const TrialInterval = once(function () {
  return z.enum(["day", "week", "month", "year"]);
});

export const UniqueAggregation = once(function () {
  return exact({
    func: z.literal("unique").exactOptional(),
    property: z.string(),
  });
});

export const WebhookEndpointCreate = once(function () {
  return exact({
    url: url().min(1).max(2083),
    name: z.string().nullable().exactOptional(),
    format: WebhookFormat(),
    events: z.array(WebhookEventType()),
    organization_id: id().nullable().exactOptional(),
  });
});

export const WebhookEndpointUpdate = once(function () {
  return exact({
    url: url().min(1).max(2083).nullable().exactOptional(),
    name: z.string().nullable().exactOptional(),
    format: WebhookFormat().nullable().exactOptional(),
    events: z.array(WebhookEventType()).nullable().exactOptional(),
    enabled: z.boolean().nullable().exactOptional(),
  });
});

export const WebhookEventType = once(function () {
  return z.enum(["checkout.created", "checkout.updated", "checkout.expired", "customer.created", "customer.updated", "customer.deleted", "customer.state_changed", "customer_seat.assigned", "customer_seat.claimed", "customer_seat.revoked", "member.created", "member.updated", "member.deleted", "order.created", "order.updated", "order.paid", "order.refunded", "subscription.created", "subscription.updated", "subscription.active", "subscription.canceled", "subscription.uncanceled", "subscription.cycled", "subscription.revoked", "subscription.past_due", "subscription.paused", "subscription.resumed", "refund.created", "refund.updated", "product.created", "product.updated", "discount.created", "discount.updated", "discount.deleted", "benefit.created", "benefit.updated", "benefit_grant.created", "benefit_grant.cycled", "benefit_grant.updated", "benefit_grant.revoked", "organization.updated"]);
});

export const WebhookFormat = once(function () {
  return z.enum(["raw", "discord", "slack"]);
});
