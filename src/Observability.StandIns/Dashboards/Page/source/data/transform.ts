// Transformations between a panel's queries and its drawing
// (https://grafana.com/docs/grafana/latest/panels-visualizations/query-transform-data/transform-data/).

import type { Transformation } from '../dashboard/model';
import { matches, readPattern } from './fields';
import { displayName, makeFrame, type Field, type FieldType, type Frame } from './frames';
import { isKnownReducer, reduceValues, reducerName } from './reduce';

type Options = Record<string, unknown>;
type Transformer = (frames: Frame[], options: Options) => Frame[];

/** A transformation that is not known; the panel says its name. */
export class UnsupportedTransformation extends Error {}

const rename = (field: Field, name: string): Field => ({ ...field, config: { ...field.config, displayName: name } });

function typeOf(values: unknown[]): FieldType {
  const value = values.find((candidate) => candidate !== null && candidate !== undefined);
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : typeof value === 'string' ? 'string' : 'other';
}

const organize: Transformer = (frames, options) => {
  const excluded = (options['excludeByName'] ?? {}) as Record<string, boolean>;
  const included = (options['includeByName'] ?? {}) as Record<string, boolean>;
  const order = (options['indexByName'] ?? {}) as Record<string, number>;
  const names = (options['renameByName'] ?? {}) as Record<string, string>;
  return frames.map((frame) => {
    const named = frame.fields.map((field) => ({ field, name: displayName(field, frame, frames) }));
    const kept = named.filter(({ name }) => !excluded[name] && (Object.keys(included).length === 0 || included[name]));
    kept.sort((one, other) => (order[one.name] ?? Number.MAX_SAFE_INTEGER) - (order[other.name] ?? Number.MAX_SAFE_INTEGER));
    return makeFrame(kept.map(({ field, name }) => (names[name] ? rename(field, names[name]) : field)), { ...frame });
  });
};

const filterByName: Transformer = (frames, options) => {
  const include = options['include'] as { names?: string[]; pattern?: string } | undefined;
  const exclude = options['exclude'] as { names?: string[]; pattern?: string } | undefined;
  const fits = (rule: typeof include, name: string) =>
    (rule?.names?.includes(name) ?? false) || (rule?.pattern ? (readPattern(rule.pattern)?.test(name) ?? false) : false);
  return frames
    .map((frame) => makeFrame(frame.fields.filter((field) => {
      const name = displayName(field, frame, frames);
      return (include?.names || include?.pattern ? fits(include, name) : true) && !fits(exclude, name);
    }), { ...frame }))
    .filter((frame) => frame.fields.length > 0);
};

/** Rows of several tables in one, rows with the same texts and times joined where their other values do not collide. */
const merge: Transformer = (frames) => {
  if (frames.length < 2) {
    return frames;
  }

  const columns = new Map<string, Field>();
  const rows: Map<string, unknown>[] = [];
  const byKey = new Map<string, Map<string, unknown>[]>();
  for (const frame of frames) {
    const names = frame.fields.map((field) => displayName(field, frame, frames));
    frame.fields.forEach((field, index) => {
      if (!columns.has(names[index]!)) {
        columns.set(names[index]!, field);
      }
    });
    for (let row = 0; row < frame.length; row++) {
      const values = new Map(frame.fields.map((field, index) => [names[index]!, field.values[row]]));
      const key = JSON.stringify(
        frame.fields.flatMap((field, index) => (field.type === 'number' ? [] : [[names[index], field.values[row]]])));
      const partner = byKey.get(key)?.find((other) => [...values].every(([name, value]) => !other.has(name) || other.get(name) === value));
      if (partner) {
        values.forEach((value, name) => partner.set(name, value));
      } else {
        rows.push(values);
        byKey.set(key, [...(byKey.get(key) ?? []), values]);
      }
    }
  }

  return [makeFrame([...columns].map(([name, field]) => ({ ...field, name, values: rows.map((row) => row.get(name) ?? null) })))];
};

