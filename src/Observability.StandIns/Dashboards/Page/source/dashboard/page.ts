// The page of one dashboard.

import { ApiError, get } from '../page/api';
import { h, safeAddress } from '../page/dom';
import { menu } from '../page/menu';
import { alertBox, showPage } from '../page/shell';
import { onTheme } from '../page/theme';
import { parseDuration, resolveRange, type RawRange } from '../page/time';
import { variableControls } from '../variables/controls';
import { Variables } from '../variables/resolve';
import { makeSections, type Section } from './layout';
import type { DashboardAnswer, DashboardModel, Panel } from './model';
import { PanelView } from './panelView';
import { refreshPicker } from './refreshPicker';
import type { DashboardState } from './state';
import { timePicker } from './timePicker';

const shortestRefresh = 1000;
let current: DashboardPage | null = null;

/** How often somebody has gone on to another page: what comes late is for a page that has been left. */
let visit = 0;

/** Leaves the dashboard that is shown, if one is. */
export function leaveDashboard(): void {
  visit++;
  current?.dispose();
  current = null;
}

/** Shows a dashboard. */
export async function showDashboard(uid: string): Promise<void> {
  const own = visit;
  showPage('Dashboard', [{ text: 'Home', path: '/' }, { text: 'Dashboards', path: '/dashboards' }], [],
    h('p', { role: 'status' }, 'Loading…'));
  try {
    const answer = await get<DashboardAnswer>(`/api/dashboards/uid/${encodeURIComponent(uid)}`);
    if (own === visit) {
      current = new DashboardPage(answer);
      await current.start();
    }
  } catch (error) {
    if (own !== visit) {
      return;
    }

    const message = error instanceof ApiError && error.status === 404 ? 'There is no such dashboard.' : error instanceof Error
      ? error.message : String(error);
    showPage('Dashboard not found', [{ text: 'Home', path: '/' }, { text: 'Dashboards', path: '/dashboards' }, { text: 'Not found' }], [],
      alertBox(message));
  }
}

class DashboardPage {
  private readonly model: DashboardModel;
  private readonly state: DashboardState;
  private readonly views = new Map<Element, PanelView>();
  private readonly collapsed = new Map<string, boolean>();
  private readonly offTheme: () => void;
  private observer: IntersectionObserver | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private refreshInterval: string;
  private viewed: string | null;
  private isGone = false;

  constructor(private readonly answer: DashboardAnswer) {
    this.model = answer.dashboard;
    const parameters = new URLSearchParams(location.search);
    const raw = { from: parameters.get('from') ?? this.model.time?.from ?? 'now-6h',
      to: parameters.get('to') ?? this.model.time?.to ?? 'now' };
    const range = resolveRange(raw, Date.now()) ?? resolveRange({ from: 'now-6h', to: 'now' }, Date.now())!;
    this.refreshInterval = parameters.get('refresh') ?? (this.model.refresh || '');
    this.viewed = parameters.get('viewPanel');
    this.state = {
      model: this.model,
      variables: new Variables(this.model.templating?.list ?? [], parameters),
      range,
      setRange: (wanted) => void this.setRange(wanted),
      cursor: this.model.graphTooltip ? `dashboard-${this.model.uid}` : null,
    };
    this.state.variables.setDashboard(this.model.title);
    this.offTheme = onTheme(() => this.views.forEach((view) => view.redraw()));
  }

  async start(): Promise<void> {
    await this.state.variables.resolve(this.state.range);
    if (!this.isGone) {
      this.render();
      this.schedule();
    }
  }

  dispose(): void {
    this.isGone = true;
    this.disposeViews();
    this.offTheme();
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
  }

  private disposeViews(): void {
    this.observer?.disconnect();
    this.views.forEach((view) => view.dispose());
    this.views.clear();
  }

