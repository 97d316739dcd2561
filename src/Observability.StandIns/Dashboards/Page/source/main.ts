import './style.css';
import { showAlerts } from './page/alerts';
import { boot } from './page/boot';
import { showList, showNotFound } from './page/list';
import { showLogin } from './page/login';
import { applyTheme } from './page/theme';
import { showDashboard, leaveDashboard } from './dashboard/page';

applyTheme();

function route(): void {
  leaveDashboard();
  const path = decodeURI(location.pathname.slice(boot.subPath.length));
  const parts = path.split('/').filter((part) => part !== '');
  if (path === '/login') {
    showLogin();
  } else if (parts[0] === 'd' && parts[1]) {
    void showDashboard(parts[1]);
  } else if (parts[0] === 'alerting') {
    void showAlerts();
  } else if (parts.length === 0 || parts[0] === 'dashboards') {
    void showList(parts[1] === 'f' ? parts[2] : undefined);
  } else {
    showNotFound();
  }
}

// Links within this site change the page without loading it anew.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || link.target
    || link.hasAttribute('data-native') || link.getAttribute('href')?.startsWith('#')) {
    return;
  }

  const url = new URL(link.href, location.href);
  const rest = url.pathname.slice(boot.subPath.length);
  if (url.origin === location.origin && /^\/($|d\/|dashboards|alerting)/.test(rest)) {
    event.preventDefault();
    history.pushState(null, '', url.pathname + url.search);
    scrollTo(0, 0);
    route();
  }
});
addEventListener('popstate', route);
route();
