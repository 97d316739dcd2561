// A number, large, with the values behind it as a small line.

import { readableOn, textOn, withOpacity } from '../data/colors';
import { reduceFrames, shownText, type ReduceOptions, type ReducedValue } from '../data/fields';
import { h, s, style } from '../page/dom';
import { cssColor } from '../page/theme';
import { showNoData, type Renderer } from './panel';

const mostPoints = 400;

/** How many boxes fit side by side, so that each is as square as can be. */
export function columnsFor(count: number, width: number, height: number, orientation: unknown): number {
  if (orientation === 'vertical') {
    return count;
  }

  if (orientation === 'horizontal') {
    return 1;
  }

  let best = 1;
  let most = 0;
  for (let columns = 1; columns <= count; columns++) {
    const size = Math.min(width / columns / 2, height / Math.ceil(count / columns));
    if (size > most) {
      [best, most] = [columns, size];
    }
  }

  return best;
}

/** Size of letters with which a text fits a box. */
export const fontFor = (length: number, width: number, height: number, most = 80): number =>
  Math.max(10, Math.min(most, height * 0.5, (width / Math.max(1, length)) * 1.5));

function sparkline(value: ReducedValue): SVGElement | null {
  const stride = Math.max(1, Math.ceil(value.values.length / mostPoints));
  const numbers = value.values.filter((item, index): item is number =>
    index % stride === 0 && typeof item === 'number' && Number.isFinite(item));
  if (numbers.length < 2) {
    return null;
  }

  const [low, high] = numbers.reduce(([least, most], item) =>
    [Math.min(least, item), Math.max(most, item)], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  const points = numbers.map((item, index) =>
    `${(index / (numbers.length - 1)) * 100},${high === low ? 20 : 38 - ((item - low) / (high - low)) * 36}`);
  return s(
    'svg',
    { class: 'sparkline', viewBox: '0 0 100 40', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('polygon', { points: `0,40 ${points.join(' ')} 100,40`, fill: withOpacity(value.shown.color, 0.2) }),
    s('polyline', { points: points.join(' '), fill: 'none', stroke: value.shown.color, 'stroke-width': '1.5',
      'vector-effect': 'non-scaling-stroke' }),
  );
}

/** Draws the panel. */
export const statPanel: Renderer = (context) => {
  const options = context.options as { reduceOptions?: ReduceOptions; colorMode?: string; graphMode?: string; textMode?: string;
    orientation?: string; justifyMode?: string };
  const values = reduceFrames(context.frames, options.reduceOptions ?? {});
  if (values.length === 0) {
    showNoData(context);
    return;
  }

  const columns = columnsFor(values.length, context.width, context.height, options.orientation);
  const rows = Math.ceil(values.length / columns);
  const grid = style(h('div', { class: 'stats' }), { 'grid-template-columns': `repeat(${columns}, 1fr)` });
  const mode = options.colorMode ?? 'value';
  const textMode = options.textMode ?? 'auto';
  for (const value of values) {
    const text = shownText(value.shown);
    const showsName = textMode === 'name' || textMode === 'value_and_name' || (textMode === 'auto' && values.length > 1);
    const showsValue = textMode !== 'name' && textMode !== 'none';
    const isFilled = mode.startsWith('background');
    const size = fontFor(text.length, context.width / columns, context.height / rows);
    const box = h(
      'div',
      { class: `stat ${options.justifyMode === 'center' ? 'center' : ''}`, 'aria-label': `${value.name}: ${text}`, role: 'group' },
      options.graphMode !== 'none' && sparkline(value),
      showsName && h('span', { class: 'stat-name' }, value.name),
      showsValue && style(h('span', { class: 'stat-value' }, text),
        { 'font-size': `${size}px`, ...(mode === 'value' ? { color: textOn(value.shown.color, cssColor('--panel')) } : {}) }),
    );
    grid.append(isFilled ? style(box, { background: value.shown.color, color: readableOn(value.shown.color) }) : box);
  }

  context.element.append(grid);
};
