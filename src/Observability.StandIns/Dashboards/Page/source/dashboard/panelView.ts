// One panel on the page: its title, its data, its drawing, and what went wrong.

import { h, safeAddress, style } from '../page/dom';
import { findRenderer, needsNoData } from '../panels/registry';
import { showNoData } from '../panels/panel';
import type { Panel } from './model';
import { loadPanel, rangeOf, type PanelData } from './query';
import type { DashboardState } from './state';

export class PanelView {
  readonly element: HTMLElement;
  private readonly body: HTMLElement;
  private readonly status: HTMLElement;
  private readonly title: string;
  private readonly sizes: ResizeObserver;
  private data: PanelData | null = null;
  private abort: AbortController | null = null;
  private cleanUp: (() => void) | null = null;
  private isVisible = false;
  private isStale = true;
  private size = [0, 0];
  private drawings = 0;
  private drawn: Promise<void> = Promise.resolve();

  constructor(
    private readonly panel: Panel,
    private readonly state: DashboardState,
    onView: (() => void) | null,
  ) {
    const replace = (text: string) => state.variables.replace(text, undefined, panel.scopedVars ?? {});
    this.title = replace(panel.title ?? '');
    this.body = h('div', { class: 'panel-content', 'data-testid': 'data-testid panel content' });
    this.status = h('div', { class: 'panel-status' });
    const heading = h('h2', { class: 'panel-title' }, this.title);
    const position = panel.gridPos!;
    this.element = style(
      h(
        'section',
        { class: `panel panel-${/^[\w-]+$/.test(panel.type) ? panel.type : 'unknown'}${panel.transparent ? ' transparent' : ''}`,
          'aria-label': this.title || 'Panel', 'data-testid': `data-testid Panel header ${this.title}` },
        h('div', { class: 'panel-header', 'data-testid': 'data-testid header-container' }, heading, this.describe(replace), this.status,
          ...this.links(replace), onView && this.viewButton(onView)),
        this.body,
      ),
      { '--x': String(position.x + 1), '--y': String(position.y + 1), '--w': String(position.w), '--h': String(position.h) },
    );
    this.sizes = new ResizeObserver(() => this.onResize());
    this.sizes.observe(this.body);
  }

  /** Whether somebody can see it; it asks for data only then. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible && this.isStale) {
      void this.load();
    }
  }

  /** Asks anew, at once or when somebody can see it. */
  refresh(): void {
    this.isStale = true;
    if (this.isVisible) {
      void this.load();
    }
  }

  /** Draws anew with the data at hand. */
  redraw(): void {
    if (this.data) {
      void this.draw();
    }
  }

  dispose(): void {
    this.drawings++;
    this.abort?.abort();
    this.sizes.disconnect();
    this.cleanUp?.();
    this.cleanUp = null;
    this.data = null;
  }

  private async load(): Promise<void> {
    this.isStale = false;
    this.abort?.abort();
    const abort = (this.abort = new AbortController());
    this.element.setAttribute('aria-busy', 'true');
    try {
      const isDrawn = typeof findRenderer(this.panel.type) !== 'string';
      this.data = needsNoData.has(this.panel.type) || !isDrawn
        ? { frames: [], notices: [], error: null, range: rangeOf(this.panel, this.state.range) }
        : await loadPanel(this.panel, this.state, this.body.clientWidth || 600, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) {
        return;
      }

      this.data = { frames: [], notices: [], error: error instanceof Error ? error.message : String(error), range: this.state.range };
    }

    if (!abort.signal.aborted) {
      await this.draw();
    }

    if (!abort.signal.aborted) {
      this.element.removeAttribute('aria-busy');
    }
  }

  /** Draws once what is being drawn now is done: some renderers wait for something, and two of them would share the element. */
  private draw(): Promise<void> {
    const drawing = ++this.drawings;
    return (this.drawn = this.drawn.then(() => (drawing === this.drawings ? this.drawNow(drawing) : undefined)));
  }

