// Data frames, as /api/ds/query gives them and panels take them.

export type FieldType = 'time' | 'number' | 'string' | 'boolean' | 'other';

export interface Threshold {
  color: string;
  value: number | null;
}

export interface Mapping {
  type: 'value' | 'range' | 'regex' | 'special';
  options: Record<string, unknown>;
}

export interface DataLink {
  title?: string;
  url?: string;
  targetBlank?: boolean;
}

export interface FieldConfig {
  displayName?: string;
  displayNameFromDS?: string;
  unit?: string;
  decimals?: number | null;
  min?: number | null;
  max?: number | null;
  noValue?: string;
  interval?: number;
  color?: { mode?: string; fixedColor?: string; seriesBy?: string };
  thresholds?: { mode?: string; steps?: Threshold[] };
  mappings?: Mapping[];
  links?: DataLink[];
  custom?: Record<string, unknown>;
}

export interface Field {
  name: string;
  type: FieldType;
  values: unknown[];
  labels?: Record<string, string>;
  config: FieldConfig;
}

export interface Notice {
  severity: string;
  text: string;
}

export interface FrameMeta {
  type?: string;
  preferredVisualisationType?: string;
  custom?: Record<string, unknown>;
  notices?: Notice[];
  executedQueryString?: string;
}

export interface Frame {
  name?: string;
  refId?: string;
  meta?: FrameMeta;
  fields: Field[];
  length: number;
}

interface WireFrame {
  schema: {
    name?: string;
    refId?: string;
    meta?: FrameMeta;
    fields: { name: string; type?: string; labels?: Record<string, string>; config?: FieldConfig }[];
  };
  data: { values: unknown[][]; entities?: ({ NaN?: number[]; Inf?: number[]; NegInf?: number[] } | null)[] };
}

export interface WireResult {
  status?: number;
  error?: string;
  frames?: WireFrame[];
}

/** Reads the frames of one query's answer. */
export function readFrames(result: WireResult, refId: string): Frame[] {
  return (result.frames ?? []).map((wire) => {
    wire.data.entities?.forEach((odd, column) => {
      const values = wire.data.values[column];
      if (odd && values) {
        odd.NaN?.forEach((index) => (values[index] = Number.NaN));
        odd.Inf?.forEach((index) => (values[index] = Number.POSITIVE_INFINITY));
        odd.NegInf?.forEach((index) => (values[index] = Number.NEGATIVE_INFINITY));
      }
    });
    const fields = wire.schema.fields.map(
      (schema, index): Field => ({
        name: schema.name,
        type: (schema.type ?? 'other') as FieldType,
        values: wire.data.values[index] ?? [],
        ...(schema.labels ? { labels: schema.labels } : {}),
        config: { ...schema.config },
      }),
    );
    return {
      ...(wire.schema.name === undefined ? {} : { name: wire.schema.name }),
      refId: wire.schema.refId ?? refId,
      ...(wire.schema.meta ? { meta: wire.schema.meta } : {}),
      fields,
      length: fields[0]?.values.length ?? 0,
    };
  });
}

export function makeFrame(fields: Field[], rest: Partial<Frame> = {}): Frame {
  return { ...rest, fields, length: fields[0]?.values.length ?? 0 };
}

/**
 * The name that a field is shown under: what the dashboard says, what the data source says, or what tells it from its
 * neighbours: its frame's name, its own, its labels.
 */
export function displayName(field: Field, frame: Frame, all: Frame[]): string {
  if (field.config.displayName) {
    return field.config.displayName;
  }

  if (field.config.displayNameFromDS) {
    return field.config.displayNameFromDS;
  }

  const labels = Object.entries(field.labels ?? {});
  const isPlain = field.name === 'Value' || field.name === 'value' || field.name === '';
  if (field.type === 'time' && isPlain) {
    return 'Time';
  }

  const parts: string[] = [];
  const frameNames = new Set(all.map((other) => other.name));
  if (frame.name && frameNames.size > 1 && labels.length === 0) {
    parts.push(frame.name);
  }

  if (!isPlain) {
    parts.push(field.name);
  }

  if (labels.length === 1 && isPlain) {
    parts.push(labels[0]![1]);
  } else if (labels.length > 0) {
    const shown = labels.filter(([name]) => name !== '__name__').map(([name, value]) => `${name}="${value}"`);
    parts.push(`${field.labels?.['__name__'] ?? ''}{${shown.join(', ')}}`);
  }

  return parts.join(' ') || frame.name || field.name || 'Value';
}
