// Rows and columns.

import { readableOn, textOn } from '../data/colors';
import { replaceFieldVariables, shower, shownText } from '../data/fields';
import { displayName, type Field, type Frame } from '../data/frames';
import { reduceValues } from '../data/reduce';
import { compare } from '../data/transform';
import { h, safeAddress, style } from '../page/dom';
import { cssColor } from '../page/theme';
import { showNoData, type PanelContext, type Renderer } from './panel';

const mostRows = 1000;

interface Column {
  field: Field;
  name: string;
  show: (value: unknown) => ReturnType<ReturnType<typeof shower>>;
}

function makeColumns(frame: Frame, frames: Frame[]): Column[] {
  return frame.fields
    .filter((field) => field.config.custom?.['hidden'] !== true
      && (field.config.custom?.['hideFrom'] as { viz?: boolean } | undefined)?.viz !== true)
    .map((field, index) => ({ field, name: displayName(field, frame, frames), show: shower(field, index) }));
}

function cell(context: PanelContext, column: Column, frame: Frame, row: number): HTMLElement {
  const shown = column.show(column.field.values[row]);
  const text = shownText(shown);
  const options = (column.field.config.custom?.['cellOptions'] ?? {}) as { type?: string };
  const type = options.type ?? (column.field.config.custom?.['displayMode'] as string | undefined) ?? 'auto';
  const link = (column.field.config.links ?? [])[0];
  const address = link?.url
    ? safeAddress(context.replace(
      replaceFieldVariables(link.url.replaceAll(/\$\{__value\.(raw|text|numeric)\}/g, () => encodeURIComponent(text)), column.field,
      frame)))
    : null;
  const content = address ? h('a', { href: address, rel: 'noopener noreferrer', target: link?.targetBlank ? '_blank' : null }, text) : text;
  const element = h('td', { class: column.field.type === 'number' ? 'number' : '' }, content);
  if (type === 'color-text') {
    style(element, { color: textOn(shown.color, cssColor('--panel')) });
  } else if (type === 'color-background' || type === 'color-background-solid') {
    style(element, { background: shown.color, color: readableOn(shown.color) });
  }

  return element;
}

/** Draws the panel. */
export const tablePanel: Renderer = (context) => {
  const frames = context.frames.filter((frame) => frame.fields.length > 0);
  if (frames.length === 0) {
    showNoData(context);
    return;
  }

  const options = context.options as { showHeader?: boolean; frameIndex?: number; sortBy?: { displayName?: string; desc?: boolean }[];
    footer?: { show?: boolean; reducer?: string[] } };
  let index = Math.min(options.frameIndex ?? 0, frames.length - 1);
  let sort = options.sortBy?.[0] ? { name: options.sortBy[0].displayName ?? '', desc: options.sortBy[0].desc ?? false } : null;

  const draw = (focused?: string): void => {
    const frame = frames[index]!;
    const columns = makeColumns(frame, frames);
    const order = Array.from({ length: frame.length }, (_, row) => row);
    const key = sort ? columns.find((column) => column.name === sort!.name) : undefined;
    if (key) {
      order.sort((one, other) => compare(key.field.values[one], key.field.values[other]) * (sort!.desc ? -1 : 1));
    }

    const head = h('tr', {},
      ...columns.map(({ name }) =>
      h('th', { scope: 'col', 'aria-sort': sort?.name === name ? (sort.desc ? 'descending' : 'ascending') : null }, h('button', {
      type: 'button',
      click: () => {
        sort = sort?.name !== name ? { name, desc: false } : sort.desc ? null : { name, desc: true };
        draw(name);
      },
    }, name))));
    const body = h('tbody', { 'data-testid': 'data-testid table body' },
      ...order.slice(0, mostRows).map((row) => h('tr', {}, ...columns.map((column) => cell(context, column, frame, row)))));
    const foot = options.footer?.show
      && h('tfoot', {}, h('tr', {},
      ...columns.map((column) =>
      h('td', {}, column.field.type === 'number'
      ? shownText(column.show(reduceValues(column.field.values, options.footer?.reducer?.[0] ?? 'sum'))) : ''))));
    const label = context.panel.title ? context.replace(context.panel.title) : 'Table';
    const table = h('table', { 'aria-label': label }, options.showHeader !== false && h('thead', {}, head), body, foot);
    context.element.replaceChildren(
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, table),
      ...(frame.length > mostRows ? [h('p', { class: 'cut' }, `The first ${mostRows} of ${frame.length} rows.`)] : []),
      ...(frames.length > 1 ? [frameChoice()] : []),
    );
    if (focused) {
      [...context.element.querySelectorAll<HTMLElement>('th button')].find((button) => button.textContent === focused)?.focus();
    }
  };

  const frameChoice = (): HTMLElement => {
    const list = h('select', { 'aria-label': 'Table to show' },
      ...frames.map((frame, number) =>
      h('option', { value: number, selected: number === index }, frame.name || frame.refId || `Table ${number + 1}`)));
    list.addEventListener('change', () => {
      index = Number(list.value);
      draw();
      context.element.querySelector('select')?.focus();
    });
    return h('p', { class: 'frames' }, list);
  };
  draw();
};
