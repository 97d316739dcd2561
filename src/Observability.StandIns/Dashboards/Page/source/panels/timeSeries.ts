// Lines, bars and points over time, drawn by uPlot (https://github.com/leeoniya/uPlot).

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { resolveColor, withOpacity } from '../data/colors';
import { shower, shownText } from '../data/fields';
import { groupBy } from '../data/group';
import { reduceValues } from '../data/reduce';
import { formatText, isoTime } from '../data/units';
import { h, style } from '../page/dom';
import { cssColor } from '../page/theme';
import { makeLegend, type LegendOptions } from './legend';
import { showNoData, type PanelContext, type Renderer } from './panel';
import { makeChart, stack, type Chart, type Series } from './series';

const font = '12px system-ui, sans-serif';
const mostTooltipRows = 20;

const custom = (series: Series): Record<string, unknown> => series.field.config.custom ?? {};
const scaleOf = (series: Series): string => `y:${series.field.config.unit ?? ''}:${String(custom(series)['axisPlacement'] ?? 'auto')}`;

/** Units of which 1024 make the next one: their steps are powers of two. */
const binaryUnits = new Set(['bytes', 'kbytes', 'mbytes', 'gbytes', 'bits', 'binBps', 'binbps', 'KiBs', 'MiBs', 'GiBs']);
const binarySteps = Array.from({ length: 80 }, (_, power) => 2 ** (power - 20));

const two = (amount: number) => String(amount).padStart(2, '0');

function timeLabels(splits: number[], step: number): string[] {
  return splits.map((split) => {
    const date = new Date(split);
    if (step >= 86_400_000) {
      return `${two(date.getMonth() + 1)}/${two(date.getDate())}`;
    }

    const clock = `${two(date.getHours())}:${two(date.getMinutes())}${step < 60_000 ? `:${two(date.getSeconds())}` : ''}`;
    return date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0
      ? `${two(date.getMonth() + 1)}/${two(date.getDate())} ${clock}` : clock;
  });
}

function pathsOf(series: Series): uPlot.Series.PathBuilder | undefined {
  const options = custom(series);
  if (options['drawStyle'] === 'bars') {
    return uPlot.paths.bars!({ size: [Number(options['barWidthFactor'] ?? 0.6), 100] });
  }

  if (options['drawStyle'] === 'points') {
    return () => null;
  }

  switch (options['lineInterpolation']) {
    case 'smooth':
      return uPlot.paths.spline!();
    case 'stepBefore':
      return uPlot.paths.stepped!({ align: -1 });
    case 'stepAfter':
      return uPlot.paths.stepped!({ align: 1 });
    default:
      return uPlot.paths.linear!();
  }
}

function seriesOptions(series: Series, points: number, width: number): uPlot.Series {
  const options = custom(series);
  const isPoints = options['drawStyle'] === 'points';
  const showPoints = isPoints || options['showPoints'] === 'always'
    || (options['showPoints'] !== 'never' && options['drawStyle'] !== 'bars' && points < width / 20);
  const opacity = Number(options['fillOpacity'] ?? 0) / 100;
  const lineStyle = options['lineStyle'] as { fill?: string; dash?: number[] } | undefined;
  const spans = options['spanNulls'];
  return {
    label: series.name,
    scale: scaleOf(series),
    show: !series.isHidden,
    stroke: series.color,
    width: isPoints ? 0 : Number(options['lineWidth'] ?? 1),
    ...(opacity > 0 ? { fill: withOpacity(series.color, opacity) } : {}),
    ...(lineStyle?.fill === 'dash' ? { dash: lineStyle.dash ?? [10, 10] } : lineStyle?.fill === 'dot' ? { dash: [0, 5] } : {}),
    paths: pathsOf(series)!,
    points: { show: showPoints, size: Number(options['pointSize'] ?? 5), fill: series.color },
    spanGaps: spans === true || typeof spans === 'number',
  };
}

