import { h } from '../page/dom';
import { menu } from '../page/menu';

const usual = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h'];

/** What people refresh with, now or again and again. */
export function refreshPicker(interval: string, intervals: string[] | undefined, onRun: () => void, onChange: (interval: string) =>
  void): HTMLElement {
  const run = h('button', { type: 'button', 'aria-label': 'Refresh dashboard', title: 'Refresh dashboard',
    'data-testid': 'data-testid RefreshPicker run button', click: onRun }, '⟳');
  const choices = ['', ...new Set([...(intervals ?? usual), ...(interval ? [interval] : [])])];
  const picker = menu(interval || 'Off',
    { 'data-testid': 'data-testid RefreshPicker interval button', 'aria-label': `Auto refresh: ${interval || 'off'}` }, (close) => {
    const list = h('ul', { class: 'quick', 'aria-label': 'Auto refresh' });
    for (const choice of choices) {
      list.append(h('li', {}, h('button',
        { type: 'button', 'aria-pressed': String(choice === interval), click: () => { close(); onChange(choice); } }, choice || 'Off')));
    }

    return list;
  });
  return h('div', { class: 'refresh' }, run, picker);
}
