import type { Toolset } from './types.ts';

const url = 'https, at a public host.';
const format = 'raw: JSON for your own code; discord, slack: a chat message.';

export const webhooks = {
  name: 'webhooks',
  title: 'Webhooks',
  description: "Notices to the merchant's own server: endpoints, what was delivered to them, and sending again.",
  tools: {
    'webhooks:list_webhook_endpoints': {
      name: 'list_webhook_endpoints',
      title: 'List webhook endpoints',
      description: 'URLs that receive webhooks, with their events. Signing secrets stay hidden.',
      keywords: [
        'notifications, integrations, where we get notified, Zapier, where callbacks go, which server',
        'who gets notified',
      ],
    },
    'webhooks:create_webhook_endpoint': {
      name: 'create_webhook_endpoint',
      title: 'Create webhook endpoint',
      risk: 'exposes',
      consequence:
        "The URL gets each of these events from now on, with the customers' details in it. The answer shows the signing secret.",
      description: 'Have the chosen events sent to a URL. The answer holds the signing secret: keep it private.',
      reveals: ['secret'],
      keywords: [
        'notify our server, subscribe, integration, Slack, Discord, Zapier, notify, tell my backend',
        'when someone buys, let my server know, post in a channel, alert, listen, get told, trigger',
        'events to subscribe to',
      ],
      hints: { format, url },
    },
    'webhooks:get_webhook_endpoint': {
      name: 'get_webhook_endpoint',
      title: 'Get webhook endpoint',
      description:
        'One webhook endpoint with URL, events and state. Its signing secret stays hidden; reset_webhook_secret gives a new one.',
      keywords: ['integration, verify signatures, signing secret, enabled'],
    },
    'webhooks:update_webhook_endpoint': {
      name: 'update_webhook_endpoint',
      title: 'Update webhook endpoint',
      risk: 'exposes',
      risks: { name: 'write', format: 'write', enabled: { false: 'write' }, clear: 'write' },
      consequence: "The URL gets each event of the endpoint from now on, with the customers' details in it.",
      before: [
        { tool: 'get_webhook_endpoint', with: { id: 'id' }, fields: ['id', 'url', 'name', 'enabled', 'events'] },
      ],
      clear: ['name=""', 'events'],
      description: 'Change URL or events of an endpoint, or switch it on and off.',
      keywords: [
        'turn off, disable, pause, listen to more, integration, turn back on, switched off, enable',
        'new address, domain changed, other URL, add an event, drop an event, also tell about, existing',
      ],
      hints: { format, url, events: 'The whole list.' },
    },
    'webhooks:delete_webhook_endpoint': {
      name: 'delete_webhook_endpoint',
      title: 'Delete webhook endpoint',
      whyNotExposing: 'It only takes away.',
      description:
        'Delete an endpoint for good; Polar sends nothing more to its URL. To pause it, set `enabled` to false with update_webhook_endpoint.',
      consequence: 'Its URL gets no more events, and its signing secret is lost.',
      done: 'The webhook endpoint is deleted.',
      keywords: ['integration, old URL'],
      askedBy: ['stop notifying, stop sending events, stop sending webhooks, disconnect'],
    },
    'webhooks:reset_webhook_endpoint_secret': {
      name: 'reset_webhook_secret',
      title: 'Reset webhook secret',
      whyNotExposing:
        'The new secret is in the answer to the caller alone, and the loss of the old one is asked about.',
      description:
        'Replace the signing secret of an endpoint. The old one is void at once: receivers refuse deliveries until they have the new one.',
      consequence:
        'The old signing secret is void at once: the receiver refuses every delivery until it has the new one, which the answer shows.',
      reveals: ['secret'],
      keywords: ['sign, change the key'],
      askedBy: [
        'rotate, regenerate, renew, leaked, compromised, new secret, fresh secret, change secret, change key',
        'new signing key, roll',
      ],
      risk: 'irreversible',
      idempotent: false,
      rename: { id: 'endpoint_id' },
    },
    'webhooks:list_webhook_deliveries': {
      name: 'list_webhook_deliveries',
      title: 'List webhook deliveries',
      description:
        'Attempts to deliver webhooks, with the HTTP status and answer of the receiver. For failures set `succeeded` to false.',
      keywords: [
        'failing, errors, log, debug, not arriving, history, missed, failed, server gets nothing',
        'nothing arrives, response code, status code, what our server answered, timeout, went out, was sent',
        'test my endpoint, does it get events',
      ],
      hints: { endpoint_id: 'From list_webhook_endpoints.', event_type: 'Such as order.paid.' },
    },
    'webhooks:redeliver_webhook_event': {
      name: 'redeliver_webhook_event',
      title: 'Redeliver webhook event',
      whyNotExposing: 'It goes to the URL that gets all such events already.',
      description: 'Send a webhook event to its endpoint once more; the receiver may process it twice.',
      settledBy: { tool: 'list_webhook_deliveries', with: {} },
      done: 'Polar sends the event once more. list_webhook_deliveries shows the outcome in a moment.',
      keywords: ['resend, retry, replay, missed, again, failed, deliver what it missed, was down, once more'],
      hints: { id: 'webhook_event.id in list_webhook_deliveries, not the delivery id.' },
    },
  },
  resources: {
    WebhookEndpoint: {
      list: ['id', 'url', 'name', 'enabled', 'events'],
      one: ['secret', 'format', 'organization_id', 'created_at', 'modified_at'],
    },
    WebhookDelivery: { list: ['succeeded', 'http_code', 'webhook_event.id', 'webhook_event.type', 'created_at'] },
  },
} as const satisfies Toolset;