function rangeOf(members: Series[]): uPlot.Scale.Range {
  const [first] = members;
  const bound = (values: unknown[]): number | null => {
    const numbers = values.filter((value): value is number => typeof value === 'number');
    return numbers.length ? numbers.reduce((most, value) => Math.max(most, value)) : null;
  };
  const min = first!.field.config.min ?? null;
  const max = first!.field.config.max ?? null;
  const softMin = custom(first!)['axisSoftMin'] as number | undefined;
  const softMax = bound(members.map((member) => custom(member)['axisSoftMax']));
  return (_, dataMin, dataMax) => {
    let low = Math.min(dataMin ?? 0, softMin ?? dataMin ?? 0);
    let high = Math.max(dataMax ?? 1, softMax ?? dataMax ?? 1);
    if (low === high) {
      high = low === 0 ? 1 : low + Math.abs(low) * 0.1;
      low = low === 0 ? 0 : low - Math.abs(low) * 0.1;
    }

    const [niceLow, niceHigh] = uPlot.rangeNum(low, high, 0.1, true);
    return [min ?? niceLow ?? low, max ?? niceHigh ?? high];
  };
}

function makeScales(context: PanelContext, chart: Chart): { scales: uPlot.Scales; axes: uPlot.Axis[] } {
  const color = cssColor('--text-weak');
  const line = { stroke: cssColor('--grid'), width: 1 };
  const scales: uPlot.Scales = { x: { time: true, range: () => [context.range.fromMs, context.range.toMs] } };
  const axes: uPlot.Axis[] = [{ stroke: color, font, grid: line, ticks: { ...line, size: 4 }, size: 26, space: 70,
    values: (_, splits, __, ___, step) => timeLabels(splits, step) }];
  const byScale = groupBy(chart.series, scaleOf);
  let isFirst = true;
  for (const [scale, members] of byScale) {
    const options = custom(members[0]!);
    const { unit, decimals } = members[0]!.field.config;
    const log = (options['scaleDistribution'] as { type?: string; log?: number } | undefined) ?? {};
    scales[scale] = log.type === 'log' ? { distr: 3, log: (log.log === 2 ? 2 : 10) as 10 } : { range: rangeOf(members) };
    const isPercent = (options['stacking'] as { mode?: string } | undefined)?.mode === 'percent';
    if (options['axisPlacement'] !== 'hidden') {
      const isRight = options['axisPlacement'] === 'right' || (options['axisPlacement'] !== 'left' && !isFirst);
      axes.push({
        scale,
        side: isRight ? 1 : 3,
        stroke: color,
        font,
        grid: { ...line, show: isFirst },
        ticks: line,
        label: (options['axisLabel'] as string | undefined) || undefined!,
        labelFont: font,
        labelSize: options['axisLabel'] ? 20 : 0,
        values: (_, splits) => splits.map((split) =>
          (split === null ? '' : isPercent ? `${Math.round(split * 100)}%`
          : formatText(split, unit, unit === 'none' || unit === undefined ? null : decimals))),
        size: (_, values) => Math.max(30, (values ?? []).reduce((most, text) => Math.max(most, text?.length ?? 0), 0) * 7 + 22),
        ...(binaryUnits.has(unit ?? '') ? { incrs: binarySteps } : {}),
      });
      isFirst = false;
    }
  }

  return { scales, axes };
}

