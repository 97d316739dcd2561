// What people choose variables with: native controls, so that keyboard and screen reader know them.

import { h } from '../page/dom';
import { all, type VariableState, type Variables } from './resolve';

const mostOptions = 1000;

/** Makes the controls; `onSelect` is told what somebody has chosen. */
export function variableControls(variables: Variables, onSelect: (name: string, chosen: string[]) => void): HTMLElement {
  const bar = h('div', { class: 'variables', role: 'group', 'aria-label': 'Variables' });
  for (const state of variables.states.filter(({ model }) => model.hide !== 2 && model.type !== 'constant')) {
    const label = state.model.label || state.model.name;
    const id = `var-${state.model.name}`;
    const box = h('div', { class: 'variable', 'data-testid': 'data-testid template variable' });
    const control = state.model.type === 'textbox' ? textBox(state, id, onSelect) : state.model.multi
      ? multiSelect(state, id, label, onSelect) : select(state, id, onSelect);
    if (state.model.hide !== 1) {
      box.append(h('label', { for: id, 'data-testid': `data-testid Dashboard template variables submenu Label ${label}` }, label));
    } else {
      control.setAttribute('aria-label', label);
    }

    box.append(control);
    if (state.error) {
      box.append(h('span', { class: 'variable-error', role: 'alert' }, state.error));
    }

    bar.append(box);
  }

  return bar;
}

function textBox(state: VariableState, id: string, onSelect: (name: string, chosen: string[]) => void): HTMLElement {
  const input = h('input', { id, type: 'text', value: state.chosen[0] ?? '', autocomplete: 'off' });
  input.addEventListener('change', () => onSelect(state.model.name, [input.value]));
  return input;
}

function select(state: VariableState, id: string, onSelect: (name: string, chosen: string[]) => void): HTMLElement {
  const list = h('select', { id });
  if (state.model.includeAll) {
    list.append(h('option', { value: all, selected: state.chosen.includes(all) }, 'All'));
  }

  for (const option of state.options.slice(0, mostOptions)) {
    list.append(h('option', { value: option.value, selected: state.chosen.includes(option.value) }, option.text));
  }

  list.addEventListener('change', () => onSelect(state.model.name, [list.value]));
  return list;
}

function describe(state: VariableState): string {
  return state.chosen.includes(all) ? 'All'
    : state.chosen.map((value) => state.options.find((option) => option.value === value)?.text ?? value).join(' + ') || 'none';
}

function multiSelect(state: VariableState, id: string, label: string, onSelect: (name: string, chosen: string[]) => void): HTMLElement {
  const text = describe(state);
  const summary = h('summary',
    { id, 'aria-label': `${label}: ${text}`,
    'data-testid': `data-testid Dashboard template variables Variable Value DropDown value link text ${text}` }, text);
  const menu = h('div', { class: 'menu', role: 'group', 'aria-label': label });
  const details = h('details', { class: 'multi' }, summary, menu);
  const boxes: HTMLInputElement[] = [];
  const add = (value: string, name: string): void => {
    const box = h('input', { type: 'checkbox', value, checked: state.chosen.includes(value) });
    boxes.push(box);
    menu.append(h('label', {}, box, name));
    box.addEventListener('change', () => {
      // "All" and a single value exclude each other.
      boxes.filter((other) => other !== box && (value === all || other.value === all)).forEach((other) => (other.checked = false));
    });
  };
  if (state.model.includeAll) {
    add(all, 'All');
  }

  state.options.slice(0, mostOptions).forEach((option) => add(option.value, option.text));
  const apply = (): void => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (chosen.join('\n') !== state.chosen.join('\n')) {
      onSelect(state.model.name, chosen);
    }
  };
  details.addEventListener('toggle', () => {
    if (!details.open) {
      apply();
    }
  });
  details.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      details.open = false;
      summary.focus();
    }
  });
  details.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) {
      details.open = false;
    }
  });
  menu.append(h('button', { type: 'button', class: 'apply', click: () => { details.open = false; summary.focus(); } }, 'Apply'));
  return details;
}
