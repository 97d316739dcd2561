// Bundles the tests of the page's logic, which needs no browser, and runs them with Node's own runner.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'dashboards-page-'));
try {
  await build({
    entryPoints: readdirSync('tests').filter((name) => name.endsWith('.test.ts')).map((name) => join('tests', name)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    // What the page finds in a browser and some modules look at when they are loaded.
    banner: { js: "globalThis.document ??= { getElementById: () => ({ textContent: '{\"subPath\":\"\",\"dataSources\":[{\"uid\":\"p1\",\"name\":\"one\",\"type\":\"prometheus\",\"isDefault\":true},{\"uid\":\"p2\",\"name\":\"two\",\"type\":\"prometheus\"}],\"user\":{\"login\":\"ada\"}}' }) };" },
  });
  const files = readdirSync(folder).filter((name) => name.endsWith('.mjs')).map((name) => join(folder, name));
  process.exitCode = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], { stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