function drawThresholds(plot: uPlot, chart: Chart): void {
  const series = chart.series.find((candidate) =>
    !['off', undefined].includes((custom(candidate)['thresholdsStyle'] as { mode?: string } | undefined)?.mode));
  if (!series) {
    return;
  }

  const mode = (custom(series)['thresholdsStyle'] as { mode: string }).mode;
  const steps = series.field.config.thresholds?.steps ?? [];
  const { ctx, bbox } = plot;
  ctx.save();
  steps.forEach((step, index) => {
    const place = (value: number) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(value, scaleOf(series), true)));
    const color = resolveColor(step.color);
    if (mode.includes('area')) {
      const low = step.value === null ? bbox.top + bbox.height : place(step.value);
      const next = steps[index + 1]?.value;
      const high = next === undefined || next === null ? bbox.top : place(next);
      ctx.fillStyle = withOpacity(color, 0.12);
      ctx.fillRect(bbox.left, high, bbox.width, low - high);
    }

    if (step.value !== null && (mode.includes('line') || mode.includes('dashed'))) {
      ctx.strokeStyle = color;
      ctx.lineWidth = 1.5;
      ctx.setLineDash(mode.includes('dashed') ? [8, 8] : []);
      ctx.beginPath();
      ctx.moveTo(bbox.left, place(step.value));
      ctx.lineTo(bbox.left + bbox.width, place(step.value));
      ctx.stroke();
    }
  });
  ctx.restore();
}

function makeTooltip(plot: uPlot, chart: Chart, options: { mode?: string; sort?: string }): () => void {
  const box = h('div', { class: 'tooltip', hidden: true });
  plot.over.append(box);
  const shows = chart.series.map((series) => shower(series.field));
  return () => {
    const { idx, left, top } = plot.cursor;
    if (options.mode === 'none' || idx === null || idx === undefined || left === undefined || left < 0) {
      box.hidden = true;
      return;
    }

    let rows = chart.series.map((series, index) => ({ series, index, value: series.values[idx] }))
      .filter(({ series, value }) => !series.isHidden && typeof value === 'number');
    if (options.sort === 'desc' || options.sort === 'asc') {
      rows.sort((one, other) => (one.value! - other.value!) * (options.sort === 'desc' ? -1 : 1));
    }

    if (options.mode === 'single' && rows.length > 1) {
      const distance = ({ series }: { series: Series }) => Math.abs(plot.valToPos(series.drawn[idx] ?? 0, scaleOf(series)) - (top ?? 0));
      rows = [rows.reduce((best, row) => (distance(row) < distance(best) ? row : best))];
    }

    box.hidden = rows.length === 0;
    box.replaceChildren(
      h('div', { class: 'tooltip-time' }, isoTime(chart.times[idx]!)),
      ...rows.slice(0, mostTooltipRows)
        .map(({ series, index, value }) =>
        h('div', { class: 'tooltip-row' }, style(h('span', { class: 'swatch' }), { background: series.color }),
        h('span', { class: 'name' }, series.name), h('b', {}, shownText(shows[index]!(value))))),
      rows.length > mostTooltipRows ? h('div', {}, `and ${rows.length - mostTooltipRows} more`) : '',
    );
    const isRight = left > plot.over.clientWidth / 2;
    style(box, { left: isRight ? 'auto' : `${left + 12}px`, right: isRight ? `${plot.over.clientWidth - left + 12}px` : 'auto',
      top: `${Math.max(0, Math.min(top ?? 0, plot.over.clientHeight - 40))}px` });
  };
}

function describe(context: PanelContext, chart: Chart): string {
  const parts = chart.series.slice(0, 10)
    .map((series) => `${series.name}: ${shownText(shower(series.field)(reduceValues(series.field.values, 'lastNotNull')))}`);
  return `${context.panel.title ? context.replace(context.panel.title) : 'Chart'}, ${chart.series.length} series. Last values: ${parts.join('; ')}`;
}

function moveCursor(plot: uPlot, event: KeyboardEvent): void {
  const times = plot.data[0];
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') {
    return;
  }

  event.preventDefault();
  const index = plot.cursor.idx ?? (event.key === 'ArrowLeft' ? times.length : -1);
  const next = Math.min(times.length - 1, Math.max(0, index + (event.key === 'ArrowLeft' ? -1 : 1)));
  plot.setCursor({ left: plot.valToPos(times[next]!, 'x'), top: 10 });
}

