import type { Toolset } from './types.ts';

const periodHints = {
  billing_type: 'recurring: subscriptions, renewals included.',
  metrics:
    'Slugs such as revenue, orders, average_order_value, monthly_recurring_revenue, active_subscriptions, new_subscriptions, churned_subscriptions, churn_rate, ltv; get_metrics_limits lists all.',
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
      keywords: [
        'monthly recurring revenue, sales figures, income, earnings, turnover, how much we make, made, ARR',
        'growth, LTV, ARPU, signups, conversion rate, statistics, how is business, compared to last year',
        'growing, trend, average order value, lifetime value, visitors, conversion, how many left, profit',
        'costs, margin, net revenue, performance, active subscribers, total given back, going down, falling',
        'rising, best-selling, by product, units sold, copies sold, money, takings, fees, how many sold, drop',
      ],
      series: { in: 'periods', isLocal: true, areMetrics: true },
      hints: periodHints,
      examples: [
        { start_date: '2026-10-01', end_date: '2026-10-31', interval: 'week', metrics: ['revenue', 'orders'] },
      ],
    },
    'metrics:export': {
      name: 'export_metrics',
      title: 'Export metrics',
      description: 'The same figures as get_metrics, as CSV. Money is in minor units.',
      series: { in: 'rows', isLocal: true, areMetrics: true },
      keywords: ['download figures, income by month, turnover, monthly revenue'],
      hints: { ...periodHints, metrics: 'Slugs; get_metrics_limits lists all.' },
    },
    'metrics:limits': {
      name: 'get_metrics_limits',
      title: 'Get metrics limits',
      description:
        'All metric slugs, the earliest date, and how many days each interval may span. Ask here when get_metrics refuses something.',
      keywords: [
        'how far back, oldest data, history, longest range, too long, oldest date, earliest',
        'which metrics exist',
      ],
    },
    'metrics:list_dashboards': {
      name: 'list_metric_dashboards',
      title: 'List metric dashboards',
      description: 'Saved dashboards, each a named choice of metrics.',
      keywords: ['views, reports, charts, saved'],
    },
    'metrics:create_dashboard': {
      name: 'create_metric_dashboard',
      title: 'Create metric dashboard',
      whyNotExposing: 'Its figures are seen by those alone who may see them in any case.',
      description: 'Save a choice of up to ten metrics under a name.',
      keywords: ['save a view, report, chart, overview, pin, save, keep together, favourite, save a dashboard'],
      hints: { metrics: 'Metric slugs as in get_metrics, in display order.' },
    },
    'metrics:get_dashboard': {
      name: 'get_metric_dashboard',
      title: 'Get metric dashboard',
      description: 'Name and metrics of one dashboard; the figures come from get_metrics.',
      keywords: ['view, report, what it shows, open'],
    },
    'metrics:update_dashboard': {
      name: 'update_metric_dashboard',
      title: 'Update metric dashboard',
      whyNotExposing: 'Its figures are seen by those alone who may see them in any case.',
      clear: ['metrics'],
      description: 'Rename a dashboard or change its metrics.',
      keywords: ['view, report, chart, add a metric, put on, take off'],
      hints: { metrics: 'The whole list of metric slugs.' },
    },
    'metrics:delete_dashboard': {
      name: 'delete_metric_dashboard',
      title: 'Delete metric dashboard',
      whyNotExposing: 'It only takes away.',
      description: 'Delete a dashboard; the figures behind it stay.',
      consequence: 'The dashboard is gone for good; the figures behind it stay.',
      done: 'The dashboard is deleted; the figures behind it stay.',
      keywords: ['view, report, chart'],
    },
  },
  resources: {
    MetricsResponse: { list: ['periods', 'totals'] },
    MetricsLimits: { list: ['min_date', 'intervals', 'metrics'], adds: ['metrics'] },
    MetricDashboardSchema: { list: ['id', 'name', 'metrics', 'created_at'], one: ['organization_id', 'modified_at'] },
  },
} as const satisfies Toolset;
