import type { FunctionComponent } from 'preact';
import type { ViewMeta } from '../src/views/view-meta.ts';
import type { ScreenProps } from './host.ts';
import { ChangeScreen } from './screens/change.tsx';
import { ExportScreen } from './screens/export.tsx';
import { ListScreen } from './screens/list.tsx';
import { MetricsScreen } from './screens/metrics.tsx';
import { RecordScreen } from './screens/record.tsx';
import type { Json } from './shown.ts';

/** Results of these tools are figures over time. */
const METRICS_TOOLS = ['get_metrics', 'get_meter_quantities'];

/** Chooses the screen by what the result is. */
export function screenFor(result: Json, { call, thing }: ViewMeta): FunctionComponent<ScreenProps> {
  if (result.would !== undefined) return ChangeScreen;
  if (METRICS_TOOLS.includes(call.tool)) return MetricsScreen;
  if (Array.isArray(result.columns) && Array.isArray(result.rows)) return ExportScreen;
  // An order has items too.
  const isList = thing ? thing.kind === 'list' : Array.isArray(result.items);
  return isList ? ListScreen : RecordScreen;
}