/** Tables joined by the values of one column; each row has the cells of all that have its value. */
const joinByField: Transformer = (frames, options) => {
  const wanted = options['byField'] as string | undefined;
  const keys = frames.map((frame) =>
    frame.fields.find((field) => (wanted ? displayName(field, frame, frames) === wanted || field.name === wanted : field.type === 'time')));
  const joined = frames.flatMap((frame, index) => (keys[index] ? [{ frame, key: keys[index] }] : []));
  if (joined.length < 2) {
    return frames;
  }

  const isInner = options['mode'] === 'inner';
  const values = new Set<unknown>();
  joined.forEach(({ key }) => key.values.forEach((value) => values.add(value)));
  let order = [...values].filter((value) => !isInner || joined.every(({ key }) => key.values.includes(value)));
  if (joined[0]!.key.type !== 'string') {
    order = order.sort((one, other) => Number(one) - Number(other));
  }

  const fields: Field[] = [{ ...joined[0]!.key, values: order }];
  for (const { frame, key } of joined) {
    const rowOf = new Map(key.values.map((value, row) => [value, row]));
    for (const field of frame.fields.filter((candidate) => candidate !== key)) {
      const name = displayName(field, frame, frames);
      fields.push({ ...rename(field, name),
        values: order.map((value) => (rowOf.has(value) ? (field.values[rowOf.get(value)!] ?? null) : null)) });
    }
  }

  return [makeFrame(fields)];
};

const sortBy: Transformer = (frames, options) => {
  const rule = (options['sort'] as { field?: string; desc?: boolean }[] | undefined)?.[0];
  return frames.map((frame) => {
    const key = frame.fields.find((field) => displayName(field, frame, frames) === rule?.field || field.name === rule?.field);
    if (!key || !rule) {
      return frame;
    }

    const order = key.values.map((_, row) => row).sort((one, other) => compare(key.values[one], key.values[other]) * (rule.desc ? -1 : 1));
    return makeFrame(frame.fields.map((field) => ({ ...field, values: order.map((row) => field.values[row]) })), { ...frame });
  });
};

export function compare(one: unknown, other: unknown): number {
  if (one === null || one === undefined || other === null || other === undefined) {
    return (one === null || one === undefined ? 0 : 1) - (other === null || other === undefined ? 0 : 1);
  }

  return typeof one === 'number' && typeof other === 'number' ? one - other
    : String(one).localeCompare(String(other), 'en', { numeric: true });
}

const reduce: Transformer = (frames, options) => {
  const reducers = (options['reducers'] as string[] | undefined) ?? ['max'];
  checkReducers(reducers);
  if (options['mode'] === 'reduceFields') {
    return frames.map((frame) =>
      makeFrame(frame.fields.filter((field) => field.type === 'number').flatMap((field) => reducers.map((id) => ({
      ...field,
      ...(reducers.length > 1 ? { name: `${displayName(field, frame, frames)} ${reducerName(id)}` } : {}),
      values: [reduceValues(field.values, id)],
    })))));
  }

  const rows = frames.flatMap((frame) =>
    frame.fields.filter((field) => field.type !== 'time').map((field) => ({ field, name: displayName(field, frame, frames) })));
  const labels = options['labelsToFields'] ? [...new Set(rows.flatMap(({ field }) => Object.keys(field.labels ?? {})))] : [];
  return [makeFrame([
    { name: 'Field', type: 'string', values: rows.map(({ name }) => name), config: {} },
    ...labels.map((label): Field =>
      ({ name: label, type: 'string', values: rows.map(({ field }) => field.labels?.[label] ?? null), config: {} })),
    ...reducers.map((id): Field => {
      const values = rows.map(({ field }) => reduceValues(field.values, id));
      return { name: reducerName(id), type: typeOf(values), values, config: {} };
    }),
  ])];
};

function checkReducers(reducers: string[]): void {
  const unknown = reducers.find((id) => !isKnownReducer(id));
  if (unknown !== undefined) {
    throw new UnsupportedTransformation(`the calculation ${unknown}`);
  }
}

const operators: Record<string, (one: number, other: number) => number> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
  '%': (one, other) => one % other,
  '**': (one, other) => one ** other,
};

