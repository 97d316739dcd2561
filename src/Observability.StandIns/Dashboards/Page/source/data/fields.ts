// The field options of a panel: defaults, overrides, and values as they are shown.

import type { Override } from '../dashboard/model';
import { fieldColor, resolveColor } from './colors';
import { displayName, type Field, type FieldConfig, type Frame, type Mapping } from './frames';
import { reduceValues } from './reduce';
import { formatValue, isoTime } from './units';

export interface Shown {
  text: string;
  prefix: string;
  suffix: string;
  /** The number behind the text; NaN where there is none. */
  numeric: number;
  color: string;
}

/** A regular expression as dashboards write it, with or without slashes; null where it is none. */
export function readPattern(text: string): RegExp | null {
  const match = /^\/(.*)\/([gimsuy]*)$/s.exec(text);
  try {
    return match ? new RegExp(match[1]!, match[2]!.replace('g', '')) : new RegExp(text);
  } catch {
    return null;
  }
}

/** Whether a matcher means a field (https://grafana.com/docs/grafana/latest/panels-visualizations/configure-overrides/). */
export function matches(matcher: { id: string; options?: unknown }, field: Field, frame: Frame, all: Frame[]): boolean {
  const name = displayName(field, frame, all);
  switch (matcher.id) {
    case 'byName':
      return name === matcher.options || field.name === matcher.options;
    case 'byRegexp':
    case 'byRegexpOrNames': {
      const pattern = readPattern(
        String(typeof matcher.options === 'object' && matcher.options ? ((matcher.options as { pattern?: unknown }).pattern ?? '')
        : matcher.options));
      return pattern?.test(name) ?? false;
    }

    case 'byNames': {
      const options = matcher.options as { names?: string[]; mode?: string } | undefined;
      const isOne = options?.names?.includes(name) ?? false;
      return options?.mode === 'exclude' ? !isOne : isOne;
    }

    case 'byType':
      return field.type === matcher.options;
    case 'byTypes':
      return Array.isArray(matcher.options) && matcher.options.includes(field.type);
    case 'numeric':
      return field.type === 'number';
    case 'time':
      return field.type === 'time';
    case 'byFrameRefID':
      return frame.refId === matcher.options;
    case 'byValue': {
      const options = matcher.options as { reducer?: string; op?: string; value?: number } | undefined;
      const value = Number(reduceValues(field.values, options?.reducer ?? 'lastNotNull'));
      const limit = Number(options?.value ?? 0);
      return { '==': value === limit, '!=': value !== limit, '>': value > limit, '>=': value >= limit, '<': value < limit,
        '<=': value <= limit }[options?.op ?? '=='] ?? false;
    }

    default:
      return false;
  }
}

function setProperty(config: FieldConfig, id: string, value: unknown): void {
  let target = config as Record<string, unknown>;
  const path = id.split('.');
  const leaf = path.pop()!;
  for (const part of path) {
    const inner = target[part];
    target = (target[part] = typeof inner === 'object' && inner !== null ? { ...inner } : {}) as Record<string, unknown>;
  }

  // Not a way to the prototype of everything.
  if (!['__proto__', 'constructor', 'prototype'].some((word) => word === leaf || path.includes(word))) {
    target[leaf] = value;
  }
}

/** Puts a panel's field options on the fields of its frames. */
export function applyFieldConfig(frames: Frame[], defaults: FieldConfig, overrides: Override[], replace: (text: string) =>
  string): Frame[] {
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      const config: FieldConfig = { ...defaults, ...field.config, custom: { ...defaults.custom, ...field.config.custom } };
      for (const override of overrides.filter((candidate) => matches(candidate.matcher, field, frame, frames))) {
        for (const property of override.properties) {
          setProperty(config, property.id, property.value);
        }
      }

      if (config.displayName) {
        config.displayName = replaceFieldVariables(replace(config.displayName), field, frame);
      }

      return { ...field, config };
    }),
  }));
}

/** Puts what a field is into a text: ${__field.name}, ${__field.labels.job}, ${__series.name}. */
export function replaceFieldVariables(text: string, field: Field, frame: Frame): string {
  return text.replace(/\$\{__(field|series)\.?([^}]*)\}/g, (_, kind: string, path: string) => {
    if (kind === 'series') {
      return frame.name ?? field.name;
    }

    const label = /^labels(?:\.(.+)|\["(.+)"\])$/.exec(path);
    if (label) {
      return field.labels?.[label[1] ?? label[2] ?? ''] ?? '';
    }

    return path === 'labels' ? Object.entries(field.labels ?? {}).map(([name, value]) => `${name}="${value}"`)
      .join(', ') : (field.config.displayNameFromDS ?? field.name);
  });
}

interface MappingResult {
  text?: string;
  color?: string;
}

