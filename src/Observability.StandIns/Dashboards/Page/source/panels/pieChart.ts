// Shares of a whole.

import { paletteColor } from '../data/colors';
import { reduceFrames, shownText, type ReduceOptions } from '../data/fields';
import { h, s, style } from '../page/dom';
import { showNoData, type Renderer } from './panel';

const mostSlices = 60;

/** Draws the panel. */
export const pieChartPanel: Renderer = (context) => {
  const options = context.options as { reduceOptions?: ReduceOptions; pieType?: string;
    legend?: { showLegend?: boolean; placement?: string; values?: string[] } };
  const values = reduceFrames(context.frames, options.reduceOptions ?? {})
    .filter(({ shown }) => Number.isFinite(shown.numeric) && shown.numeric > 0).slice(0, mostSlices);
  const total = values.reduce((sum, { shown }) => sum + shown.numeric, 0);
  if (values.length === 0) {
    showNoData(context);
    return;
  }

  const point = (share: number) =>
    `${(50 + 48 * Math.sin(share * 2 * Math.PI)).toFixed(3)} ${(50 - 48 * Math.cos(share * 2 * Math.PI)).toFixed(3)}`;
  const picture = s('svg',
    { class: 'pie', viewBox: '0 0 100 100', role: 'img',
    'aria-label': values.map(({ name, shown }) => `${name}: ${shownText(shown)}`).join('; ') });
  const legend = h('ul', { class: 'legend right', 'aria-label': 'Legend' });
  let begin = 0;
  values.forEach(({ name, shown, field }, index) => {
    const mode = field.config.color?.mode ?? 'palette-classic';
    const color = mode.startsWith('palette') ? paletteColor(index) : shown.color;
    const share = shown.numeric / total;
    const path = share >= 0.99999 ? 'M 50 2 A 48 48 0 1 1 49.99 2 Z'
      : `M 50 50 L ${point(begin)} A 48 48 0 ${share > 0.5 ? 1 : 0} 1 ${point(begin + share)} Z`;
    picture.append(s('path', { d: path, fill: color, 'data-testid': 'data testid Pie Chart Slice' },
      s('title', {}, `${name}: ${shownText(shown)} (${(share * 100).toFixed(1)}%)`)));
    const extra = [...(options.legend?.values?.includes('value') ? [shownText(shown)] : []),
      ...(options.legend?.values?.includes('percent') ? [`${(share * 100).toFixed(0)}%`] : [])].join(' ');
    legend.append(h('li', {}, style(h('span', { class: 'swatch' }), { background: color }), name,
      extra && h('span', { class: 'value' }, extra)));
    begin += share;
  });
  if (options.pieType === 'donut') {
    picture.append(s('circle', { cx: 50, cy: 50, r: 26, fill: 'var(--panel)' }));
  }

  context.element.append(h('div', { class: 'with-legend right' }, picture, options.legend?.showLegend !== false && legend));
};
