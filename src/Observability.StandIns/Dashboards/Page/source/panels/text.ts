// Text of the dashboard: Markdown or HTML, cleaned of everything that could run or load.

import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { h } from '../page/dom';
import type { PanelContext } from './panel';

const longest = 200_000;

/** Draws the panel. */
export function textPanel(context: PanelContext): void {
  const options = context.options as { mode?: string; content?: string };
  const content = context.replace(String(options.content ?? '')).slice(0, longest);
  if (options.mode === 'code') {
    context.element.append(h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Text' }, h('pre', {}, content)));
    return;
  }

  const html = options.mode === 'html' ? content : (marked.parse(content, { async: false, gfm: true }) as string);
  const clean = DOMPurify.sanitize(html,
    { USE_PROFILES: { html: true }, FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select'],
    FORBID_ATTR: ['style', 'id', 'name'], RETURN_DOM_FRAGMENT: true });
  for (const link of clean.querySelectorAll('a')) {
    link.rel = 'noopener noreferrer';
  }

  context.element.append(h('div',
    { class: 'scroll markdown-html', tabindex: '0', role: 'region',
    'aria-label': context.panel.title ? context.replace(context.panel.title) : 'Text' }, clean));
}
