// A button with something below it that opens and closes: with the mouse, with Enter, with Escape.

import { h, type Child } from './dom';

/** Makes one; `fill` is called each time it opens, and is given the function that closes it. */
export function menu(label: Child, attributes: Record<string, string>, fill: (close: () => void) => HTMLElement): HTMLElement {
  const button = h('button', { type: 'button', 'aria-expanded': 'false', 'aria-haspopup': 'true', ...attributes }, label);
  const box = h('div', { class: 'dropdown' }, button);
  let content: HTMLElement | null = null;
  const close = (focus = true): void => {
    content?.remove();
    content = null;
    button.setAttribute('aria-expanded', 'false');
    if (focus) {
      button.focus();
    }
  };
  button.addEventListener('click', () => {
    if (content) {
      close();
      return;
    }

    content = fill(close);
    content.classList.add('menu');
    box.append(content);
    button.setAttribute('aria-expanded', 'true');
    content.querySelector<HTMLElement>('[aria-pressed="true"], input, button, a')?.focus();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && content) {
      event.stopPropagation();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && content && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      const items = [...content.querySelectorAll<HTMLElement>('button, a, input')];
      const index = items.indexOf(document.activeElement as HTMLElement);
      items[(index + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length]?.focus();
    }
  });
  box.addEventListener('focusout', (event) => {
    if (content && event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) {
      close(false);
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (content && event.target instanceof Node && !box.contains(event.target)) {
      close(false);
    }
  });
  return box;
}
