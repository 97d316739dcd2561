import { ApiError, request } from './api';
import { boot } from './boot';
import { h } from './dom';
import { alertBox, notice } from './shell';

/** The page to sign in. */
export function showLogin(): void {
  document.title = 'Sign in – Dashboards (stand-in)';
  const problem = h('div', { class: 'problem', 'aria-live': 'polite' }, boot.login.message && alertBox(boot.login.message));
  const parts: HTMLElement[] = [];
  if (boot.login.form) {
    parts.push(passwordForm(problem));
  }

  if (boot.login.oauth) {
    const wanted = new URLSearchParams(location.search).get('redirectTo');
    const query = wanted ? `?redirectTo=${encodeURIComponent(wanted)}` : '';
    parts.push(h('a', { class: 'button', href: `${boot.subPath}/login/generic_oauth${query}`, 'data-native': true },
      `Sign in with ${boot.login.oauth}`));
  }

  document.body.replaceChildren(
    h('div', { class: 'notice', role: 'note' }, notice),
    h('main', { class: 'login' }, h('h1', {}, 'Welcome to the dashboards'), problem, ...parts),
  );
}

function passwordForm(problem: HTMLElement): HTMLElement {
  const user = h('input', { id: 'user', name: 'user', required: true, autocomplete: 'username',
    'data-testid': 'data-testid Username input field' });
  const password = h('input',
    { id: 'password', name: 'password', type: 'password', required: true, autocomplete: 'current-password',
    'data-testid': 'data-testid Password input field' });
  const submit = h('button', { type: 'submit', 'data-testid': 'data-testid Login button' }, 'Log in');
  const form = h('form', {}, h('label', { for: 'user' }, 'Username'), user, h('label', { for: 'password' }, 'Password'), password, submit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit.disabled = true;
    request<{ redirectUrl: string }>(`/login${location.search}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: user.value, password: password.value }),
    }).then(
      (answer) => location.assign(answer.redirectUrl),
      (error: unknown) => {
        submit.disabled = false;
        problem.replaceChildren(alertBox(error instanceof ApiError ? error.message : 'The server does not answer.'));
        password.focus();
      },
    );
  });
  return form;
}
