// The variables of a dashboard: their options, what is chosen, and who depends on whom.

import type { VariableModel } from '../dashboard/model';
import { compare } from '../data/transform';
import { readPattern } from '../data/fields';
import { boot } from '../page/boot';
import { parseDuration, type TimeRange } from '../page/time';
import { globEscape, interpolate, usedVariables, type Escape, type Values, type VariableValue } from './interpolate';
import { queryOptions } from './query';

export interface Option {
  text: string;
  value: string;
}

export interface VariableState {
  model: VariableModel;
  options: Option[];
  /** Values that are chosen; ['$__all'] for all. */
  chosen: string[];
  error: string | null;
}

export const all = '$__all';

const supported = ['query', 'custom', 'constant', 'interval', 'datasource', 'textbox'];

/** Sorts variables so that each comes after those it uses; the names of those that use each other in a circle are told apart. */
export function orderVariables(models: VariableModel[]): { ordered: VariableModel[]; cyclic: Set<string> } {
  const byName = new Map(models.map((model) => [model.name, model]));
  const needs = new Map(models.map((model) => [
    model.name,
    usedVariables([JSON.stringify(model.query ?? ''), model.definition ?? '', model.regex ?? '', JSON.stringify(model.datasource ?? '')]
      .join(' '))
      .filter((name) => byName.has(name)),
  ]));
  const ordered: VariableModel[] = [];
  const cyclic = new Set<string>();
  const done = new Set<string>();
  const visit = (name: string, path: string[]): void => {
    const start = path.indexOf(name);
    if (start >= 0) {
      path.slice(start).forEach((member) => cyclic.add(member));
      return;
    }

    if (done.has(name)) {
      return;
    }

    for (const need of needs.get(name) ?? []) {
      visit(need, [...path, name]);
    }

    if (!done.has(name)) {
      done.add(name);
      ordered.push(byName.get(name)!);
    }
  };
  models.forEach((model) => visit(model.name, []));
  return { ordered, cyclic };
}

/** Options of a text such as `a, b : B, c\, d`. */
export function readCustomOptions(text: string): Option[] {
  const parts = text.match(/(?:\\,|[^,])+/g) ?? [];
  return parts.map((part) => {
    const clean = part.replaceAll('\\,', ',').trim();
    const pair = /^(.+?)\s:\s(.+)$/.exec(clean);
    return pair ? { text: pair[1]!.trim(), value: pair[2]!.trim() } : { text: clean, value: clean };
  }).filter(({ value }) => value !== '');
}

/** Keeps what a regular expression finds, its groups `text` and `value` or its first one as both. */
export function filterOptions(options: Option[], regex: string | undefined): Option[] {
  const pattern = regex ? readPattern(regex) : null;
  if (!pattern) {
    return options;
  }

  return options.flatMap(({ text }) => {
    const match = pattern.exec(text);
    if (!match) {
      return [];
    }

    const value = match.groups?.['value'] ?? match.groups?.['text'] ?? match[1] ?? text;
    return [{ text: match.groups?.['text'] ?? value, value }];
  });
}

function sortOptions(options: Option[], sort = 0): Option[] {
  if (sort === 0) {
    return options;
  }

  // 1, 2: by letters, 3, 4: by numbers, 5, 6: by letters in any case; the even ones from the end.
  const kind = Math.ceil(sort / 2);
  const key = (option: Option) =>
    (kind === 2 ? Number(/\d+/.exec(option.text)?.[0] ?? -1) : kind === 3 ? option.text.toLowerCase() : option.text);
  const sorted = [...options].sort((one, other) => compare(key(one), key(other)));
  return sort % 2 === 0 ? sorted.reverse() : sorted;
}

function unique(options: Option[]): Option[] {
  const seen = new Set<string>();
  return options.filter(({ value }) => !seen.has(value) && seen.add(value));
}

const asList = (value: string | string[] | undefined): string[] =>
  (value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)]);

/** The variables of one dashboard, in the order of the file. */
export class Variables {
  readonly states: VariableState[];
  private readonly order: VariableModel[];
  private readonly cyclic: Set<string>;
  private readonly multi: ReadonlySet<string>;
  private readonly builtIn: Record<string, VariableValue> = {};

  constructor(models: VariableModel[], parameters: URLSearchParams) {
    const { ordered, cyclic } = orderVariables(models);
    this.order = ordered;
    this.cyclic = cyclic;
    this.multi = new Set(models.filter((model) => model.multi || model.includeAll).map((model) => model.name));
    this.states = models.map((model) => {
      const asked = parameters.getAll(`var-${model.name}`);
      const given = asked.length > 0 ? asked : asList(model.current?.value);
      return { model, options: [], chosen: given.map((value) => (value === 'All' && model.includeAll ? all : value)), error: null };
    });
  }

  /** Finds the options of all, or of those that change with the time range. */
  async resolve(range: TimeRange, onlyTimed = false): Promise<void> {
    this.setRange(range);
    for (const model of this.order) {
      const state = this.find(model.name)!;
      if (this.cyclic.has(model.name)) {
        state.error = `The variables ${[...this.cyclic].join(', ')} use each other in a circle.`;
        continue;
      }

      if (!supported.includes(model.type)) {
        state.error = `The dashboards stand-in does not support variables of the type ${model.type}.`;
        continue;
      }

      if (onlyTimed && model.refresh !== 2 && model.type === 'query') {
        continue;
      }

      try {
        state.options = await this.findOptions(model, range);
        state.error = null;
      } catch (error) {
        state.error = error instanceof Error ? error.message : String(error);
      }

      this.choose(state);
    }
  }

