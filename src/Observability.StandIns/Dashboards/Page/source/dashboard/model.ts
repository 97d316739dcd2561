// Dashboards as their files have them (classic JSON model,
// https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/).

import type { DataLink, FieldConfig } from '../data/frames';

export interface GridPos {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Target {
  refId?: string;
  hide?: boolean;
  datasource?: unknown;
  [key: string]: unknown;
}

export interface Override {
  matcher: { id: string; options?: unknown };
  properties: { id: string; value?: unknown }[];
}

export interface Transformation {
  id: string;
  disabled?: boolean;
  options?: Record<string, unknown>;
  filter?: { id: string; options?: unknown };
}

export interface PanelLink extends DataLink {
  type?: string;
}

export interface Panel {
  id?: number;
  type: string;
  title?: string;
  description?: string;
  gridPos?: GridPos;
  datasource?: unknown;
  targets?: Target[];
  options?: Record<string, unknown>;
  fieldConfig?: { defaults?: FieldConfig; overrides?: Override[] };
  transformations?: Transformation[];
  links?: PanelLink[];
  repeat?: string;
  repeatDirection?: string;
  maxPerRow?: number;
  collapsed?: boolean;
  panels?: Panel[];
  interval?: string;
  maxDataPoints?: number;
  timeFrom?: string;
  timeShift?: string;
  transparent?: boolean;
  libraryPanel?: unknown;
  /** Values of the variables that this copy of a repeated panel stands for. */
  scopedVars?: Record<string, { text: string; value: string }>;
}

export interface VariableModel {
  name: string;
  label?: string;
  type: string;
  datasource?: unknown;
  query?: unknown;
  definition?: string;
  regex?: string;
  sort?: number;
  refresh?: number;
  hide?: number;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string | null;
  current?: { text?: string | string[]; value?: string | string[] };
  options?: { text: string; value: string; selected?: boolean }[];
  auto?: boolean;
  auto_count?: number;
  auto_min?: string;
}

export interface DashboardModel {
  uid: string;
  title: string;
  description?: string;
  tags?: string[];
  time?: { from?: string; to?: string };
  timepicker?: { refresh_intervals?: string[]; hidden?: boolean };
  timezone?: string;
  refresh?: string | false;
  graphTooltip?: number;
  templating?: { list?: VariableModel[] };
  links?: { title?: string; type?: string; tags?: string[]; url?: string; tooltip?: string; asDropdown?: boolean; includeVars?: boolean;
    keepTime?: boolean; targetBlank?: boolean }[];
  panels?: Panel[];
  annotations?: { list?: { name?: string; enable?: boolean; builtIn?: number }[] };
}

export interface DashboardAnswer {
  dashboard: DashboardModel;
  meta: { folderTitle?: string; folderUid?: string; provisionedExternalId?: string };
}
