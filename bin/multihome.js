#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/bundle/multihome.js', import.meta.url);
if (existsSync(bundle)) {
  module.enableCompileCache?.();
  await import(bundle.href);
} else {
  console.error(`multihome: ${fileURLToPath(bundle)} is missing; build it with: npm run build`);
  process.exitCode = 1;
}