const calculateField: Transformer = (frames, options) => {
  const mode = (options['mode'] as string | undefined) ?? 'reduceRow';
  return frames.map((frame) => {
    const named = new Map(frame.fields.map((field) => [displayName(field, frame, frames), field]));
    let values: unknown[];
    let name = options['alias'] as string | undefined;
    if (mode === 'binary') {
      const binary = (options['binary'] ?? {}) as { left?: unknown; right?: unknown; operator?: string };
      const operator = operators[binary.operator ?? '+'];
      if (!operator) {
        throw new UnsupportedTransformation(`the operator ${binary.operator}`);
      }

      const side = (wanted: unknown): ((row: number) => number) => {
        const written = typeof wanted === 'object' && wanted !== null ? (wanted as { matcher?: { options?: unknown }; fixed?: unknown })
          : null;
        const text = String(written ? (written.matcher?.options ?? written.fixed) : wanted);
        const field = named.get(text);
        return field ? (row) => (field.values[row] === null ? Number.NaN : Number(field.values[row])) : () => Number(text);
      };
      const [left, right] = [side(binary.left), side(binary.right)];
      values = Array.from({ length: frame.length }, (_, row) => operator(left(row), right(row)));
      name ??= `${String(binary.left)} ${binary.operator} ${String(binary.right)}`;
    } else if (mode === 'reduceRow') {
      const rule = (options['reduce'] ?? {}) as { include?: string[]; reducer?: string };
      checkReducers([rule.reducer ?? 'sum']);
      const fields = [...named]
        .filter(([fieldName, field]) => field.type === 'number' && (!rule.include?.length || rule.include.includes(fieldName)))
        .map(([, field]) => field);
      values = Array.from({ length: frame.length }, (_, row) =>
        reduceValues(fields.map((field) => field.values[row]), rule.reducer ?? 'sum'));
      name ??= reducerName(rule.reducer ?? 'sum');
    } else {
      throw new UnsupportedTransformation(`calculateField in the mode ${mode}`);
    }

    const added: Field = { name, type: 'number', values, config: {} };
    const kept = options['replaceFields'] ? frame.fields.filter((field) => field.type === 'time') : frame.fields;
    return makeFrame([...kept, added], { ...frame });
  });
};

const seriesToRows: Transformer = (frames) => {
  const rows = frames.flatMap((frame) => {
    const time = frame.fields.find((field) => field.type === 'time');
    return frame.fields.filter((field) => field.type === 'number').flatMap((field) =>
      field.values.map((value, row): [unknown, string, unknown] => [time?.values[row] ?? null, displayName(field, frame, frames), value]));
  });
  rows.sort((one, other) => Number(other[0]) - Number(one[0]));
  return [makeFrame([
    { name: 'Time', type: 'time', values: rows.map((row) => row[0]), config: {} },
    { name: 'Metric', type: 'string', values: rows.map((row) => row[1]), config: {} },
    { name: 'Value', type: 'number', values: rows.map((row) => row[2]), config: {} },
  ])];
};

const labelsToFields: Transformer = (frames, options) => {
  const asRows = options['mode'] === 'rows';
  return frames.map((frame) => {
    const labels = new Map(frame.fields.flatMap((field) => Object.entries(field.labels ?? {})));
    if (asRows) {
      return makeFrame([
        { name: 'label', type: 'string', values: [...labels.keys()], config: {} },
        { name: 'value', type: 'string', values: [...labels.values()], config: {} },
      ]);
    }

    return makeFrame([
      ...frame.fields.filter((field) => field.type === 'time'),
      ...[...labels].map(([name, value]): Field =>
        ({ name, type: 'string', values: Array.from({ length: frame.length }, () => value), config: {} })),
      ...frame.fields.filter((field) => field.type !== 'time').map((field): Field => {
        const { labels: _, ...rest } = field;
        const { displayNameFromDS: __, ...config } = field.config;
        return { ...rest, config };
      }),
    ], { ...frame });
  });
};

