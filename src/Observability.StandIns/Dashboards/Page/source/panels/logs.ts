// Log lines, each with its details.

import { displayName, type Field, type Frame } from '../data/frames';
import { isoTime } from '../data/units';
import { h } from '../page/dom';
import { showNoData, type Renderer } from './panel';

const mostLines = 1000;
const levels: [RegExp, string][] = [
  [/\b(emerg|fatal|alert|crit(ical)?|panic)\b/i, 'critical'],
  [/\b(err(or)?|eror)\b/i, 'error'],
  [/\bwarn(ing)?\b/i, 'warning'],
  [/\b(info(rmation)?|notice)\b/i, 'info'],
  [/\b(debug|dbug)\b/i, 'debug'],
  [/\btrace\b/i, 'trace'],
];

interface Line {
  time: number | null;
  text: string;
  level: string;
  details: [string, string][];
}

const levelOf = (text: string): string => levels.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';

function readLines(frame: Frame, frames: Frame[]): Line[] {
  const time = frame.fields.find((field) => field.type === 'time');
  const names = ['line', 'body', 'message'];
  const body = frame.fields.find((field) => names.includes(field.name.toLowerCase()))
    ?? frame.fields.find((field) => field.type === 'string');
  if (!body) {
    return [];
  }

  const level = frame.fields.find((field) => ['level', 'severity', 'detected_level', 'lvl'].includes(field.name.toLowerCase()));
  const rest = frame.fields.filter((field) =>
    field !== time && field !== body && !['tsns', 'id', '_id', 'sort', 'highlight'].includes(field.name.toLowerCase()));
  return body.values.map((value, row): Line => {
    const details = rest.flatMap((field) => detailsOf(field, displayName(field, frame, frames), row));
    const text = String(value ?? '');
    const said = level ? String(level.values[row] ?? '')
      : (details.find(([name]) => ['level', 'severity', 'detected_level', 'lvl'].includes(name))?.[1] ?? '');
    return { time: typeof time?.values[row] === 'number' ? time.values[row] : null, text, level: levelOf(said || text.slice(0, 300)),
      details };
  });
}

function detailsOf(field: Field, name: string, row: number): [string, string][] {
  const value = field.values[row];
  if (value === null || value === undefined || value === '') {
    return [];
  }

  return field.name === 'labels' && typeof value === 'object'
    ? Object.entries(value as Record<string, unknown>).map(([label, text]) => [label, String(text)])
    : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
}

// exact: the same line; numbers: the same but for its digits; signature: the same but for its words.
function deduplicate(lines: Line[], strategy: unknown): [Line, number][] {
  const found: [Line, number][] = [];
  const key = (line: Line): string =>
    (strategy === 'numbers' ? line.text.replace(/\d+/g, '0') : strategy === 'signature' ? line.text.replace(/\w/g, '') : line.text);
  for (const line of lines) {
    const last = found.at(-1);
    if (strategy && strategy !== 'none' && last && key(last[0]) === key(line)) {
      last[1] += 1;
    } else {
      found.push([line, 1]);
    }
  }

  return found;
}

/** Draws the panel. */
export const logsPanel: Renderer = (context) => {
  const options = context.options as { showTime?: boolean; wrapLogMessage?: boolean; sortOrder?: string; enableLogDetails?: boolean;
    showLabels?: boolean; dedupStrategy?: string; prettifyLogMessage?: boolean };
  const lines = context.frames.flatMap((frame) => readLines(frame, context.frames));
  if (lines.length === 0) {
    showNoData(context);
    return;
  }

  const direction = options.sortOrder === 'Ascending' ? 1 : -1;
  lines.sort((one, other) => ((one.time ?? 0) - (other.time ?? 0)) * direction);
  const list = h('ol', { class: `logs ${options.wrapLogMessage ? 'wrap' : ''}` });
  for (const [line, count] of deduplicate(lines, options.dedupStrategy).slice(0, mostLines)) {
    let text = line.text;
    if (options.prettifyLogMessage) {
      try {
        text = JSON.stringify(JSON.parse(text), null, 2);
      } catch {
        // No JSON: as it is.
      }
    }

    const parts = [
      options.showTime !== false && line.time !== null && h('time', { datetime: new Date(line.time).toISOString() }, isoTime(line.time)),
      options.showLabels && h('span', { class: 'labels' }, line.details.map(([name, value]) => `${name}=${value}`).join(' ')),
      h('span', { class: 'line' }, text),
      count > 1 && h('span', { class: 'count' }, `×${count}`),
    ];
    const details = options.enableLogDetails !== false && line.details.length > 0;
    list.append(h('li', { class: `level-${line.level}` }, details ? expandable(parts, line) : h('div', { class: 'entry' }, ...parts)));
  }

  context.element.append(
    h('div', { class: 'scroll', tabindex: '0', role: 'region',
      'aria-label': context.panel.title ? context.replace(context.panel.title) : 'Logs' }, list),
    lines.length > mostLines ? h('p', { class: 'cut' }, `The first ${mostLines} of ${lines.length} lines.`) : '',
  );
};

function expandable(parts: (Node | string | number | null | undefined | false)[], line: Line): HTMLElement {
  const details = h('details', {}, h('summary', { class: 'entry' }, ...parts));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) {
      details.append(h('dl', {}, ...line.details.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
    }
  });
  return details;
}
