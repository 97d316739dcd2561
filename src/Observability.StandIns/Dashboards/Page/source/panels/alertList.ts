// Alert rules that are in one of the states the panel asks for.

import { readRules, type Alert } from '../page/alerts';
import { h } from '../page/dom';
import { alertBox } from '../page/shell';
import type { Renderer } from './panel';

/** Draws the panel. */
export const alertListPanel: Renderer = async (context) => {
  const options = context.options as { maxItems?: number; alertName?: string; stateFilter?: Record<string, boolean>; viewMode?: string };
  const filter = options.stateFilter ?? { firing: true, pending: true };
  const states = ['firing', 'pending', 'inactive', 'error']
    .filter((state) => filter[state] ?? (state === 'inactive' ? filter['normal'] : false));
  const name = context.replace(options.alertName ?? '').toLowerCase();
  const found = await readRules();
  const errors = found.filter(({ error }) => error).map(({ source, error }) => `${source}: ${error}`);
  const rules = found.flatMap(({ source, rules: list }) => list.map((rule) => ({ ...rule, source })))
    .filter((rule) => states.includes(rule.health === 'error' ? 'error' : (rule.state ?? 'inactive'))
      && rule.name.toLowerCase().includes(name));
  const list = h('ul', { class: 'alerts' });
  for (const rule of rules.slice(0, options.maxItems ?? 20)) {
    const state = rule.state ?? 'inactive';
    list.append(h(
      'li',
      {},
      h('span', { class: `state ${/^\w+$/.test(state) ? state : ''}` }, state),
      h('b', {}, rule.name),
      h('span', { class: 'summary' }, rule.annotations?.['summary'] ?? ''),
      h('ul', {}, ...(rule.alerts ?? []).slice(0, 10).map((alert) => h('li', {}, describe(alert)))),
    ));
  }

  context.element.append(h('div',
    { class: 'scroll', tabindex: '0', role: 'region',
    'aria-label': context.panel.title ? context.replace(context.panel.title) : 'Alerts' }, ...errors.map(alertBox),
    rules.length === 0 ? h('p', { class: 'no-data' }, 'No alerts matching filters') : list));
};

const describe = (alert: Alert): string =>
  `${alert.state.toLowerCase()}: ${Object.entries(alert.labels).filter(([label]) => label !== 'alertname').map(([label, value]) => `${label}=${value}`).join(', ')}`;