  private render(): void {
    const focused = document.activeElement instanceof HTMLElement ? (document.activeElement.id || document.activeElement.dataset['testid'])
      : undefined;
    this.disposeViews();
    this.observer = new IntersectionObserver((entries) =>
      entries.forEach((entry) => this.views.get(entry.target)?.setVisible(entry.isIntersecting)), { rootMargin: '150px' });
    const folder = this.answer.meta.folderTitle;
    showPage(
      this.model.title,
      [{ text: 'Home', path: '/' }, { text: 'Dashboards', path: '/dashboards' },
        ...(folder && this.answer.meta.folderUid ? [{ text: folder, path: `/dashboards/f/${this.answer.meta.folderUid}` }] : []),
        { text: this.model.title }],
      this.controls(),
      this.submenu(),
      ...this.sections(),
    );
    if (focused) {
      [...document.querySelectorAll<HTMLElement>('[id], [data-testid]')]
        .find((element) => element.id === focused || element.dataset['testid'] === focused)?.focus({ preventScroll: true });
    }
  }

  private controls(): (HTMLElement | null)[] {
    const { model, state } = this;
    return [
      this.viewed ? h('button', { type: 'button', click: () => this.view(null) }, 'Back to dashboard') : null,
      model.timepicker?.hidden ? null : timePicker(state.range, state.setRange),
      refreshPicker(this.refreshInterval, model.timepicker?.refresh_intervals, () => void this.refresh(), (interval) => {
        this.refreshInterval = interval;
        this.updateAddress();
        this.render();
        this.schedule();
      }),
    ];
  }

  private submenu(): HTMLElement | null {
    const { variables } = this.state;
    const links = this.links();
    if (variables.states.length === 0 && links.length === 0) {
      return null;
    }

    return h('div', { class: 'submenu' }, variableControls(variables, (name, chosen) => void this.select(name, chosen)),
      h('div', { class: 'links' }, ...links));
  }

  private links(): HTMLElement[] {
    return (this.model.links ?? []).flatMap((link) => {
      const keep = (address: string): string => {
        const parameters = new URLSearchParams(link.includeVars ? this.state.variables.toParameters() : {});
        if (link.keepTime) {
          parameters.set('from', this.state.range.from);
          parameters.set('to', this.state.range.to);
        }

        const query = parameters.toString();
        return query ? `${address}${address.includes('?') ? '&' : '?'}${query}` : address;
      };
      const title = this.state.variables.replace(link.title || 'Link');
      if (link.type === 'dashboards') {
        return [dashboardsLink(title, link.tags ?? [], this.model.uid, keep)];
      }

      const address = safeAddress(keep(this.state.variables.replace(link.url ?? '')));
      return address && link.url
        ? [h('a', { href: address, rel: 'noopener noreferrer', target: link.targetBlank ? '_blank' : null, title: link.tooltip ?? null,
        'data-testid': 'data-testid Dashboard link' }, title)] : [];
    });
  }

  private sections(): HTMLElement[] {
    const sections = makeSections(this.model.panels ?? [], this.state.variables);
    if (this.viewed) {
      const panel = sections.flatMap((section) => section.panels).find((candidate) => keyOf(candidate) === this.viewed);
      return panel ? [h('div', { class: 'viewed' }, this.addView({ ...panel, gridPos: { x: 0, y: 0, w: 24, h: 20 } }))]
        : [alertBox('There is no such panel.')];
    }

    if (sections.length === 0) {
      return [h('p', { class: 'no-data' }, 'This dashboard has no panels.')];
    }

    return sections.map((section, index) => this.section(section, `${index}:${section.title}`));
  }

  private section(section: Section, key: string): HTMLElement {
    const grid = h('div', { class: 'grid' });
    const isCollapsed = this.collapsed.get(key) ?? section.isCollapsed;
    const fill = (): void => grid.append(...section.panels.map((panel) => this.addView(panel)));
    if (section.row === null) {
      fill();
      return grid;
    }

    const toggle = h('button',
      { type: 'button', class: 'row-toggle', 'aria-expanded': String(!isCollapsed),
      'data-testid': `data-testid dashboard-row-toggle-for-${section.title}` }, section.title || 'Row');
    toggle.addEventListener('click', () => {
      const closes = !grid.hidden;
      this.collapsed.set(key, closes);
      toggle.setAttribute('aria-expanded', String(!closes));
      grid.hidden = closes;
      if (closes) {
        this.removeViews(grid);
      } else {
        fill();
      }
    });
    grid.hidden = isCollapsed;
    if (!isCollapsed) {
      fill();
    }

    return h('section', { class: 'row', 'aria-label': section.title || 'Row' },
      h('h2', { class: 'row-title', 'data-testid': `data-testid dashboard-row-title-${section.title}` }, toggle), grid);
  }

