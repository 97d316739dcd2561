import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldColor, readableOn, resolveColor, textOn, thresholdColor } from '../source/data/colors';
import { applyFieldConfig, mapValue, reduceFrames, shower, shownText } from '../source/data/fields';
import { displayName, makeFrame, readFrames, type Field, type Frame } from '../source/data/frames';
import { reduceValues } from '../source/data/reduce';
import { makeChart, stack } from '../source/panels/series';

const field = (name: string, values: unknown[], rest: Partial<Field> = {}): Field =>
  ({ name, type: 'number', values, config: {}, ...rest });
const series = (values: unknown[], times: number[], config: Field['config'] = {}, interval?: number): Frame =>
  makeFrame([field('Time', times, { type: 'time', config: interval ? { interval } : {} }), field('Value', values, { config })]);

test('overrides: by name, pattern, type and query; the later over the earlier', () => {
  const frames = [makeFrame([field('a', [1]), field('b', [2]), field('t', ['x'], { type: 'string' })], { refId: 'Q' })];
  const [frame] = applyFieldConfig(frames, { unit: 'bytes' }, [
    { matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'unit', value: 's' }, { id: 'custom.width', value: 5 }] },
    { matcher: { id: 'byRegexp', options: '/^[ab]$/' }, properties: [{ id: 'decimals', value: 1 }] },
    { matcher: { id: 'byType', options: 'string' }, properties: [{ id: 'displayName', value: 'Text' }] },
    { matcher: { id: 'byFrameRefID', options: 'Q' }, properties: [{ id: 'min', value: 0 }] },
    { matcher: { id: 'byName', options: 'b' }, properties: [{ id: '__proto__.polluted', value: true }] },
  ], (text) => text);
  assert.deepEqual([frame!.fields[0]!.config.unit, frame!.fields[0]!.config.custom!['width'], frame!.fields[0]!.config.decimals,
    frame!.fields[0]!.config.min], ['s', 5, 1, 0]);
  assert.deepEqual([frame!.fields[1]!.config.unit, frame!.fields[1]!.config.decimals, frame!.fields[2]!.config.displayName],
    ['bytes', 1, 'Text']);
  assert.equal((({}) as Record<string, unknown>)['polluted'], undefined);
});

test('mappings: value, range, regular expression, special', () => {
  assert.deepEqual(mapValue(0, [{ type: 'value', options: { 0: { text: 'down', color: 'red' } } }]), { text: 'down', color: 'red' });
  assert.deepEqual(mapValue(5, [{ type: 'range', options: { from: 1, to: null, result: { text: 'many' } } }]), { text: 'many' });
  assert.deepEqual(mapValue('node-7', [{ type: 'regex', options: { pattern: 'node-(\\d+)', result: { text: 'N$1' } } }]), { text: 'N7' });
  assert.deepEqual(mapValue(null, [{ type: 'special', options: { match: 'null+nan', result: { text: 'none' } } }]), { text: 'none' });
  assert.equal(mapValue('constructor', [{ type: 'value', options: {} }]), null);
});

test('values: unit, decimals, mapping, and what is shown for none', () => {
  const show = shower(field('a', [1],
    { config: { unit: 'bytes', decimals: 1, noValue: '–', mappings: [{ type: 'value', options: { 0: { text: 'empty' } } }] } }));
  assert.equal(shownText(show(2048)), '2.0 KiB');
  assert.equal(shownText(show(0)), 'empty');
  assert.equal(shownText(show(null)), '–');
});

test('thresholds: absolute, as a percentage, below the first', () => {
  const steps = [{ color: 'green', value: null }, { color: 'red', value: 80 }];
  assert.equal(thresholdColor(79, { thresholds: { steps } }), resolveColor('green'));
  assert.equal(thresholdColor(80, { thresholds: { steps } }), resolveColor('red'));
  assert.equal(thresholdColor(8.5, { thresholds: { mode: 'percentage', steps } }, 0, 10), resolveColor('red'));
});

