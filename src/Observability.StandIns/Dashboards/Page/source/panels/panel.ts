// What a panel is drawn by.

import type { DashboardState } from '../dashboard/state';
import type { Panel } from '../dashboard/model';
import type { Frame } from '../data/frames';
import type { TimeRange } from '../page/time';

export interface PanelContext {
  /** Where it draws; empty. */
  element: HTMLElement;
  panel: Panel;
  options: Record<string, unknown>;
  frames: Frame[];
  range: TimeRange;
  state: DashboardState;
  width: number;
  height: number;
  /** Puts variables into a text. */
  replace: (text: string) => string;
}

/** Draws; gives back what cleans up, if anything must be. */
export type Renderer = (context: PanelContext) => (() => void) | void | Promise<(() => void) | void>;

/** There is nothing to show, which is no mistake. */
export function showNoData(context: PanelContext): void {
  const text = context.panel.fieldConfig?.defaults?.noValue ?? 'No data';
  const paragraph = document.createElement('p');
  paragraph.className = 'no-data';
  paragraph.dataset['testid'] = 'data-testid Panel data error message';
  paragraph.textContent = text;
  context.element.append(paragraph);
  context.element.closest<HTMLElement>('.panel')!.dataset['state'] = 'empty';
}
