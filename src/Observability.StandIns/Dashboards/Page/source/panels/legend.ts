// The names below or beside a chart, with values where the dashboard asks for them.

import { shower, shownText } from '../data/fields';
import { reduceValues, reducerName } from '../data/reduce';
import { h, style } from '../page/dom';
import type { Series } from './series';

export interface LegendOptions {
  displayMode?: string;
  placement?: string;
  showLegend?: boolean;
  calcs?: string[];
}

const mostItems = 200;

/** Makes the legend; null where the dashboard wants none. `onToggle` is told whom somebody has chosen. */
export function makeLegend(series: Series[], options: LegendOptions | undefined, onToggle: (index: number, alsoOthers: boolean) =>
  void): HTMLElement | null {
  const legend = options ?? {};
  if (legend.showLegend === false || legend.displayMode === 'hidden') {
    return null;
  }

  const calculations = legend.calcs ?? [];
  const isTable = legend.displayMode === 'table';
  const placement = legend.placement === 'right' ? 'right' : 'bottom';
  const shown = series.slice(0, mostItems).map((item, index) => ({ item, index }))
    .filter(({ item }) => !(item.field.config.custom?.['hideFrom'] as { legend?: boolean } | undefined)?.legend);
  const values = (item: Series): string[] => calculations.map((id) => shownText(shower(item.field)(reduceValues(item.field.values, id))));
  const button = (item: Series, index: number): HTMLElement => h(
    'button',
    {
      type: 'button',
      class: 'legend-item',
      'aria-pressed': String(!item.isHidden),
      'data-testid': `data-testid VizLegend series ${item.name}`,
      click: (event) => onToggle(index, !(event as MouseEvent).ctrlKey && !(event as MouseEvent).metaKey),
    },
    style(h('span', { class: 'swatch' }), { background: item.color }),
    item.name,
  );
  if (!isTable) {
    return h('ul', { class: `legend ${placement}`, 'aria-label': 'Legend' },
      ...shown.map(({ item, index }) =>
      h('li', {}, button(item, index),
      ...values(item).map((text, place) => h('span', { class: 'value' }, `${reducerName(calculations[place]!)}: ${text}`)))),
      series.length > mostItems && h('li', {}, `and ${series.length - mostItems} more`));
  }

  const body = h('tbody', {},
    ...shown.map(({ item, index }) =>
    h('tr', {}, h('th', { scope: 'row' }, button(item, index)), ...values(item).map((text) => h('td', {}, text)))));
  return h('div', { class: `legend ${placement}` },
    h('table', { 'aria-label': 'Legend' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Name'),
    ...calculations.map((id) => h('th', { scope: 'col' }, reducerName(id))))), body));
}