test('colours: fixed, gradient, and nothing that is no colour', () => {
  assert.equal(fieldColor(1, { color: { mode: 'fixed', fixedColor: 'dark-red' } }, 0, 0, 1), '#C4162A');
  assert.equal(fieldColor(0, { color: { mode: 'continuous-GrYlRd' } }, 0, 0, 10), '#73bf69');
  assert.equal(resolveColor('url(javascript:alert(1))'), '#808080');
  assert.equal(readableOn('#FFFFFF'), '#000000');
  assert.notEqual(textOn('#73BF69', '#ffffff'), '#73BF69');
  assert.equal(textOn('#73BF69', '#181b1f').toLowerCase(), '#73bf69');
});

test('names: from the data source, from labels, from the frame', () => {
  const one = makeFrame([field('Value', [1], { labels: { job: 'a' } })]);
  assert.equal(displayName(one.fields[0]!, one, [one]), 'a');
  const two = makeFrame([field('Value', [1], { labels: { __name__: 'up', job: 'a', x: 'b' } })]);
  assert.equal(displayName(two.fields[0]!, two, [two]), 'up{job="a", x="b"}');
  const named = makeFrame([field('usage', [1], { config: { displayNameFromDS: 'Usage' } })]);
  assert.equal(displayName(named.fields[0]!, named, [named]), 'Usage');
});

test('calculations', () => {
  assert.equal(reduceValues([1, null, 3, null], 'lastNotNull'), 3);
  assert.equal(reduceValues([1, null, 3, null], 'last'), null);
  assert.equal(reduceValues([1, 2, 6], 'mean'), 3);
  assert.equal(reduceValues([5, 1, 3], 'range'), 4);
  assert.equal(reduceValues([1, 5, 2], 'delta'), 6);
  assert.equal(reduceValues([1, 2, 3, 4], 'p95'), 4);
  assert.equal(reduceValues([], 'max'), null);
});

test('reduce options: one value for each field, or each row by its text', () => {
  const frames = [makeFrame([field('host', ['a', 'b'], { type: 'string' }), field('cpu', [1, 2])])];
  assert.deepEqual(reduceFrames(frames, { calcs: ['max'] }).map(({ name, shown }) => [name, shown.numeric]), [['cpu', 2]]);
  assert.deepEqual(reduceFrames(frames, { values: true }).map(({ name, shown }) => [name, shown.numeric]), [['a', 1], ['b', 2]]);
  assert.deepEqual(reduceFrames(frames, { values: true, limit: 1 }).length, 1);
});

test('frames: what JSON has no word for', () => {
  const [frame] = readFrames(
    { frames: [{ schema: { fields: [{ name: 'a', type: 'number' }] },
    data: { values: [[null, null, 1]], entities: [{ NaN: [0], Inf: [1] }] } }] }, 'A');
  assert.ok(Number.isNaN(frame!.fields[0]!.values[0]));
  assert.equal(frame!.fields[0]!.values[1], Number.POSITIVE_INFINITY);
});

test('charts: series of different times share one axis, a missing step is a gap', () => {
  const chart = makeChart([series([1, 2, 4], [0, 10, 40], {}, 10), series([5], [20])]);
  assert.deepEqual(chart.times, [0, 10, 20, 40]);
  assert.deepEqual(chart.series[0]!.values, [1, 2, null, 4]);
  assert.deepEqual(chart.series[1]!.values, [undefined, undefined, 5, undefined]);
});

test('charts: stacked series lie on those before them, hidden ones on none', () => {
  const config = { custom: { stacking: { mode: 'normal', group: 'A' } } };
  const chart = makeChart([series([1, 2], [0, 10], config), series([10, 20], [0, 10], config)]);
  stack(chart);
  assert.deepEqual(chart.series[1]!.drawn, [11, 22]);
  assert.deepEqual(chart.series[1]!.values, [10, 20]);
  chart.series[0]!.isHidden = true;
  stack(chart);
  assert.deepEqual(chart.series[1]!.drawn, [10, 20]);
});
