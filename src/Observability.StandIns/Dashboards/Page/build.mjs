// Bundles the page into the folder that is named on the command line: file names with hashes, each with a packed copy beside it,
// and manifest.json, which names the two that a page begins with.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const output = process.argv[2];
if (!output) {
  console.error('Usage: node build.mjs <output folder>');
  process.exit(2);
}

mkdirSync(output, { recursive: true });
const result = await build({
  entryPoints: { main: 'source/main.ts' },
  outdir: output,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

const names = Object.entries(result.metafile.outputs).filter(([, file]) => file.entryPoint === 'source/main.ts');
const [script, entry] = names[0];
for (const name of readdirSync(output).filter((file) => file.endsWith('.js') || file.endsWith('.css'))) {
  writeFileSync(join(output, name + '.gz'), gzipSync(readFileSync(join(output, name)), { level: 9 }));
}

writeFileSync(join(output, 'manifest.json'), JSON.stringify({ script: basename(script), style: basename(entry.cssBundle) }));
