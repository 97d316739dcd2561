// Puts the values of variables into texts: $name, ${name}, ${name:format}, [[name]]
// (https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/variable-syntax/).

export interface VariableValue {
  text: string | string[];
  value: string | string[];
}

export type Values = Readonly<Record<string, VariableValue>>;

/** How a value is written where the text does not say. */
export type Escape = (value: string | string[], isMulti: boolean) => string;

const escapeRegex = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const list = (value: string | string[]) => (Array.isArray(value) ? value : [value]);

const formats: Record<string, (value: string | string[], text: string | string[], name: string) => string> = {
  raw: (value) => list(value).join(','),
  csv: (value) => list(value).join(','),
  pipe: (value) => list(value).join('|'),
  glob: (value) => (Array.isArray(value) && value.length > 1 ? `{${value.join(',')}}` : list(value).join('')),
  json: (value) => JSON.stringify(value),
  regex: (value) => (Array.isArray(value) && value.length > 1 ? `(${value.map(escapeRegex).join('|')})`
    : escapeRegex(list(value).join(''))),
  distributed: (value, _, name) => list(value).map((item, index) => (index === 0 ? item : `${name}=${item}`)).join(','),
  singlequote: (value) => list(value).map((item) => `'${item.replaceAll("'", "\\'")}'`).join(','),
  doublequote: (value) => list(value).map((item) => `"${item.replaceAll('"', '\\"')}"`).join(','),
  sqlstring: (value) => list(value).map((item) => `'${item.replaceAll("'", "''")}'`).join(','),
  lucene: (value) => (Array.isArray(value) && value.length > 1 ? `(${value.map((item) => `"${escapeLucene(item)}"`).join(' OR ')})`
    : escapeLucene(list(value).join(''))),
  percentencode: (value) =>
    (Array.isArray(value) && value.length > 1 ? encodeURIComponent(`{${value.join(',')}}`) : encodeURIComponent(list(value).join(''))),
  queryparam: (value, _, name) => list(value).map((item) => `var-${encodeURIComponent(name)}=${encodeURIComponent(item)}`).join('&'),
  text: (_, text) => list(text).join(' + '),
};

export function escapeLucene(text: string): string {
  return text === '*' ? text : text.replace(/([!*+\-=<>\s&|()[\]{}^~?:\\/"])/g, '\\$1');
}

/** Prometheus and Loki: inside a quoted regular expression, several values as alternatives. */
export const promEscape: Escape = (value, isMulti) => {
  if (!isMulti) {
    return list(value).join('').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  }

  const escaped = list(value)
    .map((item) => item.replace(/[\\^$.*+?()[\]{}|]/g, (letter) =>
    (letter === '\\' ? '\\\\\\\\' : `\\\\${letter}`)).replaceAll('"', '\\"'));
  return escaped.length === 1 ? escaped[0]! : `(${escaped.join('|')})`;
};

export const luceneEscape: Escape = (value, isMulti) => (isMulti ? formats['lucene']!(value, value, '') : list(value).join(''));

export const globEscape: Escape = (value) => formats['glob']!(value, value, '');

const pattern = /\$\{([A-Za-z_]\w*)(?:\.([^:}]+))?(?::([^}]+))?\}|\$([A-Za-z_]\w*)|\[\[([A-Za-z_]\w*)(?::([^\]]+))?\]\]/g;

/** Names of the variables that a text uses. */
export function usedVariables(text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[4] ?? match[5] ?? ''))];
}

/**
 * Replaces the variables of a text; what is none stays as it is. `allValues` are those whose value is a text to take as it stands,
 * such as the `.*` of "All".
 */
export function interpolate(text: string, values: Values, escape: Escape, multi: ReadonlySet<string>,
  verbatim: ReadonlySet<string> = new Set()): string {
  return text.replace(pattern, (whole, braced?: string, path?: string, format?: string, bare?: string, old?: string, oldFormat?: string) =>
    {
    const name = braced ?? bare ?? old ?? '';
    const found = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!found || (path && path !== 'text' && path !== 'value')) {
      return whole;
    }

    const kind = path === 'text' ? 'text' : (format ?? oldFormat);
    if (verbatim.has(name) && kind !== 'text' && kind !== 'queryparam' && kind !== 'percentencode') {
      return list(found.value).join('');
    }

    const formatted = kind ? formats[kind.split(':')[0]!] : undefined;
    return formatted ? formatted(found.value, found.text, name) : escape(found.value, multi.has(name));
  });
}
