// Values as people read them: Grafana's unit identifiers
// (https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit).

export interface Formatted {
  prefix: string;
  text: string;
  suffix: string;
}

type Formatter = (value: number, decimals: number | null | undefined) => Formatted;

const plain = (text: string, suffix = '', prefix = ''): Formatted => ({ prefix, text, suffix });

/** Digits behind the point that tell a value well enough: about three significant ones, none for a whole number. */
function decimalsFor(value: number): number {
  if (value === 0 || Number.isInteger(value)) {
    return 0;
  }

  let decimals = -Math.floor(Math.log10(Math.abs(value))) + 1;
  const normed = Math.abs(value) / 10 ** -decimals;
  if (normed > 2.25) {
    decimals += 1;
  }

  return Math.min(Math.max(0, decimals), 20);
}

export function toFixed(value: number, decimals?: number | null): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  }

  if (decimals === null || decimals === undefined) {
    // Trailing zeros of a number whose digits nobody has asked for say nothing.
    const text = value.toFixed(Math.min(decimalsFor(value), 20));
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }

  return value.toFixed(Math.min(Math.max(0, decimals), 20));
}

const fixed = (suffix: string, spaced = true): Formatter => (value, decimals) =>
  plain(toFixed(value, decimals), suffix && spaced ? ` ${suffix}` : suffix);

/** Divides by the factor until the number is short, and says by the suffix how often. */
function scaled(factor: number, suffixes: string[], start = 0): Formatter {
  return (value, decimals) => {
    let step = start;
    let rest = value;
    while (Math.abs(rest) >= factor && step < suffixes.length - 1) {
      rest /= factor;
      step += 1;
    }

    while (rest !== 0 && Math.abs(rest) < 1 && step > start) {
      rest *= factor;
      step -= 1;
    }

    const digits = decimals !== null && decimals !== undefined && step > start && decimals === 0 ? null : decimals;
    const suffix = suffixes[step] ?? '';
    return plain(toFixed(rest, digits), suffix && ` ${suffix}`);
  };
}

