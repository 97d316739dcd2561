// Puts panels into rows and grids, and repeated ones as often as their variable has values.

import type { Variables } from '../variables/resolve';
import type { GridPos, Panel } from './model';

export interface Section {
  row: Panel | null;
  title: string;
  isCollapsed: boolean;
  panels: Panel[];
}

const width = 24;
const mostCopies = 50;
const place = (panel: Panel): GridPos => ({ x: 0, y: 0, w: 12, h: 8, ...panel.gridPos });

/** Sorts the panels of a dashboard into sections, each with its row's title before it; places count from each section's top. */
export function makeSections(panels: Panel[], variables: Variables): Section[] {
  const sorted = [...panels].sort((one, other) => place(one).y - place(other).y || place(one).x - place(other).x);
  const sections: Section[] = [];
  let current: Section = { row: null, title: '', isCollapsed: false, panels: [] };
  for (const panel of sorted) {
    if (panel.type === 'row') {
      sections.push(current);
      current = { row: panel, title: panel.title ?? '', isCollapsed: panel.collapsed ?? false, panels: [...(panel.panels ?? [])] };
    } else {
      current.panels.push(panel);
    }
  }

  sections.push(current);
  return sections.flatMap((section) => repeatSection(section, variables))
    .map((section) => ({ ...section, panels: settle(section.panels.flatMap((panel) => repeatPanel(panel, variables))) }))
    .filter((section) => section.row !== null || section.panels.length > 0);
}

function repeatSection(section: Section, variables: Variables): Section[] {
  const name = section.row?.repeat;
  const values = name ? variables.repeatValues(name).slice(0, mostCopies) : [];
  if (!name || values.length === 0) {
    return [{ ...section, title: variables.replace(section.title) }];
  }

  return values.map((option) => ({
    ...section,
    title: variables.replace(section.title, undefined, { [name]: option }),
    panels: section.panels.map((panel) => ({ ...panel, scopedVars: { ...panel.scopedVars, [name]: option } })),
  }));
}

// Copies side by side, or one below the other; the panels below them make room.
function repeatPanel(panel: Panel, variables: Variables): Panel[] {
  const values = panel.repeat ? variables.repeatValues(panel.repeat).slice(0, mostCopies) : [];
  if (!panel.repeat || values.length === 0) {
    return [panel];
  }

  const isVertical = panel.repeatDirection === 'v';
  const position = place(panel);
  const inRow = isVertical ? 1 : Math.min(values.length, panel.maxPerRow ?? 4);
  const w = isVertical ? position.w : Math.max(1, Math.floor(width / inRow));
  return values.map((option, index) => ({
    ...panel,
    scopedVars: { ...panel.scopedVars, [panel.repeat!]: option },
    gridPos: { x: isVertical ? position.x : (index % inRow) * w, y: position.y + Math.floor(index / inRow) * position.h, w, h: position.h },
  }));
}

// Grid lines from the section's own top; a panel that would lie on another goes below it.
function settle(panels: Panel[]): Panel[] {
  const top = Math.min(...panels.map((panel) => place(panel).y));
  const heights = new Array<number>(width).fill(0);
  return panels.map((panel) => {
    const wanted = place(panel);
    const w = Math.min(Math.max(1, wanted.w), width);
    const x = Math.min(Math.max(0, wanted.x), width - w);
    const y = Math.max(wanted.y - top, ...heights.slice(x, x + w));
    const h = Math.min(Math.max(1, wanted.h), 100);
    heights.fill(y + h, x, x + w);
    return { ...panel, gridPos: { x, y, w, h } };
  });
}