  private async drawNow(drawing: number): Promise<void> {
    const data = this.data;
    if (!data) {
      return;
    }

    this.size = [this.body.clientWidth, this.body.clientHeight];
    this.cleanUp?.();
    this.cleanUp = null;
    this.body.replaceChildren();
    this.showStatus(data);
    delete this.element.dataset['state'];
    let state: string;
    try {
      state = await this.drawData(data, drawing);
    } catch (error) {
      state = 'error';
      this.body.replaceChildren(
        h('p', { class: 'panel-error', 'data-testid': 'data-testid Panel data error message' },
        `This panel cannot be drawn: ${error instanceof Error ? error.message : String(error)}`));
    }

    // Last: whoever sees the state sees the drawing, too. A renderer that has found nothing to show has said so.
    this.element.dataset['state'] ??= state;
  }

  private async drawData(data: PanelData, drawing: number): Promise<string> {
    const renderer = findRenderer(this.panel.type);
    if (typeof renderer === 'string') {
      this.body.append(h('p', { class: 'unsupported' }, renderer));
      return 'unsupported';
    }

    if (data.error && data.frames.length === 0) {
      this.body.append(h('p', { class: 'panel-error', 'data-testid': 'data-testid Panel data error message' }, data.error));
      return 'error';
    }

    const context = {
      element: this.body,
      panel: this.panel,
      options: this.panel.options ?? {},
      frames: data.frames,
      range: data.range,
      state: this.state,
      width: this.size[0]!,
      height: this.size[1]!,
      replace: (text: string) => this.state.variables.replace(text, undefined, this.panel.scopedVars ?? {}),
    };
    if (!needsNoData.has(this.panel.type) && data.frames.every((frame) => frame.length === 0)) {
      showNoData(context);
    } else {
      const cleanUp = (await renderer(context)) ?? null;
      if (drawing === this.drawings) {
        this.cleanUp = cleanUp;
      } else {
        cleanUp?.();
      }
    }

    return data.error ? 'error' : 'done';
  }

  private showStatus(data: PanelData): void {
    const texts = [...(data.error ? [data.error] : []), ...data.notices.map((notice) => notice.text)];
    this.status.replaceChildren(...(texts.length === 0 ? [] : [h(
      'span',
      { class: data.error ? 'mark error' : 'mark warning', role: 'img', tabindex: '0',
        'aria-label': `${data.error ? 'Error' : 'Warning'}: ${texts.join('; ')}`, title: texts.join('\n'),
        'data-testid': `data-testid Panel status ${data.error ? 'error' : 'warning'}` },
      data.error ? '✕' : '⚠',
    )]));
  }

  private onResize(): void {
    const [width, height] = [this.body.clientWidth, this.body.clientHeight];
    if (this.data && width > 0 && (Math.abs(width - this.size[0]!) > 1 || Math.abs(height - this.size[1]!) > 1)) {
      void this.draw();
    }
  }

  private describe(replace: (text: string) => string): HTMLElement | null {
    const text = this.panel.description ? replace(this.panel.description) : '';
    return text ? h('span', { class: 'info', role: 'img', tabindex: '0', 'aria-label': text, title: text }, 'i') : null;
  }

  private links(replace: (text: string) => string): HTMLElement[] {
    return (this.panel.links ?? []).flatMap((link) => {
      const address = safeAddress(replace(link.url ?? ''));
      return address ? [h('a',
        { class: 'panel-link', href: address, rel: 'noopener noreferrer', target: link.targetBlank ? '_blank' : null },
        replace(link.title || 'Link'))] : [];
    });
  }

  private viewButton(onView: () => void): HTMLElement {
    return h('button', { type: 'button', class: 'view', 'aria-label': `View panel ${this.title}`, title: 'View panel', click: onView },
      '⤢');
  }
}