const binary = (unit: string, start = 0): Formatter =>
  scaled(1024, ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'].map((prefix) => prefix + unit), start);

const decimal = (unit: string, start = 0): Formatter =>
  scaled(1000, ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'].map((prefix) => prefix + unit), start);

/** Units of physics go below one, too: milli, micro, nano. */
function si(unit: string, exponent = 0): Formatter {
  const prefixes = ['f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
  return (value, decimals) => {
    const base = value * 1000 ** exponent;
    const power = base === 0 ? 0 : Math.min(8, Math.max(-5, Math.floor(Math.log10(Math.abs(base)) / 3)));
    return plain(toFixed(base / 1000 ** power, decimals), ` ${prefixes[power + 5]}${unit}`);
  };
}

const counted = (suffix: string): Formatter => (value, decimals) => {
  const names = ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint'];
  const short = scaled(1000, names.map((name) => name.trim()))(value, decimals);
  return plain(short.text, short.suffix + (suffix ? ` ${suffix}` : ''));
};

const money = (symbol: string, behind = false): Formatter => (value, decimals) => {
  const short = scaled(1000, ['', 'K', 'M', 'B', 'T'])(Math.abs(value), decimals);
  const text = (value < 0 ? '-' : '') + short.text;
  const suffix = short.suffix.trim();
  return behind ? plain(text, `${suffix} ${symbol}`) : plain(text, suffix, symbol);
};

const timeSteps: [string, number][] = [
  ['ns', 1e-9],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['min', 60],
  ['hour', 3600],
  ['day', 86400],
  ['week', 604800],
  ['year', 31536000],
];

const seconds = (factor: number): Formatter => (value, decimals) => {
  const amount = value * factor;
  const size = Math.abs(amount);
  const index = size === 0 ? 3 : Math.max(0, timeSteps.findLastIndex(([, step]) => size >= step));
  const [name, step] = timeSteps[index]!;
  const rest = amount / step;
  return plain(toFixed(rest, decimals), ` ${name}${index >= 5 && Math.abs(rest) !== 1 ? 's' : ''}`);
};

/** A duration in its greatest parts: 1 day, 2 hours. */
const parts = (factor: number): Formatter => (value, decimals) => {
  let rest = Math.abs(value * factor);
  const named: string[] = [];
  const most = Math.max(1, decimals ?? 2);
  for (const [name, step] of [...timeSteps].reverse().filter(([, size]) => size >= 1)) {
    const amount = Math.floor(rest / step);
    if (amount > 0 && named.length < most) {
      const full = { s: 'second', min: 'minute' }[name] ?? name;
      named.push(`${amount} ${full}${amount === 1 ? '' : 's'}`);
      rest -= amount * step;
    }
  }

  return plain((value < 0 ? '-' : '') + (named.join(', ') || '0 seconds'));
};

const clock = (factor: number): Formatter => (value) => {
  const total = Math.max(0, Math.floor(value * factor));
  const two = (amount: number) => String(amount).padStart(2, '0');
  return plain(`${two(Math.floor(total / 3600))}h:${two(Math.floor((total % 3600) / 60))}m:${two(total % 60)}s`);
};

const two = (amount: number) => String(amount).padStart(2, '0');

/** Local time as 2026-11-26 14:05:09. */
export function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) {
    return 'Invalid date';
  }

  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

const fromNow: Formatter = (value) => {
  const distance = (Date.now() - value) / 1000;
  const amount = seconds(1)(Math.abs(distance), 0);
  return plain(distance >= 0 ? `${amount.text}${amount.suffix} ago` : `in ${amount.text}${amount.suffix}`);
};

const truth = (yes: string, no: string): Formatter => (value) => plain(value === 0 ? no : yes);

const byPrefix: [string, (rest: string) => Formatter][] = [
  ['prefix:', (rest) => (value, decimals) => plain(toFixed(value, decimals), '', rest)],
  ['suffix:', (rest) => (value, decimals) => plain(toFixed(value, decimals), rest)],
  ['si:', (rest) => si(rest)],
  ['count:', (rest) => counted(rest)],
  ['currency:', (rest) => money(rest)],
  ['time:', () => (value) => plain(isoTime(value))],
  ['bool:', (rest) => truth(rest.split('/')[0] ?? 'true', rest.split('/')[1] ?? 'false')],
];

const rates: Record<string, string> = {
  cps: 'c/s', ops: 'ops/s', reqps: 'req/s', rps: 'rd/s', wps: 'wr/s', iops: 'io/s', eps: 'evt/s', mps: 'msg/s', recps: 'rec/s',
    rowsps: 'rows/s',
  cpm: 'c/m', opm: 'ops/m', reqpm: 'req/m', rpm: 'rd/m', wpm: 'wr/m', epm: 'evts/m', recpm: 'rec/m',
};

const currencies: Record<string, [string, boolean?]> = {
  currencyUSD: ['$'], currencyEUR: ['€'], currencyGBP: ['£'], currencyJPY: ['¥'], currencyCHF: ['CHF', true], currencyINR: ['₹'],
  currencyRUB: ['₽'], currencyBRL: ['R$'], currencyPLN: ['zł', true], currencySEK: ['kr', true], currencyNOK: ['kr', true],
  currencyDKK: ['kr', true], currencyCZK: ['czk', true], currencyKRW: ['₩'], currencyBTC: ['฿'],
};

const table: Record<string, Formatter> = {
  none: fixed(''), string: (value) => plain(String(value)), short: counted(''), sishort: si(''),
  percent: fixed('%', false), percentunit: (value, decimals) => plain(toFixed(value * 100, decimals), '%'),
  humidity: fixed('%H'), dB: fixed('dB'), ppm: fixed('ppm'), pixel: fixed('px', false), locale: (value, decimals) =>
    plain(value.toLocaleString('en-US',
      decimals === null || decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals })),
  sci: (value, decimals) => plain(value.toExponential(decimals ?? undefined)), hex: (value) =>
    plain(Math.trunc(value).toString(16).toUpperCase()),
  hex0x: (value) => plain(`0x${Math.trunc(value).toString(16).toUpperCase()}`),
  bits: binary('b'), decbits: decimal('b'), bytes: binary('B'), decbytes: decimal('B'),
  kbytes: binary('B', 1), deckbytes: decimal('B', 1), mbytes: binary('B', 2), decmbytes: decimal('B', 2), gbytes: binary('B', 3),
    decgbytes: decimal('B', 3),
  tbytes: binary('B', 4), dectbytes: decimal('B', 4),
  Bps: decimal('B/s'), binBps: binary('B/s'), bps: decimal('b/s'), binbps: binary('b/s'), pps: decimal('p/s'),
  KBs: decimal('B/s', 1), KiBs: binary('B/s', 1), MBs: decimal('B/s', 2), MiBs: binary('B/s', 2), GBs: decimal('B/s', 3),
    GiBs: binary('B/s', 3),
  Kbits: decimal('b/s', 1), Mbits: decimal('b/s', 2), Gbits: decimal('b/s', 3),
  hertz: si('Hz'), rotrpm: fixed('rpm'), rothz: si('Hz'),
  ns: seconds(1e-9), µs: seconds(1e-6), ms: seconds(1e-3), s: seconds(1), m: seconds(60), h: seconds(3600), d: seconds(86400),
  dtdurationms: parts(1e-3), dtdurations: parts(1), dthms: clock(1), timeticks: seconds(0.01), clockms: clock(1e-3), clocks: clock(1),
  dateTimeAsIso: (value) => plain(isoTime(value)), dateTimeAsIsoNoDateIfToday: (value) =>
    plain(isoTime(value)), dateTimeAsSystem: (value) => plain(isoTime(value)),
  dateTimeAsUS: (value) => plain(new Date(value).toLocaleString('en-US')), dateTimeAsLocal: (value) =>
    plain(new Date(value).toLocaleString()),
  dateTimeFromNow: fromNow,
  bool: truth('True', 'False'), bool_yes_no: truth('Yes', 'No'), bool_on_off: truth('On', 'Off'),
  watt: si('W'), kwatt: si('W', 1), mwatt: si('W', -1), watth: si('Wh'), kwatth: si('Wh', 1), volt: si('V'), kvolt: si('V', 1),
    mvolt: si('V', -1),
  amp: si('A'), mamp: si('A', -1), ohm: si('Ω'), joule: si('J'), farad: si('F'), lumens: fixed('Lm'),
  celsius: fixed('°C'), fahrenheit: fixed('°F'), kelvin: fixed('K'), lengthm: si('m'), lengthmm: si('m', -1), lengthkm: si('m', 1),
    lengthft: fixed('ft'),
  lengthmi: fixed('mi'), massg: si('g'), masskg: si('g', 1), masst: fixed('t'), velocityms: fixed('m/s'), velocitykmh: fixed('km/h'),
    velocitymph: fixed('mph'),
  pressurebar: si('bar'), pressurehpa: fixed('hPa'), pressurepsi: fixed('psi'), litre: si('L'), mlitre: si('L', -1),
    degree: fixed('°', false),
};

/** Writes a number in a unit. */
export function formatValue(value: number, unit?: string, decimals?: number | null): Formatted {
  if (Number.isNaN(value)) {
    return plain('NaN');
  }

  if (!unit) {
    return plain(toFixed(value, decimals));
  }

  const known = table[unit];
  if (known) {
    return known(value, decimals);
  }

  if (unit in rates) {
    return counted(rates[unit]!)(value, decimals);
  }

  const currency = currencies[unit];
  if (currency) {
    return money(currency[0], currency[1])(value, decimals);
  }

  const custom = byPrefix.find(([prefix]) => unit.startsWith(prefix));
  return custom ? custom[1](unit.slice(custom[0].length))(value, decimals) : fixed(unit)(value, decimals);
}

export function formatText(value: number, unit?: string, decimals?: number | null): string {
  const { prefix, text, suffix } = formatValue(value, unit, decimals);
  return prefix + text + suffix;
}
