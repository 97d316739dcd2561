// What is around every page: the notice of what this is, where one is, who one is.

import { boot } from './boot';
import { h, type Child } from './dom';
import { nextTheme, themeName } from './theme';

export const notice = 'Stand-in: a view of Grafana’s provisioned content, not Grafana.';

export interface Crumb {
  text: string;
  path?: string;
}

/** Shows a page in place of the one before. */
export function showPage(title: string, crumbs: Crumb[], controls: Child[], ...content: Child[]): void {
  document.title = `${title} – Dashboards (stand-in)`;
  const main = h('main', { id: 'content', tabindex: '-1' }, h('h1', { class: 'visually-hidden' }, title), ...content);
  document.body.replaceChildren(
    h('a', { class: 'skip', href: '#content', click: (event) => { event.preventDefault(); main.focus(); } }, 'Skip to content'),
    h('div', { class: 'notice', role: 'note' }, notice),
    header(crumbs, controls),
    main,
  );
}

function header(crumbs: Crumb[], controls: Child[]): HTMLElement {
  const trail = h('ol', {});
  crumbs.forEach((crumb, index) => {
    const isLast = index === crumbs.length - 1;
    trail.append(h('li', {}, crumb.path && !isLast
      ? h('a', { href: boot.subPath + crumb.path, 'data-testid': `data-testid ${crumb.text} breadcrumb` }, crumb.text)
      : h('span', { 'aria-current': isLast ? 'page' : null, 'data-testid': `data-testid ${crumb.text} breadcrumb` }, crumb.text)));
  });
  return h(
    'header',
    { 'data-testid': 'data-testid Nav toolbar' },
    h('nav', { class: 'breadcrumbs', 'aria-label': 'Breadcrumb' }, trail),
    h('div', { class: 'controls', 'data-testid': 'data-testid dashboard controls' }, ...controls),
    userMenu(),
  );
}

function userMenu(): HTMLElement {
  const theme = h('button', { type: 'button', class: 'theme', 'aria-label': `Theme: ${themeName()}`, title: `Theme: ${themeName()}` }, '◐');
  theme.addEventListener('click', () => {
    const name = nextTheme();
    theme.setAttribute('aria-label', `Theme: ${name}`);
    theme.title = `Theme: ${name}`;
  });
  const user = boot.user;
  return h(
    'div',
    { class: 'user' },
    h('a', { href: `${boot.subPath}/alerting/list` }, 'Alerts'),
    theme,
    user && !user.isAnonymous
      && h('span', { class: 'who' }, h('span', { id: 'login' }, user.login), ' ', h('span', { id: 'role', class: 'role' }, user.role)),
    user && !user.isAnonymous ? h('a', { href: `${boot.subPath}/logout`, 'data-native': true }, 'Sign out')
      : h('a', { href: `${boot.subPath}/login`, 'data-native': true }, 'Sign in'),
  );
}

/** A box that says what went wrong. */
export function alertBox(text: string): HTMLElement {
  return h('div', { class: 'alert', role: 'alert', 'data-testid': 'data-testid Alert error' }, text);
}
