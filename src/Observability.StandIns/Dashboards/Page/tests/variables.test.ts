import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VariableModel } from '../source/dashboard/model';
import { filterOptions, orderVariables, readCustomOptions, Variables } from '../source/variables/resolve';

const range = { from: 'now-1h', to: 'now', fromMs: 0, toMs: 3_600_000 };
const make = async (models: VariableModel[], query = '') => {
  const variables = new Variables(models, new URLSearchParams(query));
  await variables.resolve(range);
  return variables;
};

test('variables come after those they use', () => {
  const { ordered, cyclic } = orderVariables([
    { name: 'c', type: 'custom', query: '$b-1' },
    { name: 'b', type: 'custom', query: '$a-1' },
    { name: 'a', type: 'custom', query: '1' },
  ]);
  assert.deepEqual(ordered.map(({ name }) => name), ['a', 'b', 'c']);
  assert.equal(cyclic.size, 0);
});

test('variables that use each other in a circle are told, the others work', async () => {
  const variables = await make([
    { name: 'a', type: 'custom', query: '$b' },
    { name: 'b', type: 'custom', query: '$a' },
    { name: 'self', type: 'custom', query: 'x,$self' },
    { name: 'fine', type: 'custom', query: '1,2' },
  ]);
  assert.match(variables.find('a')!.error ?? '', /circle/);
  assert.match(variables.find('b')!.error ?? '', /circle/);
  assert.match(variables.find('self')!.error ?? '', /circle/);
  assert.equal(variables.find('fine')!.error, null);
});

test('custom options: names, values, escaped commas', () => {
  assert.deepEqual(readCustomOptions('a, b : B , c\\, d'),
    [{ text: 'a', value: 'a' }, { text: 'b', value: 'B' }, { text: 'c, d', value: 'c, d' }]);
});

test('a regular expression keeps what it finds', () => {
  const options = [{ text: 'node-1:9100', value: '' }, { text: 'other', value: '' }];
  assert.deepEqual(filterOptions(options, '/(node-\\d+):.*/'), [{ text: 'node-1', value: 'node-1' }]);
  assert.deepEqual(filterOptions(options, '/(?<text>node)-(?<value>\\d+).*/'), [{ text: 'node', value: '1' }]);
  assert.deepEqual(filterOptions(options, '['), options);
});

test('the address chooses; what is no option is not chosen', async () => {
  const models: VariableModel[] = [{ name: 'a', type: 'custom', query: '1,2,3', multi: true }];
  assert.deepEqual((await make(models, 'var-a=2&var-a=3')).find('a')!.chosen, ['2', '3']);
  assert.deepEqual((await make(models, 'var-a=9')).find('a')!.chosen, ['1']);
});

test('all: every option, or the value that the dashboard says', async () => {
  const models: VariableModel[] = [
    { name: 'a', type: 'custom', query: '1,2', multi: true, includeAll: true },
    { name: 'b', type: 'custom', query: '1,2', multi: true, includeAll: true, allValue: '.*' },
  ];
  const variables = await make(models, 'var-a=$__all&var-b=All');
  assert.equal(variables.replace('${a:csv} $b'), '1,2 .*');
  assert.equal(variables.toParameters().toString(), 'var-a=%24__all&var-b=%24__all');
});

test('choosing one finds anew what depends on it', async () => {
  const variables = await make(
    [{ name: 'a', type: 'custom', query: '1,2' }, { name: 'b', type: 'custom', query: '$a-x,$a-y' },
    { name: 'c', type: 'custom', query: '<$b>' }]);
  assert.equal(variables.replace('$c'), '<1-x>');
  await variables.select('a', ['2'], range);
  assert.equal(variables.replace('$b $c'), '2-x <2-x>');
});

test('data sources of a type are options; ad hoc filters are refused by name', async () => {
  const variables = await make([{ name: 'ds', type: 'datasource', query: 'prometheus', regex: '/two/' }, { name: 'f', type: 'adhoc' }]);
  assert.deepEqual(variables.find('ds')!.options, [{ text: 'two', value: 'p2' }]);
  assert.match(variables.find('f')!.error ?? '', /adhoc/);
});

test('interval, constant and text box', async () => {
  const variables = await make([
    { name: 'i', type: 'interval', query: '1m,10m', auto: true, auto_count: 60, auto_min: '10s', current: { value: '60s' } },
    { name: 'k', type: 'constant', query: 'fixed' },
    { name: 't', type: 'textbox', query: 'default' },
  ], 'var-t=typed');
  assert.equal(variables.replace('$i $k $t'), '60s fixed typed');
});
