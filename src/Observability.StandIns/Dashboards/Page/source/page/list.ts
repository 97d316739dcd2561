// The list of dashboards: by folder, searched by title and tag.

import { groupBy } from '../data/group';
import { get } from './api';
import { boot } from './boot';
import { h } from './dom';
import { alertBox, showPage } from './shell';

interface Hit {
  uid: string;
  title: string;
  url: string;
  tags: string[];
  type: string;
  folderUid?: string;
  folderTitle?: string;
}

/** Shows the list, of one folder where its uid is given. */
export async function showList(folder?: string): Promise<void> {
  const parameters = new URLSearchParams(location.search);
  const search = h('input',
    { type: 'search', placeholder: 'Search for dashboards', 'aria-label': 'Search for dashboards', value: parameters.get('query') ?? '' });
  const tag = h('select', { 'aria-label': 'Filter by tag' }, h('option', { value: '' }, 'All tags'));
  const results = h('div', { class: 'results', 'data-testid': 'data-testid Search section' });
  const count = h('p', { class: 'count', role: 'status' });
  showPage('Dashboards', [{ text: 'Home', path: '/' }, { text: 'Dashboards' }], [], h('div', { class: 'filters' }, search, tag), count,
    results);

  let hits: Hit[];
  try {
    hits = await get<Hit[]>(`/api/search?type=dash-db${folder ? `&folderUIDs=${encodeURIComponent(folder)}` : ''}`);
  } catch (error) {
    results.replaceChildren(alertBox(error instanceof Error ? error.message : String(error)));
    return;
  }

  // Somebody has gone on meanwhile; the address is another page's.
  if (!results.isConnected) {
    return;
  }

  for (const name of [...new Set(hits.flatMap((hit) => hit.tags))].sort()) {
    tag.append(h('option', { value: name, selected: name === parameters.get('tag') }, name));
  }

  const show = (): void => {
    const text = search.value.trim().toLowerCase();
    const shown = hits.filter((hit) => hit.title.toLowerCase().includes(text) && (tag.value === '' || hit.tags.includes(tag.value)));
    count.textContent = shown.length === 1 ? '1 dashboard' : `${shown.length} dashboards`;
    const folders = groupBy(shown, (hit) => hit.folderTitle ?? '');
    results.replaceChildren(...[...folders].sort(([one], [other]) => one.localeCompare(other))
      .map(([name, items]) => section(name, items)));
    const query = new URLSearchParams(
      { ...(text ? { query: search.value.trim() } : {}), ...(tag.value ? { tag: tag.value } : {}) }).toString();
    history.replaceState(null, '', location.pathname + (query ? `?${query}` : ''));
  };
  search.addEventListener('input', show);
  tag.addEventListener('change', show);
  show();
}

function section(folder: string, hits: Hit[]): HTMLElement {
  const list = h('ul', { class: 'dashboards', 'data-testid': 'data-testid Search items' });
  for (const hit of hits) {
    list.append(h(
      'li',
      { 'data-testid': `data-testid Dashboard search item ${hit.title}` },
      h('a', { href: hit.url }, hit.title),
      h('span', { class: 'tags' }, ...hit.tags.map((name) => h('span', { class: 'tag' }, name))),
    ));
  }

  return h('section', {}, folder !== '' && h('h2', { 'data-testid': `data-testid Folder header ${folder}` }, folder), list);
}

/** There is no such page. */
export function showNotFound(): void {
  showPage('Page not found', [{ text: 'Home', path: '/' }, { text: 'Page not found' }], [], alertBox('There is nothing at this address.'),
    h('p', {}, h('a', { href: `${boot.subPath}/dashboards` }, 'To the dashboards')));
}