  private addView(panel: Panel): HTMLElement {
    const view = new PanelView(panel, this.state, this.viewed ? null : () => this.view(keyOf(panel)));
    this.views.set(view.element, view);
    this.observer?.observe(view.element);
    return view.element;
  }

  private removeViews(grid: HTMLElement): void {
    for (const element of [...grid.children]) {
      this.observer?.unobserve(element);
      this.views.get(element)?.dispose();
      this.views.delete(element);
    }

    grid.replaceChildren();
  }

  private view(key: string | null): void {
    this.viewed = key;
    this.updateAddress(true);
    this.render();
  }

  private async select(name: string, chosen: string[]): Promise<void> {
    await this.state.variables.select(name, chosen, this.state.range);
    if (this.isGone) {
      return;
    }

    this.updateAddress();
    this.render();
  }

  private async setRange(raw: RawRange): Promise<void> {
    const range = resolveRange(raw, Date.now());
    if (range) {
      Object.assign(this.state.range, range);
      this.updateAddress(true);
      await this.state.variables.resolve(this.state.range, true);
      if (!this.isGone) {
        this.render();
      }
    }
  }

  private async refresh(): Promise<void> {
    const range = resolveRange(this.state.range, Date.now());
    if (range) {
      Object.assign(this.state.range, range);
      this.state.variables.setRange(range);
    }

    this.views.forEach((view) => view.refresh());
    this.schedule();
  }

  private schedule(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }

    const interval = parseDuration(this.refreshInterval);
    if (interval !== null && !this.isGone) {
      this.timer = setTimeout(() => {
        if (document.hidden) {
          this.schedule();
        } else {
          void this.refresh();
        }
      }, Math.max(interval, shortestRefresh));
    }
  }

  private updateAddress(isStep = false): void {
    const parameters = this.state.variables.toParameters();
    parameters.set('from', this.state.range.from);
    parameters.set('to', this.state.range.to);
    if (this.refreshInterval !== (this.model.refresh || '')) {
      parameters.set('refresh', this.refreshInterval);
    }

    if (this.viewed) {
      parameters.set('viewPanel', this.viewed);
    }

    const address = `${location.pathname}?${parameters}`;
    if (isStep) {
      history.pushState(null, '', address);
    } else {
      history.replaceState(null, '', address);
    }
  }
}

const keyOf = (panel: Panel): string =>
  [`panel-${panel.id ?? panel.title ?? ''}`, ...Object.values(panel.scopedVars ?? {}).map((option) => option.value)].join('-');

/** A link to the dashboards that have some tags; they are looked up when it is opened. */
function dashboardsLink(title: string, tags: string[], own: string, keep: (address: string) => string): HTMLElement {
  return menu(title, { 'data-testid': 'data-testid Dashboard link dropdown' }, () => {
    const list = h('ul', { class: 'quick' }, h('li', {}, 'Loading…'));
    const query = tags.map((tag) => `&tag=${encodeURIComponent(tag)}`).join('');
    get<{ uid: string; title: string; url: string }[]>(`/api/search?type=dash-db${query}`).then(
      (hits) => {
        list.replaceChildren(...hits.filter((hit) => hit.uid !== own)
          .map((hit) => h('li', {}, h('a', { href: keep(hit.url), 'data-testid': 'data-testid Dashboard link' }, hit.title))));
        list.querySelector('a')?.focus();
      },
      (error: unknown) => list.replaceChildren(h('li', {}, error instanceof Error ? error.message : String(error))),
    );
    return list;
  });
}

