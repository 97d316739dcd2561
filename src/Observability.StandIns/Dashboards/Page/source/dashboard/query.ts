// From a panel's targets to its frames.

import { applyFieldConfig } from '../data/fields';
import { readFrames, type Frame, type Notice, type WireResult } from '../data/frames';
import { toTables } from '../data/prometheusTable';
import { transform } from '../data/transform';
import { post } from '../page/api';
import { findDataSource, type DataSource } from '../page/boot';
import { calculateInterval, parseDuration, resolveRange, type TimeRange } from '../page/time';
import { globEscape, luceneEscape, promEscape, type Escape, type Values } from '../variables/interpolate';
import type { Panel, Target } from './model';
import type { DashboardState } from './state';

export interface PanelData {
  frames: Frame[];
  notices: Notice[];
  error: string | null;
  range: TimeRange;
}

const escapes: Record<string, Escape> = { prometheus: promEscape, loki: promEscape, elasticsearch: luceneEscape };
const mixed = '-- Mixed --';

/** Replaces variables in every text of a query. */
function replaceDeep(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return replace(value);
  }

  if (Array.isArray(value)) {
    return value.map((item) => replaceDeep(item, replace));
  }

  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceDeep(item, replace)]))
    : value;
}

function referenceOf(panel: Panel, target: Target): unknown {
  const own = target.datasource;
  const uid = (reference: unknown) => (typeof reference === 'string' ? reference : (reference as { uid?: string } | null | undefined)?.uid);
  return uid(own) ? own : uid(panel.datasource) === mixed ? undefined : panel.datasource;
}

function findSource(panel: Panel, target: Target, replace: (text: string) => string): DataSource {
  const reference = referenceOf(panel, target);
  const uid = typeof reference === 'string' ? reference : (reference as { uid?: string } | null | undefined)?.uid;
  if (uid?.startsWith('-- ')) {
    throw new Error(`The dashboards stand-in does not support the data source ${uid}.`);
  }

  if (uid === '__expr__') {
    throw new Error('The dashboards stand-in does not support expressions in panels.');
  }

  const source = findDataSource(uid ? replace(uid) : undefined);
  if (!source) {
    throw new Error(`There is no data source ${uid ?? ''}.`);
  }

  return source;
}

/** The time range of a panel: the dashboard's, unless it has its own. */
export function rangeOf(panel: Panel, range: TimeRange): TimeRange {
  let result = range;
  if (panel.timeFrom) {
    result = resolveRange({ from: panel.timeFrom.startsWith('now') ? panel.timeFrom : `now-${panel.timeFrom}`, to: 'now' }, Date.now())
      ?? result;
  }

  const shift = panel.timeShift ? parseDuration(panel.timeShift) : null;
  return shift ? { ...result, fromMs: result.fromMs - shift, toMs: result.toMs - shift } : result;
}

/** Asks for a panel's data and makes of it what the panel draws. */
export async function loadPanel(panel: Panel, state: DashboardState, width: number, signal: AbortSignal): Promise<PanelData> {
  const range = rangeOf(panel, state.range);
  const scoped: Values = panel.scopedVars ?? {};
  const text = (value: string) => state.variables.replace(value, globEscape, scoped);
  const targets = (panel.targets ?? []).filter((target) => !target.hide);
  if (targets.length === 0) {
    return { frames: [], notices: [], error: null, range };
  }

  const points = Math.max(1, Math.round(panel.maxDataPoints ?? width));
  const least = panel.interval ? (parseDuration(text(panel.interval).replace(/^[<>=]+/, '')) ?? 1) : 1;
  const queries = targets.map((target, index) => {
    const source = findSource(panel, target, text);
    const escape = escapes[source.type] ?? globEscape;
    const query = replaceDeep(target, (value) => state.variables.replace(value, escape, scoped)) as Target;
    return {
      ...query,
      refId: target.refId ?? String.fromCharCode(65 + index),
      datasource: { uid: source.uid, type: source.type },
      intervalMs: calculateInterval(range, points, least),
      maxDataPoints: points,
    };
  });
  const answer = await post<{ results?: Record<string, WireResult>; message?: string }>(
    '/api/ds/query',
    { from: String(range.fromMs), to: String(range.toMs), queries },
    signal,
    (status) => status === 400 || status === 207,
  );
  if (!answer.results) {
    throw new Error(answer.message ?? 'The server has no answer.');
  }

  const results = Object.entries(answer.results);
  const error = results.map(([refId, result]) => (result.error ? `${results.length > 1 ? `${refId}: ` : ''}${result.error}` : null))
    .filter((message) => message !== null).join('\n');
  let frames = results.flatMap(([refId, result]) => {
    const read = readFrames(result, refId);
    return targets.find((target, index) => (target.refId ?? String.fromCharCode(65 + index)) === refId)?.['format'] === 'table'
      && read.every(isSeries)
      ? toTables(read, targets.length)
      : read;
  });
  const notices = frames.flatMap((frame) => frame.meta?.notices ?? []);
  const options = panel.fieldConfig ?? {};
  frames = transform(frames, (replaceDeep(panel.transformations ?? [], text) ?? []) as NonNullable<Panel['transformations']>);
  frames = applyFieldConfig(frames, options.defaults ?? {}, options.overrides ?? [], text);
  return { frames, notices, error: error || null, range };
}

const isSeries = (frame: Frame): boolean =>
  frame.fields.length === 2 && frame.fields[0]?.type === 'time' && frame.fields[1]?.type === 'number';
