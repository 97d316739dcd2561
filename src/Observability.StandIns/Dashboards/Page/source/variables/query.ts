// Options of a variable that a store is asked for.

import type { VariableModel } from '../dashboard/model';
import { readFrames, type WireResult } from '../data/frames';
import { get, post } from '../page/api';
import { findDataSource, type DataSource } from '../page/boot';
import type { TimeRange } from '../page/time';
import { globEscape, luceneEscape, promEscape, type Escape } from './interpolate';
import type { Option } from './resolve';

type Replace = (text: string, escape: Escape) => string;

const toOptions = (values: unknown[]): Option[] =>
  values.filter((value) => value !== null && value !== undefined && value !== '')
  .map((value) => ({ text: String(value), value: String(value) }));

/** Asks the variable's data source. */
export async function queryOptions(model: VariableModel, range: TimeRange, replace: Replace): Promise<Option[]> {
  const reference = model.datasource;
  const wanted = typeof reference === 'object' && reference !== null ? (reference as { uid?: string }).uid
    : (reference as string | undefined);
  const source = findDataSource(wanted ? replace(wanted, globEscape) : undefined);
  if (!source) {
    throw new Error(`There is no data source ${wanted ?? ''}.`);
  }

  switch (source.type) {
    case 'prometheus':
      return prometheus(source, textOf(model), range, replace);
    case 'loki':
      return loki(source, model.query, range, replace);
    case 'elasticsearch':
      return elasticsearch(source, textOf(model), range, replace);
    case 'influxdb':
      return ask(source, { query: replace(textOf(model), globEscape), rawQuery: true, resultFormat: 'table' }, range);
    default:
      throw new Error(`The dashboards stand-in does not support variables of a data source of the type ${source.type}.`);
  }
}

function textOf(model: VariableModel): string {
  const query = model.query;
  return typeof query === 'string' ? query : String((query as { query?: unknown } | null)?.query ?? model.definition ?? '');
}

function resources(source: DataSource, path: string, parameters: Record<string, string>): Promise<{ data?: unknown[] }> {
  return get(`/api/datasources/uid/${encodeURIComponent(source.uid)}/resources/${path}?${new URLSearchParams(parameters)}`);
}

// label_values(metric, label), label_values(label), label_names(), metrics(pattern), query_result(query), or series
async function prometheus(source: DataSource, text: string, range: TimeRange, replace: Replace): Promise<Option[]> {
  const query = replace(text, promEscape).trim();
  const times = { start: String(Math.floor(range.fromMs / 1000)), end: String(Math.ceil(range.toMs / 1000)) };
  const values = /^label_values\(\s*(?:(.+),\s*)?([A-Za-z_]\w*)\s*\)$/s.exec(query);
  if (values) {
    const match: Record<string, string> = values[1] ? { 'match[]': values[1].trim() } : {};
    return toOptions((await resources(source, `api/v1/label/${values[2]}/values`, { ...times, ...match })).data ?? []);
  }

  if (/^label_names\(\s*\)$/.test(query)) {
    return toOptions((await resources(source, 'api/v1/labels', times)).data ?? []);
  }

  const metrics = /^metrics\(\s*(.*?)\s*\)$/s.exec(query);
  if (metrics) {
    const pattern = new RegExp(metrics[1] ?? '');
    return toOptions(((await resources(source, 'api/v1/label/__name__/values', times)).data ?? [])
      .filter((name) => pattern.test(String(name))));
  }

  const result = /^query_result\((.+)\)$/s.exec(query);
  const series = await ask(source, { expr: result ? result[1]! : query, instant: true, range: false, legendFormat: '' }, range, true);
  return series;
}

async function loki(source: DataSource, query: unknown, range: TimeRange, replace: Replace): Promise<Option[]> {
  const times = { start: String(range.fromMs * 1_000_000), end: String(range.toMs * 1_000_000) };
  const structured = typeof query === 'object' && query !== null ? (query as { type?: number; label?: string; stream?: string }) : null;
  const text = typeof query === 'string' ? replace(query, promEscape).trim() : '';
  const values = /^label_values\(\s*(?:(\{.*\}),\s*)?([A-Za-z_]\w*)\s*\)$/s.exec(text);
  const label = structured ? replace(structured.label ?? '', globEscape) : values?.[2];
  const stream = structured ? replace(structured.stream ?? '', promEscape) : values?.[1];
  if ((structured && structured.type !== 1) || (!structured && !values)) {
    return toOptions((await resources(source, 'labels', times)).data ?? []);
  }

  return toOptions((await resources(source, `label/${encodeURIComponent(label ?? '')}/values`,
    { ...times, ...(stream ? { query: stream } : {}) })).data ?? []);
}

// {"find":"terms","field":"host","query":"level:error","size":100}
async function elasticsearch(source: DataSource, text: string, range: TimeRange, replace: Replace): Promise<Option[]> {
  const query = JSON.parse(replace(text, luceneEscape)) as { find?: string; field?: string; query?: string; size?: number };
  if (query.find !== 'terms' || !query.field) {
    throw new Error(`The dashboards stand-in does not support variables that find ${query.find ?? 'something else'}; terms of a field it does.`);
  }

  return ask(source, {
    query: query.query ?? '*',
    metrics: [{ id: '1', type: 'count' }],
    bucketAggs: [{ id: '2', type: 'terms', field: query.field,
      settings: { size: String(query.size ?? 500), order: 'asc', orderBy: '_term' } }],
  }, range);
}

async function ask(source: DataSource, target: Record<string, unknown>, range: TimeRange, named = false): Promise<Option[]> {
  const body = { from: String(range.fromMs), to: String(range.toMs),
    queries: [{ refId: 'A', datasource: { uid: source.uid, type: source.type }, intervalMs: 60_000, maxDataPoints: 100, ...target }] };
  const answer = await post<{ results: Record<string, WireResult> }>('/api/ds/query', body, undefined, (status) => status < 500);
  const result = answer.results?.['A'];
  if (!result || result.error) {
    throw new Error(result?.error ?? 'The query has no answer.');
  }

  const frames = readFrames(result, 'A');
  if (named) {
    return toOptions(frames.map((frame) =>
      `${frame.name ?? ''} ${String(frame.fields[1]?.values.at(-1) ?? '')} ${String(frame.fields[0]?.values.at(-1) ?? '')}`));
  }

  return toOptions(frames.flatMap((frame) => (frame.fields.find((field) => field.type === 'string') ?? frame.fields.at(-1))?.values ?? []));
}