/** What a value is mapped to (https://grafana.com/docs/grafana/latest/panels-visualizations/configure-value-mappings/), or null. */
export function mapValue(value: unknown, mappings: Mapping[] | undefined): MappingResult | null {
  for (const mapping of mappings ?? []) {
    const options = mapping.options;
    const result = (options['result'] ?? {}) as MappingResult;
    switch (mapping.type) {
      case 'value': {
        const key = String(value);
        if (value !== null && value !== undefined && Object.hasOwn(options, key)) {
          return options[key] as MappingResult;
        }

        break;
      }

      case 'range': {
        const from = (options['from'] as number | null) ?? Number.NEGATIVE_INFINITY;
        const to = (options['to'] as number | null) ?? Number.POSITIVE_INFINITY;
        if (typeof value === 'number' && value >= from && value <= to) {
          return result;
        }

        break;
      }

      case 'regex': {
        const pattern = readPattern(String(options['pattern'] ?? ''));
        const text = String(value ?? '');
        if (value !== null && pattern?.test(text)) {
          return result.text === undefined ? result : { ...result, text: text.replace(pattern, result.text) };
        }

        break;
      }

      case 'special': {
        const isNull = value === null || value === undefined;
        const isNaN = typeof value === 'number' && Number.isNaN(value);
        const fits = { null: isNull, nan: isNaN, 'null+nan': isNull || isNaN, true: value === true, false: value === false,
          empty: value === '' }[String(options['match'])];
        if (fits) {
          return result;
        }

        break;
      }
    }
  }

  return null;
}

/** Limits of a field: what its options say, else what its values are. */
export function limits(field: Field): [number, number] {
  const { min, max } = field.config;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  if (min === undefined || min === null || max === undefined || max === null) {
    for (const value of field.values) {
      if (typeof value === 'number' && Number.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
  }

  return [min ?? (Number.isFinite(least) ? least : 0), max ?? (Number.isFinite(most) ? most : 100)];
}

/** Makes the function that shows values of a field. */
export function shower(field: Field, seriesIndex = 0): (value: unknown) => Shown {
  const { config } = field;
  const [min, max] = limits(field);
  return (value) => {
    const numeric = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' && field.type === 'number'
      ? Number(value) : Number.NaN;
    const mapped = mapValue(value, config.mappings);
    const color = mapped?.color
      ? resolveColor(mapped.color)
      : fieldColor(Number.isNaN(numeric) ? null : numeric, config, seriesIndex, min, max);
    if (mapped?.text !== undefined) {
      return { text: mapped.text, prefix: '', suffix: '', numeric, color };
    }

    if (value === null || value === undefined || value === '') {
      return { text: config.noValue ?? '', prefix: '', suffix: '', numeric, color };
    }

    if (field.type === 'time' && typeof value === 'number' && !config.unit?.startsWith('dateTime')) {
      return { text: isoTime(value), prefix: '', suffix: '', numeric, color };
    }

    if (typeof value === 'number' && config.unit !== 'string') {
      return { ...formatValue(value, config.unit, config.decimals), numeric, color };
    }

    return { text: typeof value === 'object' ? JSON.stringify(value) : String(value), prefix: '', suffix: '', numeric, color };
  };
}

export const shownText = ({ prefix, text, suffix }: Shown): string => prefix + text + suffix;

export interface ReduceOptions {
  calcs?: string[];
  fields?: string;
  values?: boolean;
  limit?: number;
}

export interface ReducedValue {
  name: string;
  shown: Shown;
  field: Field;
  frame: Frame;
  /** All of the field's values, for a small chart behind the number. */
  values: unknown[];
  times: unknown[] | null;
}

/** The values that stat, gauge, bar gauge and pie show: one for each field, or one for each row. */
export function reduceFrames(frames: Frame[], options: ReduceOptions, mostRows = 25): ReducedValue[] {
  const found: ReducedValue[] = [];
  const pattern = options.fields ? readPattern(options.fields) : null;
  const calculations = options.calcs?.length ? options.calcs : ['lastNotNull'];
  for (const frame of frames) {
    const times = frame.fields.find((field) => field.type === 'time')?.values ?? null;
    const wanted = frame.fields.filter((field) => (pattern ? pattern.test(displayName(field, frame, frames)) : field.type === 'number'));
    for (const field of wanted) {
      if (options.values) {
        const texts = frame.fields.find((candidate) => candidate.type === 'string');
        const show = shower(field, found.length);
        field.values.slice(0, options.limit ?? mostRows).forEach((value, row) => {
          const name = texts ? String(texts.values[row] ?? '') : displayName(field, frame, frames);
          found.push({ name: wanted.length > 1 && texts ? `${name} ${displayName(field, frame, frames)}` : name, shown: show(value), field,
            frame, values: [value], times: null });
        });
        continue;
      }

      for (const calculation of calculations) {
        const value = reduceValues(field.values, calculation);
        found.push({ name: displayName(field, frame, frames), shown: shower(field, found.length)(value), field, frame,
          values: field.values, times });
      }
    }
  }

  return found;
}
