// Many values to one (https://grafana.com/docs/grafana/latest/panels-visualizations/query-transform-data/calculation-types/).

type Reducer = (values: unknown[], numbers: number[]) => unknown;

const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0);
const last = <T>(items: T[]): T | null => items[items.length - 1] ?? null;
const notNull = (values: unknown[]) =>
  values.filter((value) => value !== null && value !== undefined && !(typeof value === 'number' && Number.isNaN(value)));
const smallest = (numbers: number[]) => numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
const greatest = (numbers: number[]) => numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);

function variance(numbers: number[]): number | null {
  if (numbers.length === 0) {
    return null;
  }

  const mean = sum(numbers) / numbers.length;
  return sum(numbers.map((value) => (value - mean) ** 2)) / numbers.length;
}

function percentile(numbers: number[], share: number): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

const reducers: Record<string, [name: string, reduce: Reducer]> = {
  lastNotNull: ['Last *', (values) => last(notNull(values))],
  last: ['Last', (values) => last(values)],
  firstNotNull: ['First *', (values) => notNull(values)[0] ?? null],
  first: ['First', (values) => values[0] ?? null],
  min: ['Min', (_, numbers) => (numbers.length ? smallest(numbers) : null)],
  max: ['Max', (_, numbers) => (numbers.length ? greatest(numbers) : null)],
  mean: ['Mean', (_, numbers) => (numbers.length ? sum(numbers) / numbers.length : null)],
  median: ['Median', (_, numbers) => percentile(numbers, 0.5)],
  sum: ['Total', (_, numbers) => sum(numbers)],
  count: ['Count', (values) => values.length],
  range: ['Range', (_, numbers) => (numbers.length ? greatest(numbers) - smallest(numbers) : null)],
  delta: ['Delta', (_, numbers) =>
    numbers.slice(1).reduce((total, value, index) => total + (value >= numbers[index]! ? value - numbers[index]! : value), 0)],
  diff: ['Difference', (_, numbers) => (numbers.length ? numbers[numbers.length - 1]! - numbers[0]! : null)],
  diffperc: ['Difference percent', (_, numbers) =>
    (numbers.length && numbers[0] ? (numbers[numbers.length - 1]! - numbers[0]) / numbers[0] : null)],
  step: ['Step', (_, numbers) => (numbers.length > 1 ? smallest(numbers.slice(1).map((value, index) => value - numbers[index]!)) : null)],
  stdDev: ['StdDev', (_, numbers) => { const spread = variance(numbers); return spread === null ? null : Math.sqrt(spread); }],
  variance: ['Variance', (_, numbers) => variance(numbers)],
  logmin: ['Min (above zero)', (_, numbers) =>
    { const above = numbers.filter((value) => value > 0); return above.length ? smallest(above) : null; }],
  allIsZero: ['All zeros', (_, numbers) => numbers.every((value) => value === 0)],
  allIsNull: ['All nulls', (values) => notNull(values).length === 0],
  changeCount: ['Change count', (values) => values.filter((value, index) => index > 0 && value !== values[index - 1]).length],
  distinctCount: ['Distinct count', (values) => new Set(values).size],
  uniqueValues: ['All unique values', (values) => [...new Set(values)].join(', ')],
  allValues: ['All values', (values) => values.join(', ')],
};

/** True for a calculation that is known. */
export const isKnownReducer = (id: string): boolean => id in reducers || /^p\d{1,2}$/.test(id);

export const reducerName = (id: string): string => reducers[id]?.[0] ?? id;

/** Calculates one value; null where there is none. */
export function reduceValues(values: unknown[], id: string): unknown {
  const numbers = values.filter((value): value is number => typeof value === 'number' && !Number.isNaN(value));
  const known = reducers[id];
  if (known) {
    return known[1](values, numbers);
  }

  return /^p\d{1,2}$/.test(id) ? percentile(numbers, Number(id.slice(1)) / 100) : null;
}
