// Makes elements. Text is always text: nothing here reads HTML, so nothing that a dashboard or a store says can become an element.

export type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined | EventListener;

function fill(element: Element, attributes: Record<string, Value>, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }

    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }

  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

/** An element of HTML; an attribute that is a function is a listener of the event of its name. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** An element of SVG. */
export function s(tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(element, attributes, children);
  return element;
}

/** Sets properties of the style; the page's policy allows this and no style attribute. */
export function style<T extends HTMLElement | SVGElement>(element: T, properties: Record<string, string>): T {
  for (const [name, value] of Object.entries(properties)) {
    element.style.setProperty(name, value);
  }

  return element;
}

/** The address where it leads to a web page, a mail or somewhere on this site; never a script. */
export function safeAddress(address: string): string | null {
  try {
    const url = new URL(address, location.href);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? address : null;
  } catch {
    return null;
  }
}