/** Draws the panel. */
export const timeSeriesPanel: Renderer = (context) => {
  const chart = makeChart(context.frames);
  if (chart.series.length === 0) {
    showNoData(context);
    return;
  }

  stack(chart);
  const options = context.options as { legend?: LegendOptions; tooltip?: { mode?: string; sort?: string } };
  const holder = h('div', { class: 'chart', role: 'img', tabindex: '0', 'aria-label': describe(context, chart),
    'data-testid': 'data-testid uplot-main-div' });
  const root = h('div', { class: `with-legend ${options.legend?.placement === 'right' ? 'right' : 'bottom'}` }, holder);
  context.element.append(root);
  let plot: uPlot | null = null;
  let legend: HTMLElement | null = null;

  const showLegend = (): void => {
    const made = makeLegend(chart.series, options.legend, (index, alsoOthers) => {
      const isAlone = chart.series.every((series, other) => series.isHidden === (other !== index));
      chart.series.forEach((series, other) => {
        series.isHidden = alsoOthers ? !isAlone && other !== index : other === index ? !series.isHidden : series.isHidden;
      });
      const name = chart.series[index]!.name;
      stack(chart);
      plot?.batch(() => {
        chart.series.forEach((series, other) => plot!.setSeries(other + 1, { show: !series.isHidden }));
        plot!.setData(dataOf(chart), true);
      });
      showLegend();
      [...(legend?.querySelectorAll<HTMLElement>('button') ?? [])].find((button) => button.textContent === name)?.focus();
    });
    legend?.remove();
    legend = made;
    if (made) {
      root.append(made);
    }
  };
  showLegend();

  let updateTooltip: (() => void) | null = null;
  const { scales, axes } = makeScales(context, chart);
  plot = new uPlot(
    {
      ms: 1,
      width: Math.max(50, holder.clientWidth),
      height: Math.max(50, holder.clientHeight),
      padding: [8, 8, 0, 0],
      legend: { show: false },
      scales,
      axes,
      series: [{}, ...chart.series.map((series) => seriesOptions(series, chart.times.length, holder.clientWidth))],
      bands: bandsOf(chart),
      cursor: {
        drag: { x: true, y: false, setScale: false },
        ...(context.state.cursor ? { sync: { key: context.state.cursor, setSeries: false, scales: ['x', null] } } : {}),
        points: { size: 6 },
      },
      hooks: {
        setCursor: [() => updateTooltip?.()],
        setSelect: [(self) => {
          if (self.select.width > 4) {
            context.state.setRange({ from: String(Math.round(self.posToVal(self.select.left, 'x'))),
              to: String(Math.round(self.posToVal(self.select.left + self.select.width, 'x'))) });
          }
        }],
        drawAxes: [(self) => drawThresholds(self, chart)],
      },
    },
    dataOf(chart),
    holder,
  );
  updateTooltip = makeTooltip(plot, chart, options.tooltip ?? {});
  holder.addEventListener('keydown', (event) => moveCursor(plot, event));
  return () => plot.destroy();
};

const dataOf = (chart: Chart): uPlot.AlignedData => [chart.times, ...chart.series.map((series) => series.drawn)] as uPlot.AlignedData;

// The area of a stacked series ends at the one below it.
function bandsOf(chart: Chart): uPlot.Band[] {
  const bands: uPlot.Band[] = [];
  chart.series.forEach((series, index) => {
    const stacking = custom(series)['stacking'] as { mode?: string; group?: string } | undefined;
    const below = chart.series.findLastIndex((other, place) =>
      place < index && (custom(other)['stacking'] as { mode?: string; group?: string } | undefined)?.group === stacking?.group);
    if ((stacking?.mode === 'normal' || stacking?.mode === 'percent') && below >= 0) {
      bands.push({ series: [index + 1, below + 1] });
    }
  });
  return bands;
}
