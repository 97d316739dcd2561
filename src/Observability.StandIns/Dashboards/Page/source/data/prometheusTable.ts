// What the option "Table" of a query makes of series: one row for each sample, one column for each label.

import { makeFrame, type Field, type Frame } from './frames';
import { groupBy } from './group';

/** Turns the series of each query into one table; several tables tell their values apart by the query's name. */
export function toTables(frames: Frame[], queries: number): Frame[] {
  const byQuery = groupBy(frames, (frame) => frame.refId ?? '');
  return [...byQuery].map(([refId, series]) => {
    const labels = [...new Set(series.flatMap((frame) => Object.keys(frame.fields[1]?.labels ?? {})))].sort();
    const length = series.reduce((total, frame) => total + frame.length, 0);
    const times: unknown[] = [];
    const values: unknown[] = [];
    const columns = labels.map(() => new Array<unknown>(length).fill(null));
    for (const frame of series) {
      const [time, value] = frame.fields;
      for (let row = 0; row < frame.length; row++) {
        labels.forEach((label, index) => (columns[index]![times.length] = value?.labels?.[label] ?? null));
        times.push(time?.values[row] ?? null);
        values.push(value?.values[row] ?? null);
      }
    }

    const rest: Partial<Frame> = { refId, ...(series[0]?.meta ? { meta: series[0].meta } : {}) };
    return makeFrame([
      { name: 'Time', type: 'time', values: times, config: {} },
      ...labels.map((name, index): Field => ({ name, type: 'string', values: columns[index]!, config: {} })),
      { name: queries > 1 ? `Value #${refId}` : 'Value', type: 'number', values, config: {} },
    ], rest);
  });
}
