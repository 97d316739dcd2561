// Bars of a table: one group for each row, one bar for each number in it.

import { paletteColor } from '../data/colors';
import { reduceFrames, shower, shownText } from '../data/fields';
import { displayName, makeFrame, type Field, type Frame } from '../data/frames';
import { h, s } from '../page/dom';
import { showNoData, type Renderer } from './panel';

const mostBars = 500;

// A table as it is; series become one row each, with their last value.
function toTable(frames: Frame[]): Frame | null {
  const table = frames.find((frame) =>
    frame.fields.some((field) => field.type === 'string') && frame.fields.some((field) => field.type === 'number'));
  if (table) {
    return table;
  }

  const values = reduceFrames(frames, { calcs: ['lastNotNull'] });
  if (values.length === 0) {
    return null;
  }

  const names: Field = { name: 'Name', type: 'string', values: values.map(({ name }) => name), config: {} };
  return makeFrame([names,
    { name: 'Value', type: 'number', values: values.map(({ shown }) => shown.numeric),
    config: { ...values[0]!.field.config, displayNameFromDS: 'Value' } }]);
}

/** Draws the panel. */
export const barChartPanel: Renderer = (context) => {
  const table = toTable(context.frames);
  const options = context.options as { xField?: string; orientation?: string; stacking?: string; showValue?: string;
    legend?: { showLegend?: boolean } };
  const named = table?.fields.map((field) => ({ field, name: displayName(field, table, context.frames) })) ?? [];
  const labels = named.find(({ name }) => name === options.xField)?.field ?? named.find(({ field }) => field.type === 'string')?.field
    ?? named.find(({ field }) => field.type === 'time')?.field;
  const bars = named.filter(({ field }) => field.type === 'number' && field !== labels);
  if (!table || !labels || bars.length === 0 || table.length === 0) {
    showNoData(context);
    return;
  }

  const isStacked = options.stacking === 'normal' || options.stacking === 'percent';
  const rows = Math.min(table.length, Math.max(1, Math.floor(mostBars / bars.length)));
  const number = (field: Field, row: number) =>
    (typeof field.values[row] === 'number' && Number.isFinite(field.values[row]) ? (field.values[row] as number) : 0);
  const totals = Array.from({ length: rows }, (_, row) => bars.reduce((sum, { field }) => sum + Math.max(0, number(field, row)), 0));
  const high = options.stacking === 'percent' ? 1
    : Math.max(...(isStacked ? totals : bars.flatMap(({ field }) => Array.from({ length: rows }, (_, row) => number(field, row)))),
    bars[0]!.field.config.max ?? 0, 0) || 1;
  const isHorizontal = options.orientation === 'horizontal';
  const [width, height] = [Math.max(60, context.width), Math.max(60, context.height - 24)];
  const margin = isHorizontal ? Math.min(140, width * 0.3) : 20;
  const room = isHorizontal ? height : width;
  const length = isHorizontal ? width - margin - 60 : height - margin - 16;
  const picture = s('svg',
    { width, height, role: 'img',
    'aria-label': `${context.panel.title ? context.replace(context.panel.title) : 'Bar chart'}: ${bars.map(({ name }) => name).join(', ')} of ${rows} rows` });
  const show = shower(labels);
  for (let row = 0; row < rows; row++) {
    const slot = room / rows;
    const label = shownText(show(labels.values[row]));
    let stacked = 0;
    bars.forEach(({ field, name }, index) => {
      const value = number(field, row);
      const share = (options.stacking === 'percent' ? (totals[row] ? value / totals[row]! : 0) : value) / high;
      const thickness = (slot * 0.8) / (isStacked ? 1 : bars.length);
      const place = row * slot + slot * 0.1 + (isStacked ? 0 : index * thickness);
      const size = Math.max(0, share) * length;
      const shown = shower(field, index)(value);
      const color = bars.length > 1 || !field.config.thresholds ? paletteColor(index) : shown.color;
      const box = isHorizontal
        ? { x: margin + stacked, y: place, width: size, height: thickness }
        : { x: place, y: height - margin - stacked - size, width: thickness, height: size };
      picture.append(s('rect', { ...box, fill: color }, s('title', {}, `${label} ${name}: ${shownText(shown)}`)));
      if (options.showValue !== 'never' && thickness > 12 && !isStacked) {
        picture.append(isHorizontal
          ? s('text', { x: box.x + size + 4, y: place + thickness / 2 + 4, class: 'axis' }, shownText(shown))
          : s('text', { x: place + thickness / 2, y: box.y - 3, class: 'axis', 'text-anchor': 'middle' }, shownText(shown)));
      }

      stacked += isStacked ? size : 0;
    });
    const most = Math.max(1, Math.floor((isHorizontal ? margin : slot) / 7));
    if (isHorizontal ? slot > 10 : slot > 14) {
      const text = label.length > most ? `${label.slice(0, Math.max(1, most - 1))}…` : label;
      picture.append(isHorizontal ? s('text', { x: margin - 4, y: (row + 0.5) * slot + 4, class: 'axis', 'text-anchor': 'end' }, text)
        : s('text', { x: (row + 0.5) * slot, y: height - 5, class: 'axis', 'text-anchor': 'middle' }, text));
    }
  }

  const legend = bars.length > 1 && options.legend?.showLegend !== false
    ? h('p', { class: 'bar-legend' }, bars.map(({ name }) => name).join(' · ')) : '';
  context.element.append(picture, legend,
    rows < table.length ? h('p', { class: 'cut' }, `The first ${rows} of ${table.length} rows.`) : '');
};
