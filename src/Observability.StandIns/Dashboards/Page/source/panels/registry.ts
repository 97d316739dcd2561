// The panels that can be drawn, by their type.

import { alertListPanel } from './alertList';
import { barChartPanel } from './barChart';
import { barGaugePanel } from './barGauge';
import { gaugePanel } from './gauge';
import { logsPanel } from './logs';
import type { Renderer } from './panel';
import { pieChartPanel } from './pieChart';
import { stateTimelinePanel } from './stateTimeline';
import { statPanel } from './stat';
import { tablePanel } from './table';
import { timeSeriesPanel } from './timeSeries';

const renderers: Record<string, Renderer> = {
  timeseries: timeSeriesPanel,
  graph: timeSeriesPanel,
  stat: statPanel,
  singlestat: statPanel,
  gauge: gaugePanel,
  bargauge: barGaugePanel,
  barchart: barChartPanel,
  piechart: pieChartPanel,
  table: tablePanel,
  'table-old': tablePanel,
  logs: logsPanel,
  'state-timeline': stateTimelinePanel,
  'status-history': stateTimelinePanel,
  alertlist: alertListPanel,
  // Loaded when a dashboard has one: it brings a reader of Markdown and a cleaner of HTML.
  text: async (context) => (await import('./text')).textPanel(context),
};

const reasons: Record<string, string> = {
  heatmap: 'heatmaps', histogram: 'histograms', geomap: 'maps', nodeGraph: 'node graphs', traces: 'traces', flamegraph: 'flame graphs',
    canvas: 'canvas panels',
  candlestick: 'candlesticks', trend: 'trend panels', xychart: 'XY charts', news: 'news, which would be fetched from elsewhere',
    dashlist: 'lists of dashboards; the page Dashboards is one',
  annolist: 'annotations', datagrid: 'data grids', welcome: 'the welcome panel', gettingstarted: 'the panel for beginners',
};

/** The renderer of a type, or why there is none. */
export function findRenderer(type: string): Renderer | string {
  return (Object.hasOwn(renderers, type) ? renderers[type] : undefined)
    ?? `The dashboards stand-in does not draw ${reasons[type] ?? `panels of the type ${type}`}.`;
}

/** Panels that need no data. */
export const needsNoData = new Set(['text', 'alertlist']);
