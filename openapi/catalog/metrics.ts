import type { Toolset } from './types.ts';

const periodHints = {
  billing_type: 'recurring: subscriptions, renewals included.',
  metrics:
    'Such as revenue, orders, monthly_recurring_revenue, active_subscriptions, churn_rate; left out: all, which is long.',
} as const;

export const metrics = {
  name: 'metrics',
  title: 'Metrics',
  description: 'How the business does: revenue, MRR, churn, orders and conversion over time, and saved dashboards.',
  tools: {
    'metrics:get': {
      name: 'get_metrics',
      title: 'Get metrics',
      description:
        'Revenue, MRR, churn, orders and more for a period, with totals. Money is in minor units; name the `metrics` wanted.',
      hints: periodHints,
      examples: [
        { start_date: '2026-10-01', end_date: '2026-10-31', interval: 'week', metrics: ['revenue', 'orders'] },
      ],
    },
    'metrics:export': {
      name: 'export_metrics',
      title: 'Export metrics',
      description: 'The same figures as get_metrics, as CSV.',
      hints: periodHints,
    },
    'metrics:limits': {
      name: 'get_metrics_limits',
      title: 'Get metrics limits',
      description:
        'Earliest date and how many days each interval may span. Ask here when get_metrics refuses a period.',
    },
    'metrics:list_dashboards': {
      name: 'list_metric_dashboards',
      title: 'List metric dashboards',
      description: 'Saved dashboards, each a named choice of metrics.',
    },
    'metrics:create_dashboard': {
      name: 'create_metric_dashboard',
      title: 'Create metric dashboard',
      description: 'Save a choice of up to ten metrics under a name.',
      hints: { metrics: 'Metric slugs as in get_metrics, in display order.' },
    },
    'metrics:get_dashboard': {
      name: 'get_metric_dashboard',
      title: 'Get metric dashboard',
      description: 'Name and metrics of one dashboard; the figures come from get_metrics.',
    },
    'metrics:update_dashboard': {
      name: 'update_metric_dashboard',
      title: 'Update metric dashboard',
      clear: [],
      description: 'Rename a dashboard or change its metrics.',
      hints: { metrics: 'The whole list of metric slugs.' },
    },
    'metrics:delete_dashboard': {
      name: 'delete_metric_dashboard',
      title: 'Delete metric dashboard',
      description: 'Delete a dashboard; the figures behind it stay.',
    },
  },
} as const satisfies Toolset;
