import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globEscape, interpolate, luceneEscape, promEscape, usedVariables, type Values } from '../source/variables/interpolate';

const values: Values = {
  one: { text: 'One', value: 'a.b' },
  many: { text: ['A', 'B'], value: ['a.b', 'c'] },
  quoted: { text: 'Q', value: 'say "hi" \\' },
  all: { text: 'All', value: '.*' },
};
const multi = new Set(['many', 'all']);
const write = (text: string, escape = globEscape) => interpolate(text, values, escape, multi, new Set(['all']));

const formats: [string, string][] = [
  ['$one and ${one} and [[one]]', 'a.b and a.b and a.b'],
  ['${many}', '{a.b,c}'],
  ['${many:csv}', 'a.b,c'],
  ['${many:pipe}', 'a.b|c'],
  ['${many:json}', '["a.b","c"]'],
  ['${many:regex}', '(a\\.b|c)'],
  ['${one:regex}', 'a\\.b'],
  ['${many:singlequote}', "'a.b','c'"],
  ['${many:doublequote}', '"a.b","c"'],
  ['${many:text}', 'A + B'],
  ['${many.text}', 'A + B'],
  ['${many:queryparam}', 'var-many=a.b&var-many=c'],
  ['${many:percentencode}', '%7Ba.b%2Cc%7D'],
  ['${many:lucene}', '("a.b" OR "c")'],
  ['${many:distributed}', 'a.b,many=c'],
  ['${many:raw}', 'a.b,c'],
  ['[[many:pipe]]', 'a.b|c'],
  ['$missing stays, $__interval too', '$missing stays, $__interval too'],
  ['$constructor ${__proto__}', '$constructor ${__proto__}'],
];
for (const [text, expected] of formats) {
  test(`${text} becomes ${expected}`, () => assert.equal(write(text), expected));
}

test('Prometheus: one value of several is escaped for a regular expression in quotes', () => {
  assert.equal(write('{job=~"$many"}', promEscape), '{job=~"(a\\\\.b|c)"}');
  assert.equal(interpolate('$x', { x: { text: 'x', value: ['a\\b"'] } }, promEscape, new Set(['x'])), 'a\\\\\\\\b\\"');
});

test('Prometheus: a single value is escaped for quotes only', () => {
  assert.equal(write('{x="$quoted"}', promEscape), '{x="say \\"hi\\" \\\\"}');
});

test('All: the value for all is taken as it stands', () => assert.equal(write('{job=~"$all"}', promEscape), '{job=~".*"}'));

test('Lucene: several values are alternatives', () => assert.equal(write('host:$many', luceneEscape), 'host:("a.b" OR "c")'));

test('a value that looks like a replacement pattern is not one', () => {
  assert.equal(interpolate('<$x>', { x: { text: '', value: "$& $' $1" } }, globEscape, new Set()), "<$& $' $1>");
});

test('names that a text uses are found once', () => assert.deepEqual(usedVariables('$a ${b:csv} [[c]] $a'), ['a', 'b', 'c']));
