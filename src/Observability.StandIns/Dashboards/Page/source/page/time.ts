// Time ranges: relative ones as Grafana writes them (now-6h, now/d, now-1d/d), absolute ones in milliseconds or as a date.

export interface RawRange {
  from: string;
  to: string;
}

export interface TimeRange extends RawRange {
  fromMs: number;
  toMs: number;
}

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of a duration such as 30s or 1h30m; null where it is none. */
export function parseDuration(text: string): number | null {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwMy])/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) {
    return null;
  }

  return parts.reduce((total, part) => total + Number(part[1]) * (unitMs[part[2]!] ?? (part[2] === 'M' ? 30 : 365) * unitMs['d']!), 0);
}

function shift(date: Date, amount: number, unit: string): void {
  switch (unit) {
    case 'M':
      date.setMonth(date.getMonth() + amount);
      break;
    case 'y':
      date.setFullYear(date.getFullYear() + amount);
      break;
    case 'd':
    case 'w':
      date.setDate(date.getDate() + amount * (unit === 'w' ? 7 : 1));
      break;
    default:
      date.setTime(date.getTime() + amount * (unitMs[unit] ?? 0));
  }
}

function round(date: Date, unit: string, up: boolean): void {
  const levels = ['y', 'M', 'd', 'h', 'm', 's'];
  const level = levels.indexOf(unit === 'w' ? 'd' : unit);
  if (level <= 5) {
    date.setMilliseconds(0);
  }

  if (level <= 4) {
    date.setSeconds(0);
  }

  if (level <= 3) {
    date.setMinutes(0);
  }

  if (level <= 2) {
    date.setHours(0);
  }

  if (unit === 'w') {
    date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  }

  if (level <= 1) {
    date.setDate(1);
  }

  if (level === 0) {
    date.setMonth(0);
  }

  if (up) {
    shift(date, 1, unit);
    date.setMilliseconds(-1);
  }
}

/** Milliseconds since 1970 of a bound of a range; null where it is none. */
export function parseTime(text: string, now: number, isEnd = false): number | null {
  if (/^\d{10,}$/.test(text)) {
    return Number(text);
  }

  if (!text.startsWith('now')) {
    const date = Date.parse(/^\d{4}-\d\d-\d\d \d\d:\d\d/.test(text) ? text.replace(' ', 'T') : text);
    return Number.isNaN(date) ? null : date;
  }

  const date = new Date(now);
  let rest = text.slice(3);
  while (rest !== '') {
    const step = /^(?:([+-])(\d+)|(\/))(s|m|h|d|w|M|y)/.exec(rest);
    if (!step) {
      return null;
    }

    if (step[3]) {
      round(date, step[4]!, isEnd);
    } else {
      shift(date, Number(step[2]) * (step[1] === '-' ? -1 : 1), step[4]!);
    }

    rest = rest.slice(step[0].length);
  }

  return date.getTime();
}

/** Finds out what a range is at a moment; null where a bound is no time or the end comes before the begin. */
export function resolveRange(raw: RawRange, now: number): TimeRange | null {
  const fromMs = parseTime(raw.from, now);
  const toMs = parseTime(raw.to, now, true);
  return fromMs === null || toMs === null || toMs <= fromMs ? null : { ...raw, fromMs, toMs };
}

export const quickRanges: [from: string, to: string, name: string][] = [
  ['now-5m', 'now', 'Last 5 minutes'],
  ['now-15m', 'now', 'Last 15 minutes'],
  ['now-30m', 'now', 'Last 30 minutes'],
  ['now-1h', 'now', 'Last 1 hour'],
  ['now-3h', 'now', 'Last 3 hours'],
  ['now-6h', 'now', 'Last 6 hours'],
  ['now-12h', 'now', 'Last 12 hours'],
  ['now-24h', 'now', 'Last 24 hours'],
  ['now-2d', 'now', 'Last 2 days'],
  ['now-7d', 'now', 'Last 7 days'],
  ['now-30d', 'now', 'Last 30 days'],
  ['now-90d', 'now', 'Last 90 days'],
  ['now-1d/d', 'now-1d/d', 'Yesterday'],
  ['now/d', 'now/d', 'Today'],
  ['now/d', 'now', 'Today so far'],
  ['now/w', 'now', 'This week so far'],
];

const two = (amount: number) => String(amount).padStart(2, '0');

/** A moment as people write it into the fields of a range. */
export function writeTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A range in words. */
export function describeRange(raw: RawRange): string {
  const quick = quickRanges.find(([from, to]) => from === raw.from && to === raw.to);
  const write = (text: string) => (/^\d{10,}$/.test(text) ? writeTime(Number(text)) : text);
  return quick ? quick[2] : `${write(raw.from)} to ${write(raw.to)}`;
}

// Rounded so that a graph that is a little wider asks for the same points.
const roundIntervals = [1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 604_800_000, 2_592_000_000,
  31_536_000_000];

/** Time between two points of a panel, in milliseconds. */
export function calculateInterval(range: TimeRange, points: number, least = 1): number {
  const wanted = (range.toMs - range.fromMs) / Math.max(1, points);
  const rounded = roundIntervals.reduce((best, candidate) => (Math.abs(candidate - wanted) < Math.abs(best - wanted) ? candidate : best));
  return Math.max(rounded, least, 1);
}
