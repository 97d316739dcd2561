// Dark or light: what the system prefers, unless somebody has chosen.

import { boot } from './boot';

const key = 'dashboards.theme';
const names = ['system', 'dark', 'light'];
const listeners = new Set<() => void>();
const prefersLight = matchMedia('(prefers-color-scheme: light)');

export function themeName(): string {
  const chosen = localStorage.getItem(key) ?? boot.theme;
  return names.includes(chosen) ? chosen : 'system';
}

export const isLight = (): boolean => themeName() === 'light' || (themeName() === 'system' && prefersLight.matches);

/** Puts the chosen theme on the page. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = isLight() ? 'light' : 'dark';
  listeners.forEach((listener) => listener());
}

/** Goes on to the next theme. */
export function nextTheme(): string {
  const name = names[(names.indexOf(themeName()) + 1) % names.length]!;
  localStorage.setItem(key, name);
  applyTheme();
  return name;
}

/** Calls back when the theme changes; what is drawn with colours must be drawn anew. */
export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

prefersLight.addEventListener('change', applyTheme);

/** A colour of the style sheet. */
export const cssColor = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
