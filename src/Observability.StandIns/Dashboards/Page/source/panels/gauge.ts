// A number on an arc between its limits.

import { resolveColor, textOn } from '../data/colors';
import { limits, reduceFrames, shownText, type ReduceOptions, type ReducedValue } from '../data/fields';
import { h, s, style } from '../page/dom';
import { cssColor } from '../page/theme';
import { showNoData, type Renderer } from './panel';
import { columnsFor } from './stat';

const start = -120;
const sweep = 240;

function point(angle: number, radius: number): string {
  const radians = ((angle - 90) * Math.PI) / 180;
  return `${(50 + radius * Math.cos(radians)).toFixed(2)} ${(50 + radius * Math.sin(radians)).toFixed(2)}`;
}

function arc(from: number, to: number, radius: number, width: number, color: string): SVGElement {
  const [begin, end] = [start + sweep * from, start + sweep * to];
  return s('path', { d: `M ${point(begin, radius)} A ${radius} ${radius} 0 ${end - begin > 180 ? 1 : 0} 1 ${point(end, radius)}`,
    fill: 'none', stroke: color, 'stroke-width': width });
}

function draw(value: ReducedValue, showsMarkers: boolean, showsLabels: boolean): SVGElement {
  const [min, max] = gaugeLimits(value);
  const share = (amount: number) => Math.min(1, Math.max(0, max === min ? 0 : (amount - min) / (max - min)));
  const picture = s('svg',
    { viewBox: '0 0 100 82', role: 'img', 'aria-label': `${value.name}: ${shownText(value.shown)}, from ${min} to ${max}` });
  picture.append(arc(0, 1, 38, 10, 'var(--track)'));
  if (!Number.isNaN(value.shown.numeric) && share(value.shown.numeric) > 0) {
    picture.append(arc(0, share(value.shown.numeric), 38, 10, value.shown.color));
  }

  const steps = value.field.config.thresholds?.steps ?? [];
  const isPercentage = value.field.config.thresholds?.mode === 'percentage';
  const at = (step: number | null) => (step === null ? 0 : isPercentage ? step / 100 : share(step));
  if (showsMarkers) {
    steps.forEach((step, index) => {
      const [from, to] = [at(step.value), index + 1 < steps.length ? at(steps[index + 1]!.value) : 1];
      if (to > from) {
        picture.append(arc(from, to, 45, 2, resolveColor(step.color)));
      }
    });
  }

  picture.append(s('text',
    { x: 50, y: 56, 'text-anchor': 'middle', class: 'gauge-text',
    'font-size': Math.min(16, 90 / Math.max(4, shownText(value.shown).length)), fill: textOn(value.shown.color, cssColor('--panel')) },
    shownText(value.shown)));
  if (showsLabels) {
    picture.append(s('text', { x: 14, y: 78, 'text-anchor': 'middle', 'font-size': 6, fill: 'currentColor' }, String(min)),
      s('text', { x: 86, y: 78, 'text-anchor': 'middle', 'font-size': 6, fill: 'currentColor' }, String(max)));
  }

  return picture;
}

// A gauge without limits goes from 0 to 100, whatever its values are; a share goes to one.
function gaugeLimits(value: ReducedValue): [number, number] {
  const { min, max, unit } = value.field.config;
  const isShare = unit === 'percentunit';
  return min === undefined && max === undefined ? [0, isShare ? 1 : 100]
    : [min ?? Math.min(0, limits(value.field)[0]), max ?? (isShare ? 1 : Math.max(100, limits(value.field)[1]))];
}

/** Draws the panel. */
export const gaugePanel: Renderer = (context) => {
  const options = context.options as { reduceOptions?: ReduceOptions; showThresholdMarkers?: boolean; showThresholdLabels?: boolean;
    orientation?: string };
  const values = reduceFrames(context.frames, options.reduceOptions ?? {});
  if (values.length === 0) {
    showNoData(context);
    return;
  }

  const grid = style(h('div', { class: 'gauges' }),
    { 'grid-template-columns': `repeat(${columnsFor(values.length, context.width, context.height, options.orientation)}, 1fr)` });
  for (const value of values) {
    grid.append(h('div', { class: 'gauge' }, draw(value, options.showThresholdMarkers !== false, options.showThresholdLabels === true),
      values.length > 1 && h('span', { class: 'gauge-name' }, value.name)));
  }

  context.element.append(grid);
};
