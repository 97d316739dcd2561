import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Panel } from '../source/dashboard/model';
import { makeSections } from '../source/dashboard/layout';
import { calculateInterval, describeRange, parseDuration, parseTime, resolveRange } from '../source/page/time';
import { Variables } from '../source/variables/resolve';

const now = Date.UTC(2026, 10, 26, 8, 30, 15, 500);
const iso = (text: string, isEnd = false) => new Date(parseTime(text, now, isEnd)!).toISOString();

test('relative times', () => {
  assert.equal(iso('now'), '2026-11-26T08:30:15.500Z');
  assert.equal(iso('now-6h'), '2026-11-26T02:30:15.500Z');
  assert.equal(iso('now-1d/d'), '2026-11-25T00:00:00.000Z');
  assert.equal(iso('now-1d/d', true), '2026-11-25T23:59:59.999Z');
  assert.equal(iso('now/w'), '2026-11-23T00:00:00.000Z');
  assert.equal(iso('now-1M/M'), '2026-10-01T00:00:00.000Z');
});

test('absolute times, and what is none', () => {
  assert.equal(parseTime('1700000000000', now), 1_700_000_000_000);
  assert.equal(iso('2026-11-26 08:00:00'), '2026-11-26T08:00:00.000Z');
  assert.equal(parseTime('yesterday', now), null);
  assert.equal(parseTime('now-', now), null);
  assert.equal(resolveRange({ from: 'now', to: 'now-1h' }, now), null);
});

test('durations and intervals', () => {
  assert.equal(parseDuration('1h30m'), 5_400_000);
  assert.equal(parseDuration('soon'), null);
  assert.equal(calculateInterval({ from: '', to: '', fromMs: 0, toMs: 3_600_000 }, 400), 10_000);
  assert.equal(describeRange({ from: 'now-1h', to: 'now' }), 'Last 1 hour');
});

test('layout: rows, collapsed rows, repeated panels', () => {
  const panel = (id: number, y: number, rest: Partial<Panel> = {}): Panel =>
    ({ id, type: 'stat', gridPos: { x: 0, y, w: 12, h: 4 }, ...rest });
  const variables = new Variables([{ name: 'v', type: 'custom', query: 'a,b,c', multi: true }], new URLSearchParams('var-v=a&var-v=b'));
  variables.find('v')!.options = ['a', 'b', 'c'].map((value) => ({ text: value, value }));
  const sections = makeSections([
    panel(1, 0),
    { type: 'row', title: 'First', gridPos: { x: 0, y: 4, w: 24, h: 1 } },
    panel(2, 5, { repeat: 'v', title: '$v' }),
    { type: 'row', title: 'Second', collapsed: true, gridPos: { x: 0, y: 20, w: 24, h: 1 }, panels: [panel(3, 21)] },
  ], variables);
  assert.deepEqual(sections.map(({ title, isCollapsed, panels }) => [title, isCollapsed, panels.length]),
    [['', false, 1], ['First', false, 2], ['Second', true, 1]]);
  assert.deepEqual(sections[1]!.panels.map(({ gridPos }) => gridPos), [{ x: 0, y: 0, w: 12, h: 4 }, { x: 12, y: 0, w: 12, h: 4 }]);
  assert.equal(sections[1]!.panels[1]!.scopedVars!['v']!.value, 'b');
});
