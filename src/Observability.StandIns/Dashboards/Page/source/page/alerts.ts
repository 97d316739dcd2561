// The alert rules: those of the provisioning files, and those of stores that keep their own.

import { get } from './api';
import { boot } from './boot';
import { h } from './dom';
import { alertBox, showPage } from './shell';

export interface Alert {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  state: string;
  activeAt?: string;
  value?: string;
}

export interface Rule {
  name: string;
  state?: string;
  health?: string;
  lastError?: string;
  type?: string;
  query?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  alerts?: Alert[];
}

interface RulesAnswer {
  data: { groups: { name: string; file: string; rules: Rule[] }[] };
}

export interface SourceRules {
  source: string;
  rules: (Rule & { group: string })[];
  error: string | null;
}

/** Reads the alert rules of Grafana's files and of every data source that says it has some. */
export function readRules(): Promise<SourceRules[]> {
  const sources = [{ uid: 'grafana', name: 'Provisioned' },
    ...boot.dataSources.filter((source) => source.manageAlerts && ['prometheus', 'loki'].includes(source.type))];
  return Promise.all(sources.map(async ({ uid, name }): Promise<SourceRules> => {
    try {
      const answer = await get<RulesAnswer>(`/api/prometheus/${encodeURIComponent(uid)}/api/v1/rules`);
      const rules = answer.data.groups.flatMap((group) =>
        group.rules.filter((rule) => rule.type !== 'recording').map((rule) => ({ ...rule, group: group.name })));
      return { source: name, rules, error: null };
    } catch (error) {
      return { source: name, rules: [], error: error instanceof Error ? error.message : String(error) };
    }
  }));
}

/** Shows them. */
export async function showAlerts(): Promise<void> {
  const content = h('div', {}, h('p', { role: 'status' }, 'Loading…'));
  showPage('Alert rules', [{ text: 'Home', path: '/' }, { text: 'Alert rules' }], [], content);
  const found = await readRules();
  content.replaceChildren(
    h('p', {}, 'The stand-in evaluates the rules of the provisioning files as far as it can, and notifies nobody.'),
    ...found.map(({ source, rules, error }) => h('section', {}, h('h2', {}, source), error ? alertBox(error) : ruleTable(source, rules))),
  );
}

function ruleTable(source: string, rules: SourceRules['rules']): HTMLElement {
  if (rules.length === 0) {
    return h('p', {}, 'No alert rules.');
  }

  const body = h('tbody');
  for (const rule of rules) {
    const state = rule.state ?? 'unknown';
    body.append(h('tr', {}, h('td', {}, h('span', { class: `state ${/^\w+$/.test(state) ? state : ''}` }, state)), h('td', {}, rule.name),
      h('td', {}, rule.group), h('td', {}, rule.lastError || rule.annotations?.['summary'] || '')));
  }

  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Rules of ${source}` },
    h('table', {}, h('thead', {}, h('tr', {}, ...['State', 'Rule', 'Group', 'Says'].map((name) => h('th', { scope: 'col' }, name)))),
    body));
}
