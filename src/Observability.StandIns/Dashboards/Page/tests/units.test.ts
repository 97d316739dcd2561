import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatText } from '../source/data/units';

const cases: [value: number, unit: string | undefined, decimals: number | null | undefined, text: string][] = [
  // What the content of the stack uses.
  [1536, 'bytes', undefined, '1.5 KiB'],
  [0, 'bytes', undefined, '0 B'],
  [1_000_000, 'Bps', undefined, '1 MB/s'],
  [42.4242, 'cps', undefined, '42.4 c/s'],
  [1234, 'reqps', undefined, '1.23 K req/s'],
  [0.256, 'percentunit', undefined, '25.6%'],
  [1, 'percentunit', 2, '100.00%'],
  [0.0042, 's', undefined, '4.2 ms'],
  [90, 's', undefined, '1.5 min'],
  [7200, 's', undefined, '2 hours'],
  [3600, 's', undefined, '1 hour'],
  [12.5, 'currencyUSD', 2, '$12.50'],
  [-1500, 'currencyUSD', undefined, '$-1.5K'],
  [1500, 'short', undefined, '1.5 K'],
  [7, 'none', 0, '7'],
  // Common ones.
  [55, 'percent', undefined, '55%'],
  [1500, 'decbytes', undefined, '1.5 kB'],
  [2048, 'kbytes', undefined, '2 MiB'],
  [1500, 'ms', undefined, '1.5 s'],
  [0.5, 'ms', undefined, '500 µs'],
  [1e9, 'hertz', undefined, '1 GHz'],
  [0.002, 'volt', undefined, '2 mV'],
  [3661, 'dtdurations', undefined, '1 hour, 1 minute'],
  [3661, 'clocks', undefined, '01h:01m:01s'],
  [0, 'bool_yes_no', undefined, 'No'],
  [255, 'hex', undefined, 'FF'],
  [1234567, 'locale', undefined, '1,234,567'],
  [21.5, 'celsius', undefined, '21.5 °C'],
  [3, 'suffix: apples', undefined, '3 apples'],
  [3, 'prefix:#', undefined, '#3'],
  [5, 'made up', undefined, '5 made up'],
  [Number.NaN, 'bytes', undefined, 'NaN'],
  [Number.POSITIVE_INFINITY, undefined, undefined, '∞'],
  [0.123456, undefined, undefined, '0.123'],
  [1700000000000, 'dateTimeAsIso', undefined, '2023-11-14 22:13:20'],
];

for (const [value, unit, decimals, text] of cases) {
  test(`${value} in ${unit ?? 'no unit'} reads ${text}`, () => assert.equal(formatText(value, unit, decimals), text));
}
