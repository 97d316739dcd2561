import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeFrame, type Field, type Frame } from '../source/data/frames';
import { toTables } from '../source/data/prometheusTable';
import { transform, UnsupportedTransformation } from '../source/data/transform';

const field = (name: string, type: Field['type'], values: unknown[], labels?: Record<string, string>): Field =>
  ({ name, type, values, config: {}, ...(labels ? { labels } : {}) });
const table = (): Frame =>
  makeFrame([field('host', 'string', ['b', 'a', 'c']), field('cpu', 'number', [2, 1, 3]), field('mem', 'number', [20, 10, null])],
  { refId: 'A' });
const run = (frames: Frame[], id: string, options: Record<string, unknown> = {}) => transform(frames, [{ id, options }]);
const shape = (frames: Frame[]) =>
  frames.map((frame) => Object.fromEntries(frame.fields.map((item) => [item.config.displayName ?? item.name, item.values])));

test('organize: leaves out, renames and sorts columns', () => {
  assert.deepEqual(shape(run([table()], 'organize',
    { excludeByName: { mem: true }, renameByName: { cpu: 'CPU' }, indexByName: { cpu: 0, host: 1 } })),
    [{ CPU: [2, 1, 3], host: ['b', 'a', 'c'] }]);
});

test('filterFieldsByName: by names and by pattern', () => {
  assert.deepEqual(Object.keys(shape(run([table()], 'filterFieldsByName', { include: { names: ['host'], pattern: '^c' } }))[0]!),
    ['host', 'cpu']);
  assert.deepEqual(Object.keys(shape(run([table()], 'filterFieldsByName', { exclude: { pattern: 'm$' } }))[0]!), ['host', 'cpu']);
});

test('sortBy: numbers as numbers, both ways', () => {
  assert.deepEqual(shape(run([table()], 'sortBy', { sort: [{ field: 'cpu', desc: true }] }))[0]!['host'], ['c', 'b', 'a']);
  assert.deepEqual(shape(run([table()], 'sortBy', { sort: [{ field: 'host' }] }))[0]!['cpu'], [1, 2, 3]);
});

test('merge: rows with the same texts become one', () => {
  const one = makeFrame([field('host', 'string', ['a', 'b']), field('Value #A', 'number', [1, 2])]);
  const other = makeFrame([field('host', 'string', ['b', 'c']), field('Value #B', 'number', [20, 30])]);
  assert.deepEqual(shape(run([one, other], 'merge')), [{ host: ['a', 'b', 'c'], 'Value #A': [1, 2, null], 'Value #B': [null, 20, 30] }]);
});

test('joinByField: outer and inner', () => {
  const one = makeFrame([field('host', 'string', ['a', 'b']), field('cpu', 'number', [1, 2])]);
  const other = makeFrame([field('host', 'string', ['b', 'c']), field('mem', 'number', [20, 30])]);
  assert.deepEqual(shape(run([one, other], 'joinByField', { byField: 'host', mode: 'outer' })),
    [{ host: ['a', 'b', 'c'], cpu: [1, 2, null], mem: [null, 20, 30] }]);
  assert.deepEqual(shape(run([one, other], 'joinByField', { byField: 'host', mode: 'inner' })), [{ host: ['b'], cpu: [2], mem: [20] }]);
});

test('reduce: one row for each series', () => {
  const frames = [makeFrame([field('Time', 'time', [1, 2]), field('Value', 'number', [1, 3], { job: 'x' })])];
  assert.deepEqual(shape(run(frames, 'reduce', { reducers: ['max', 'mean'] })), [{ Field: ['x'], Max: [3], Mean: [2] }]);
  assert.deepEqual(shape(run(frames, 'reduce', { reducers: ['last'], labelsToFields: true })), [{ Field: ['x'], job: ['x'], Last: [3] }]);
});

test('calculateField: of a row, and of two columns', () => {
  assert.deepEqual(shape(run([table()], 'calculateField', { mode: 'reduceRow', reduce: { reducer: 'sum' }, alias: 'total' }))[0]!['total'],
    [22, 11, 3]);
  assert.deepEqual(shape(run([table()], 'calculateField',
    { mode: 'binary', binary: { left: 'mem', operator: '/', right: '10' }, alias: 'tens' }))[0]!['tens'], [2, 1, Number.NaN]);
});

test('groupBy, labelsToFields, limit, filterByRefId, seriesToRows', () => {
  const groups = makeFrame([field('host', 'string', ['a', 'b', 'a']), field('cpu', 'number', [1, 2, 3])]);
  assert.deepEqual(shape(run([groups], 'groupBy',
    { fields: { host: { operation: 'groupby' }, cpu: { operation: 'aggregate', aggregations: ['sum'] } } })),
    [{ host: ['a', 'b'], 'cpu (sum)': [4, 2] }]);
  const series = [makeFrame([field('Time', 'time', [1]), field('Value', 'number', [5], { job: 'x' })], { refId: 'B' })];
  assert.deepEqual(shape(run(series, 'labelsToFields')), [{ Time: [1], job: ['x'], Value: [5] }]);
  assert.deepEqual(shape(run([table()], 'limit', { limitField: 1 }))[0]!['host'], ['b']);
  assert.equal(run([table(), ...series], 'filterByRefId', { include: 'A' }).length, 1);
  assert.deepEqual(shape(run(series, 'seriesToRows')), [{ Time: [1], Metric: ['x'], Value: [5] }]);
});

test('a disabled transformation does nothing; an unknown one is named', () => {
  assert.equal(transform([table()], [{ id: 'whatever', disabled: true }]).length, 1);
  assert.throws(() => run([table()], 'heatmap'), (error) =>
    error instanceof UnsupportedTransformation && error.message.includes('heatmap'));
});

test('a table of a query has a column for each label', () => {
  const series = (job: string, value: number): Frame =>
    makeFrame([field('Time', 'time', [1]), field('Value', 'number', [value], { __name__: 'up', job })], { refId: 'A' });
  assert.deepEqual(shape(toTables([series('a', 1), series('b', 0)], 1)),
    [{ Time: [1, 1], __name__: ['up', 'up'], job: ['a', 'b'], Value: [1, 0] }]);
  assert.deepEqual(Object.keys(shape(toTables([series('a', 1)], 2))[0]!), ['Time', '__name__', 'job', 'Value #A']);
});
