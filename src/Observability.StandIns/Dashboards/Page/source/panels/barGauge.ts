// Numbers as bars between their common limits.

import { textOn } from '../data/colors';
import { reduceFrames, shownText, type ReduceOptions } from '../data/fields';
import { h, style } from '../page/dom';
import { cssColor } from '../page/theme';
import { showNoData, type Renderer } from './panel';

/** Draws the panel. */
export const barGaugePanel: Renderer = (context) => {
  const options = context.options as { reduceOptions?: ReduceOptions; orientation?: string; displayMode?: string; showUnfilled?: boolean;
    valueMode?: string };
  const values = reduceFrames(context.frames, options.reduceOptions ?? {});
  if (values.length === 0) {
    showNoData(context);
    return;
  }

  const numbers = values.map((value) => value.shown.numeric).filter((number) => Number.isFinite(number));
  const least = (fallback: number) =>
    values.reduce((low, value) => Math.min(low, value.field.config.min ?? fallback), Number.POSITIVE_INFINITY);
  const min = least(Math.min(0, ...numbers));
  const max = values.reduce((high, value) => Math.max(high, value.field.config.max ?? Math.max(...numbers, min)), Number.NEGATIVE_INFINITY);
  const isVertical = options.orientation === 'vertical'
    || (options.orientation !== 'horizontal' && context.width > context.height * 2 && values.length <= 12);
  const list = h('ul', { class: `bars ${isVertical ? 'vertical' : 'horizontal'}` });
  for (const value of values) {
    const share = max === min ? 0 : Math.min(1, Math.max(0, (value.shown.numeric - min) / (max - min)));
    const size = `${((Number.isFinite(share) ? share : 0) * 100).toFixed(2)}%`;
    const bar = style(h('span', { class: `bar ${options.displayMode === 'lcd' ? 'lcd' : ''}` }),
      { [isVertical ? 'height' : 'width']: size, background: value.shown.color });
    const isHidden = options.valueMode === 'hidden';
    list.append(h(
      'li',
      {},
      h('span', { class: 'bar-name', title: value.name }, value.name),
      h('span', { class: `track ${options.showUnfilled === false ? 'empty' : ''}` }, bar),
      !isHidden && style(h('span', { class: 'bar-value', 'data-testid': 'data-testid Bar gauge value' }, shownText(value.shown)),
        options.valueMode === 'text' ? {} : { color: textOn(value.shown.color, cssColor('--panel')) }),
    ));
  }

  context.element.append(h('div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': context.panel.title ? context.replace(context.panel.title) : 'Bars' },
    list));
};
