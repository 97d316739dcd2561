// Grafana's palette, by the names that dashboards use
// (https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#color-scheme).

import type { FieldConfig } from './frames';

const hues: Record<string, [string, string, string, string, string]> = {
  // dark, semi-dark, plain, light, super-light
  red: ['#C4162A', '#E02F44', '#F2495C', '#FF7383', '#FFA6B0'],
  orange: ['#FA6400', '#FF780A', '#FF9830', '#FFB357', '#FFCB7D'],
  yellow: ['#E0B400', '#F2CC0C', '#FADE2A', '#FFEE52', '#FFF899'],
  green: ['#37872D', '#56A64B', '#73BF69', '#96D98D', '#C8F2C2'],
  blue: ['#1F60C4', '#3274D9', '#5794F2', '#8AB8FF', '#C0D8FF'],
  purple: ['#8F3BB8', '#A352CC', '#B877D9', '#CA95E5', '#DEB6F2'],
};

const shades = ['dark-', 'semi-dark-', '', 'light-', 'super-light-'];

const named: Record<string, string> = { transparent: 'transparent', white: '#FFFFFF', black: '#000000', text: 'currentColor' };
for (const [hue, tones] of Object.entries(hues)) {
  tones.forEach((tone, index) => (named[shades[index] + hue] = tone));
}

/** Colours of series in the order in which they come. */
const classic = [
  '#73BF69', '#F2CC0C', '#5794F2', '#FF9830', '#F2495C', '#B877D9', '#37872D', '#8AB8FF', '#FA6400', '#E02F44', '#1F60C4', '#8F3BB8',
  '#96D98D', '#FFEE52', '#C0D8FF', '#FFB357', '#FF7383', '#CA95E5', '#56A64B', '#E0B400', '#3274D9', '#FF780A', '#C4162A', '#A352CC',
];

export function paletteColor(index: number): string {
  return classic[index % classic.length]!;
}

/** A colour of a dashboard: a name of the palette, or what CSS takes for one; nothing else. */
export function resolveColor(name: string | undefined, fallback = '#808080'): string {
  if (!name) {
    return fallback;
  }

  return named[name] ?? (/^#[0-9a-fA-F]{3,8}$|^rgba?\([\d\s.,%]+\)$|^[a-z]+$/.test(name) ? name : fallback);
}

/** The threshold that a value has reached. */
export function thresholdColor(value: number, config: FieldConfig, min = 0, max = 100): string {
  const steps = config.thresholds?.steps ?? [{ color: 'green', value: null }];
  const isPercentage = config.thresholds?.mode === 'percentage';
  const compared = isPercentage && max !== min ? ((value - min) / (max - min)) * 100 : value;
  let color = steps[0]?.color ?? 'green';
  for (const step of steps) {
    if (step.value === null || compared >= step.value) {
      color = step.color;
    }
  }

  return resolveColor(color);
}

const gradients: Record<string, string[]> = {
  'continuous-GrYlRd': ['#73BF69', '#FADE2A', '#F2495C'],
  'continuous-RdYlGr': ['#F2495C', '#FADE2A', '#73BF69'],
  'continuous-BlYlRd': ['#5794F2', '#FADE2A', '#F2495C'],
  'continuous-YlRd': ['#FADE2A', '#F2495C'],
  'continuous-BlPu': ['#5794F2', '#B877D9'],
  'continuous-YlBl': ['#FADE2A', '#5794F2'],
  'continuous-blues': ['#C0D8FF', '#1F60C4'],
  'continuous-reds': ['#FFA6B0', '#C4162A'],
  'continuous-greens': ['#C8F2C2', '#37872D'],
  'continuous-purples': ['#DEB6F2', '#8F3BB8'],
};

function mix(from: string, to: string, share: number): string {
  const channel = (hex: string, index: number) => Number.parseInt(hex.slice(1 + index * 2, 3 + index * 2), 16);
  const mixed = [0, 1, 2].map((index) => Math.round(channel(from, index) + (channel(to, index) - channel(from, index)) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour of a value by the field's mode; `seriesIndex` is its place among its neighbours. */
export function fieldColor(value: number | null, config: FieldConfig, seriesIndex: number, min: number, max: number): string {
  const mode = config.color?.mode ?? 'thresholds';
  if (mode === 'fixed' || mode === 'shades') {
    return resolveColor(config.color?.fixedColor);
  }

  const gradient = gradients[mode];
  if (gradient && value !== null) {
    const share = max === min ? 0 : Math.min(1, Math.max(0, (value - min) / (max - min)));
    const place = share * (gradient.length - 1);
    const index = Math.min(Math.floor(place), gradient.length - 2);
    return mix(gradient[index]!, gradient[index + 1]!, place - index);
  }

  if (mode === 'thresholds' && value !== null) {
    return thresholdColor(value, config, min, max);
  }

  return paletteColor(seriesIndex);
}

/** A colour with an opacity of 0 to 1; only for the palette's own #rrggbb, others stay as they are. */
export function withOpacity(color: string, opacity: number): string {
  const hex = Math.round(Math.min(1, Math.max(0, opacity)) * 255).toString(16).padStart(2, '0');
  return /^#[0-9a-fA-F]{6}$/.test(color) ? color + hex : color;
}

/** Black or white, whichever is read better on a colour. */
export function readableOn(color: string): string {
  if (!/^#[0-9a-fA-F]{6}/.test(color)) {
    return '#000000';
  }

  return luminance(color) > 0.179 ? '#000000' : '#FFFFFF';
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const legible = 4.5;

/** A colour for text, changed towards black or white until it can be read on its background (WCAG 2.2, contrast of 4.5). */
export function textOn(color: string, background: string): string {
  if (!/^#[0-9a-fA-F]{6}/.test(color) || !/^#[0-9a-fA-F]{6}/.test(background)) {
    return color;
  }

  const behind = luminance(background);
  const target = behind > 0.18 ? '#000000' : '#FFFFFF';
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(color.slice(0, 7), target, share);
    const own = luminance(candidate);
    if ((Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05) >= legible) {
      return candidate;
    }
  }

  return target;
}