const limit: Transformer = (frames, options) => {
  const most = Number(options['limitField'] ?? 10);
  return frames.map((frame) =>
    makeFrame(frame.fields.map((field) => ({ ...field, values: most < 0 ? field.values.slice(most) : field.values.slice(0, most) })),
    { ...frame }));
};

const filterByRefId: Transformer = (frames, options) => {
  const pattern = readPattern(String(options['include'] ?? ''));
  return frames.filter((frame) => pattern?.test(frame.refId ?? '') ?? true);
};

const renameByRegex: Transformer = (frames, options) => {
  const pattern = readPattern(String(options['regex'] ?? ''));
  return pattern === null ? frames : frames.map((frame) => makeFrame(frame.fields.map((field) => {
    const name = displayName(field, frame, frames);
    return pattern.test(name) ? rename(field, name.replace(pattern, String(options['renamePattern'] ?? ''))) : field;
  }), { ...frame }));
};

const convertFieldType: Transformer = (frames, options) => frames.map((frame) => makeFrame(frame.fields.map((field) => {
  const rule = (options['conversions'] as { targetField?: string; destinationType?: string }[] | undefined)?.find(({ targetField }) =>
    targetField === displayName(field, frame, frames));
  switch (rule?.destinationType) {
    case 'number':
      return { ...field, type: 'number',
        values: field.values.map((value) => (value === null || value === '' ? null : Number(value))) } satisfies Field;
    case 'string':
      return { ...field, type: 'string', values: field.values.map((value) => (value === null ? null : String(value))) } satisfies Field;
    case 'time':
      return { ...field, type: 'time',
        values: field.values.map((value) => (typeof value === 'number' ? value : Date.parse(String(value)))) } satisfies Field;
    case 'boolean':
      return { ...field, type: 'boolean', values: field.values.map((value) => Boolean(value)) } satisfies Field;
    default:
      return field;
  }
}), { ...frame }));

const groupBy: Transformer = (frames, options) => {
  const rules = (options['fields'] ?? {}) as Record<string, { operation?: string | null; aggregations?: string[] }>;
  return frames.map((frame) => {
    const named = frame.fields.map((field) => ({ field, name: displayName(field, frame, frames) }));
    const keys = named.filter(({ name }) => rules[name]?.operation === 'groupby');
    const groups = new Map<string, number[]>();
    for (let row = 0; row < frame.length; row++) {
      const key = JSON.stringify(keys.map(({ field }) => field.values[row]));
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }

    const rows = [...groups.values()];
    return makeFrame([
      ...keys.map(({ field }) => ({ ...field, values: rows.map((group) => field.values[group[0]!]) })),
      ...named.filter(({ name }) => rules[name]?.operation === 'aggregate')
        .flatMap(({ field, name }) => (rules[name]?.aggregations ?? []).map((id): Field => {
        checkReducers([id]);
        return { name: `${name} (${id})`, type: 'number',
          values: rows.map((group) => reduceValues(group.map((row) => field.values[row]), id)), config: {} };
      })),
    ]);
  });
};

const known: Record<string, Transformer> = {
  organize, merge, reduce, sortBy, limit, groupBy, labelsToFields, seriesToRows, calculateField, renameByRegex, convertFieldType,
  filterFieldsByName: filterByName, filterByName, filterByRefId, joinByField, seriesToColumns: joinByField,
  noop: (frames) => frames,
};

/** Names of the transformations that are known. */
export const transformations = Object.keys(known);

/** Applies a panel's transformations in their order. */
export function transform(frames: Frame[], list: Transformation[]): Frame[] {
  return list.filter((step) => !step.disabled).reduce((current, step) => {
    const apply = known[step.id];
    if (!apply) {
      throw new UnsupportedTransformation(`the transformation ${step.id}`);
    }

    const filter = step.filter;
    const isMeant = (frame: Frame) =>
      !filter || filter.id !== 'byRefId' || frame.fields.length === 0
      || matches({ id: 'byFrameRefID', options: filter.options }, frame.fields[0]!, frame, current);
    const untouched = current.filter((frame) => !isMeant(frame));
    return [...apply(current.filter(isMeant), step.options ?? {}), ...untouched];
  }, frames);
}