  /** Chooses values, then finds anew what depends on them. */
  async select(name: string, chosen: string[], range: TimeRange): Promise<void> {
    const state = this.find(name);
    if (state) {
      state.chosen = chosen;
      this.choose(state);
      const changed = new Set([name]);
      for (const model of this.order) {
        const text = [JSON.stringify(model.query ?? ''), model.regex ?? '', JSON.stringify(model.datasource ?? '')].join(' ');
        if (model.name !== name && usedVariables(text).some((used) => changed.has(used)) && !this.cyclic.has(model.name)) {
          const dependent = this.find(model.name)!;
          try {
            dependent.options = await this.findOptions(model, range);
            dependent.error = null;
          } catch (error) {
            dependent.error = error instanceof Error ? error.message : String(error);
          }

          this.choose(dependent);
          changed.add(model.name);
        }
      }
    }
  }

  find(name: string): VariableState | undefined {
    return this.states.find((state) => state.model.name === name);
  }

  /** Says what `$__from` and its like are. */
  setRange(range: TimeRange): void {
    const set = (name: string, value: string) => (this.builtIn[name] = { text: value, value });
    set('__from', String(range.fromMs));
    set('__to', String(range.toMs));
    set('__url_time_range', `from=${encodeURIComponent(range.from)}&to=${encodeURIComponent(range.to)}`);
    set('__all_variables', this.toParameters().toString());
    set('__org', 'Main Org.');
    set('__user', boot.user?.login ?? '');
  }

  setDashboard(title: string): void {
    this.builtIn['__dashboard'] = { text: title, value: title };
  }

  /** Replaces variables in a text. */
  replace(text: string, escape: Escape = globEscape, scoped: Values = {}): string {
    const values: Record<string, VariableValue> = { ...this.builtIn };
    const verbatim = new Set(['__url_time_range', '__all_variables']);
    for (const state of this.states) {
      values[state.model.name] = this.valueOf(state);
      if (state.chosen.includes(all) && state.model.allValue) {
        verbatim.add(state.model.name);
      }
    }

    for (const name of Object.keys(scoped)) {
      verbatim.delete(name);
    }

    return interpolate(text, { ...values, ...scoped }, escape, this.multi, verbatim);
  }

  /** What the address says of them. */
  toParameters(): URLSearchParams {
    const parameters = new URLSearchParams();
    for (const state of this.states) {
      state.chosen.forEach((value) => parameters.append(`var-${state.model.name}`, value));
    }

    return parameters;
  }

  /** The values a panel is repeated for. */
  repeatValues(name: string): Option[] {
    const state = this.find(name);
    if (!state) {
      return [];
    }

    return state.chosen.includes(all) ? state.options
      : state.chosen.map((value) => state.options.find((option) => option.value === value) ?? { text: value, value });
  }

  private valueOf(state: VariableState): VariableValue {
    if (state.chosen.includes(all)) {
      return state.model.allValue
        ? { text: 'All', value: state.model.allValue }
        : { text: 'All', value: state.options.map(({ value }) => value) };
    }

    const texts = state.chosen.map((value) => state.options.find((option) => option.value === value)?.text ?? value);
    return state.model.multi ? { text: texts, value: state.chosen } : { text: texts[0] ?? '', value: state.chosen[0] ?? '' };
  }

  // What is chosen stays where it is an option still; else the first one is, or all.
  private choose(state: VariableState): void {
    const { model, options } = state;
    if (model.type === 'textbox' || model.type === 'constant') {
      state.chosen = [state.chosen[0] ?? options[0]?.value ?? ''];
      return;
    }

    if (!model.multi) {
      state.chosen = state.chosen.slice(0, 1);
    }

    if (state.chosen.includes(all)) {
      state.chosen = model.includeAll ? [all] : [];
    } else if (options.length > 0) {
      state.chosen = state.chosen.filter((value) => options.some((option) => option.value === value));
    }

    if (state.chosen.length === 0) {
      state.chosen = model.includeAll ? [all] : options[0] ? [options[0].value] : [];
    }
  }

  private async findOptions(model: VariableModel, range: TimeRange): Promise<Option[]> {
    switch (model.type) {
      case 'custom':
        return readCustomOptions(this.replace(String(model.query ?? '')));
      case 'constant':
        return [{ text: String(model.query ?? ''), value: String(model.query ?? '') }];
      case 'textbox':
        return [{ text: this.replace(String(model.query ?? '')), value: this.replace(String(model.query ?? '')) }];
      case 'interval': {
        const options = readCustomOptions(String(model.query ?? ''));
        return model.auto ? [{ text: 'auto', value: this.autoInterval(model, range) }, ...options] : options;
      }

      case 'datasource': {
        const sources = boot.dataSources.filter((source) => source.type === model.query)
          .map((source) => ({ text: source.name, value: source.uid }));
        const pattern = model.regex ? readPattern(this.replace(model.regex)) : null;
        return pattern ? sources.filter(({ text }) => pattern.test(text)) : sources;
      }

      default: {
        const found = await queryOptions(model, range, (text, escape) => this.replace(text, escape));
        return unique(sortOptions(filterOptions(found, model.regex ? this.replace(model.regex) : undefined), model.sort));
      }
    }
  }

  private autoInterval(model: VariableModel, range: TimeRange): string {
    const least = parseDuration(model.auto_min ?? '10s') ?? 10_000;
    const wanted = Math.max(least, (range.toMs - range.fromMs) / (model.auto_count ?? 30));
    return `${Math.max(1, Math.round(wanted / 1000))}s`;
  }
}
