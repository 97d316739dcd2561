// From frames to the lines of a chart: one list of times for all of them, gaps where there were none.

import { fieldColor, paletteColor } from '../data/colors';
import { limits } from '../data/fields';
import { displayName, type Field, type Frame } from '../data/frames';
import { reduceValues } from '../data/reduce';

export interface Series {
  name: string;
  field: Field;
  color: string;
  /** As asked for; undefined where this series has no point at a time that another has one at, null where something is missing. */
  values: (number | null | undefined)[];
  /** As drawn: on top of the series below it where they are stacked. */
  drawn: (number | null | undefined)[];
  isHidden: boolean;
}

export interface Chart {
  times: number[];
  series: Series[];
}

interface Source {
  time: Field;
  field: Field;
  frame: Frame;
}

/** A step that is this much longer than the others is a gap. */
const gapFactor = 1.5;

function findSources(frames: Frame[]): Source[] {
  return frames.flatMap((frame) => {
    const time = frame.fields.find((field) => field.type === 'time');
    return time ? frame.fields.filter((field) => field.type === 'number').map((field) => ({ time, field, frame })) : [];
  });
}

function collectTimes(sources: Source[]): number[] {
  const times = new Set<number>();
  const seen = new Set<unknown[]>();
  for (const { time } of sources) {
    if (seen.has(time.values)) {
      continue;
    }

    seen.add(time.values);
    const interval = time.config.interval;
    let before: number | null = null;
    for (const value of time.values) {
      if (typeof value === 'number') {
        if (interval && before !== null && value - before > interval * gapFactor) {
          times.add(before + interval);
        }

        times.add(value);
        before = value;
      }
    }
  }

  return [...times].sort((one, other) => one - other);
}

function align({ time, field }: Source, times: number[], index: Map<number, number>): (number | null | undefined)[] {
  const aligned = new Array<number | null | undefined>(times.length).fill(undefined);
  const interval = time.config.interval;
  let before: number | null = null;
  time.values.forEach((moment, row) => {
    if (typeof moment !== 'number') {
      return;
    }

    if (interval && before !== null && moment - before > interval * gapFactor) {
      const gap = index.get(before + interval);
      if (gap !== undefined) {
        aligned[gap] = null;
      }
    }

    const value = field.values[row];
    aligned[index.get(moment)!] = typeof value === 'number' && Number.isFinite(value) ? value : null;
    before = moment;
  });
  return aligned;
}

function colorOf(field: Field, index: number): string {
  const mode = field.config.color?.mode ?? 'palette-classic';
  if (mode === 'palette-classic' || mode === 'palette-classic-by-name') {
    return paletteColor(index);
  }

  const by = field.config.color?.seriesBy ?? 'last';
  const value = reduceValues(field.values, by === 'last' ? 'lastNotNull' : by);
  const [min, max] = limits(field);
  return fieldColor(typeof value === 'number' ? value : null, field.config, index, min, max);
}

/** Makes the series of a chart. */
export function makeChart(frames: Frame[]): Chart {
  const sources = findSources(frames);
  const times = collectTimes(sources);
  const index = new Map(times.map((time, row) => [time, row]));
  const series = sources.map((source, number): Series => {
    const values = align(source, times, index);
    const hide = source.field.config.custom?.['hideFrom'] as { viz?: boolean } | undefined;
    return {
      // A legend of labels that a series has not is a name of nothing, which nobody could press.
      name: displayName(source.field, source.frame, frames).trim() || 'Value',
      field: source.field,
      color: colorOf(source.field, number),
      values,
      drawn: values,
      isHidden: hide?.viz === true,
    };
  });
  return { times, series };
}

/** Puts stacked series on top of each other, as their options say; hidden ones take no room. */
export function stack(chart: Chart): void {
  const totals = new Map<string, Float64Array>();
  const groups = new Map<string, Series[]>();
  for (const series of chart.series) {
    const stacking = series.field.config.custom?.['stacking'] as { mode?: string; group?: string } | undefined;
    series.drawn = series.values;
    if (!series.isHidden && (stacking?.mode === 'normal' || stacking?.mode === 'percent')) {
      const key = `${stacking.mode}:${stacking.group ?? 'A'}`;
      groups.set(key, [...(groups.get(key) ?? []), series]);
    }
  }

  for (const [key, members] of groups) {
    const sums = new Float64Array(chart.times.length);
    if (key.startsWith('percent')) {
      for (const member of members) {
        member.values.forEach((value, row) => (sums[row]! += value ?? 0));
      }
    }

    const total = new Float64Array(chart.times.length);
    totals.set(key, total);
    for (const member of members) {
      member.drawn = member.values.map((value, row) => {
        const share = key.startsWith('percent') ? (sums[row] ? (value ?? 0) / sums[row]! : 0) : (value ?? 0);
        return (total[row]! += share);
      });
    }
  }
}
