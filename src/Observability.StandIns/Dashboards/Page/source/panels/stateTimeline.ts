// States over time, one row for each series.

import { readableOn } from '../data/colors';
import { shower, shownText, type Shown } from '../data/fields';
import { displayName, type Field, type Frame } from '../data/frames';
import { isoTime } from '../data/units';
import { h, style } from '../page/dom';
import { showNoData, type Renderer } from './panel';

const mostSegments = 3000;
const mostRows = 100;
const gapFactor = 1.5;

interface Segment {
  from: number;
  to: number;
  shown: Shown;
}

function segmentsOf(time: Field, field: Field, index: number, end: number, merges: boolean): Segment[] {
  const show = shower(field, index);
  const interval = time.config.interval;
  const segments: Segment[] = [];
  field.values.forEach((value, row) => {
    const from = time.values[row];
    if (value === null || value === undefined || typeof from !== 'number') {
      return;
    }

    const next = time.values[row + 1];
    const until = typeof next === 'number' ? next : interval ? from + interval : end;
    const to = interval && until - from > interval * gapFactor ? from + interval : until;
    const shown = show(value);
    const last = segments.at(-1);
    if (merges && last && last.to >= from && last.shown.text === shown.text && last.shown.color === shown.color) {
      last.to = to;
    } else {
      segments.push({ from, to, shown });
    }
  });
  return segments;
}

/** Draws the panel. */
export const stateTimelinePanel: Renderer = (context) => {
  const options = context.options as { mergeValues?: boolean; showValue?: string; rowHeight?: number };
  const { fromMs, toMs } = context.range;
  const series = context.frames.flatMap((frame: Frame) => {
    const time = frame.fields.find((field) => field.type === 'time');
    return time ? frame.fields.filter((field) => field !== time && field.type !== 'other')
      .map((field) => ({ time, field, name: displayName(field, frame, context.frames) })) : [];
  });
  if (series.length === 0) {
    showNoData(context);
    return;
  }

  const merges = context.panel.type === 'state-timeline' && options.mergeValues !== false;
  const list = h('ul', { class: 'timeline' });
  let drawn = 0;
  for (const [index, { time, field, name }] of series.slice(0, mostRows).entries()) {
    const segments = segmentsOf(time, field, index, toMs, merges).filter((segment) => segment.to > fromMs && segment.from < toMs);
    const track = h('span', { class: 'timeline-track', role: 'img',
      'aria-label': `${name}: now ${segments.length ? shownText(segments.at(-1)!.shown) : 'unknown'}, ${segments.length} states` });
    for (const segment of segments) {
      if (++drawn > mostSegments) {
        break;
      }

      const from = Math.max(0, (segment.from - fromMs) / (toMs - fromMs));
      const to = Math.min(1, (segment.to - fromMs) / (toMs - fromMs));
      const text = shownText(segment.shown);
      track.append(style(
        h('span', { class: 'segment', title: `${name}: ${text}\n${isoTime(segment.from)} – ${isoTime(segment.to)}` },
          options.showValue === 'never' || to - from < 0.03 ? '' : text),
        { left: `${(from * 100).toFixed(3)}%`, width: `${((to - from) * 100).toFixed(3)}%`, background: segment.shown.color,
          color: readableOn(segment.shown.color) },
      ));
    }

    list.append(h('li', {}, h('span', { class: 'timeline-name', title: name }, name), track));
  }

  const hidden = series.length - mostRows;
  context.element.append(
    h('div', { class: 'scroll', tabindex: '0', role: 'region',
      'aria-label': context.panel.title ? context.replace(context.panel.title) : 'States' }, list),
    h('div', { class: 'timeline-axis' }, h('span', {}, isoTime(fromMs)), h('span', {}, isoTime(toMs))),
    drawn > mostSegments ? h('p', { class: 'cut' }, `The first ${mostSegments} states; choose a shorter time range for all.`) : hidden > 0
      ? h('p', { class: 'cut' }, `${hidden} rows are left out.`) : '',
  );
};
