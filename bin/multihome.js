#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/bundle/multihome.js', import.meta.url);
if (existsSync(bundle)) {
  // Without a compile cache: Node keeps it in /tmp, where others could prepare what root runs.
  await import(bundle.href);
} else {
  console.error(`multihome: ${fileURLToPath(bundle)} is missing; build it with: npm run build`);
  process.exitCode = 1;
}
