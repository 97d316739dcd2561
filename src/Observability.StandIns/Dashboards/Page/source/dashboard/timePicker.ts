import { h } from '../page/dom';
import { menu } from '../page/menu';
import { describeRange, quickRanges, resolveRange, writeTime, type RawRange, type TimeRange } from '../page/time';

/** What people choose the time range with. */
export function timePicker(range: TimeRange, onChange: (range: RawRange) => void): HTMLElement {
  const picker = menu(describeRange(range),
    { 'data-testid': 'data-testid TimePicker Open Button', 'aria-label': `Time range: ${describeRange(range)}`, class: 'time' }, (close) =>
    {
    const choose = (raw: RawRange): void => {
      close();
      onChange(raw);
    };
    return h('div', { class: 'time-menu', 'data-testid': 'data-testid TimePicker Overlay Content' }, absolute(range, choose),
      quick(range, choose));
  });
  const zoomOut = h('button',
    { type: 'button', 'aria-label': 'Zoom out time range', title: 'Zoom out',
    'data-testid': 'data-testid explore-toolbar-timepicker-zoom-out-button' }, '−');
  zoomOut.addEventListener('click', () => {
    const half = (range.toMs - range.fromMs) / 2;
    onChange({ from: String(Math.round(range.fromMs - half)), to: String(Math.round(range.toMs + half)) });
  });
  return h('div', { class: 'time-picker' }, picker, zoomOut);
}

function quick(range: TimeRange, choose: (raw: RawRange) => void): HTMLElement {
  const list = h('ul', { class: 'quick', 'aria-label': 'Quick ranges' });
  for (const [from, to, name] of quickRanges) {
    list.append(h('li', {}, h(
      'button',
      {
        type: 'button',
        'aria-pressed': String(from === range.from && to === range.to),
        'data-testid': `data-testid TimePicker time range option ${from} to ${to}`,
        click: () => choose({ from, to }),
      },
      name,
    )));
  }

  return list;
}

function absolute(range: TimeRange, choose: (raw: RawRange) => void): HTMLElement {
  const write = (text: string) => (/^\d{10,}$/.test(text) ? writeTime(Number(text)) : text);
  const from = h('input', { id: 'time-from', value: write(range.from), autocomplete: 'off',
    'data-testid': 'data-testid Time Range from field' });
  const to = h('input', { id: 'time-to', value: write(range.to), autocomplete: 'off', 'data-testid': 'data-testid Time Range to field' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const form = h(
    'form',
    { class: 'absolute', 'aria-label': 'Absolute time range' },
    h('label', { for: 'time-from' }, 'From'),
    from,
    h('label', { for: 'time-to' }, 'To'),
    to,
    problem,
    h('button', { type: 'submit', 'data-testid': 'data-testid TimePicker submit button' }, 'Apply time range'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const raw = { from: from.value.trim(), to: to.value.trim() };
    const now = Date.now();
    if (resolveRange(raw, now) === null) {
      problem.textContent = 'From and to must be times, such as now-1h or 2026-11-26 08:00:00, and to must be later than from.';
      return;
    }

    // A date is kept as milliseconds, so that the address means the same in every time zone.
    const keep = (text: string, isEnd: boolean) =>
      (text.startsWith('now') ? text : String(resolveRange(raw, now)![isEnd ? 'toMs' : 'fromMs']));
    choose({ from: keep(raw.from, false), to: keep(raw.to, true) });
  });
  return form;
}
