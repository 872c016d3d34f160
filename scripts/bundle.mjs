/** dist/src/main.js and all it needs, in one file: loading many small ones costs 120 ms. */

import { build } from 'esbuild';

const requireForCommonJs = [
  "import { createRequire as createRequireHere } from 'node:module';",
  'const require = createRequireHere(import.meta.url);',
].join('');

await build({
  entryPoints: ['dist/src/main.js'],
  outfile: 'dist/multihome.js',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  legalComments: 'none',
  banner: { js: requireForCommonJs },
  logLevel: 'warning',
});
