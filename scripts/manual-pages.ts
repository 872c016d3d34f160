/**
 * Makes the manual pages, as part of the build: multihome(1) of the declarations of the command line,
 * multihome-topology(5) of the schema, by way of docs/topology.md.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

import { declare } from '../src/cli/run.ts';
import { version } from '../src/version.ts';
import type { GeneratedFile } from './generate.ts';
import { manualFromMarkdown } from './manual-from-markdown.ts';
import { manualOfProgram } from './manual-of-program.ts';
import { page, paragraph, section } from './roff.ts';

const root = new URL('../../', import.meta.url);

export async function manualPages(): Promise<readonly GeneratedFile[]> {
  const reference = await readFile(new URL('docs/topology.md', root), 'utf8');
  const program = manualOfProgram(declare(() => undefined));
  const topology = topologyPage(reference);
  return [
    {
      path: 'man/multihome.1',
      text: page({ title: 'multihome', section: 1, version }, program),
    },
    {
      path: 'man/multihome-topology.5',
      text: page({ title: 'multihome-topology', section: 5, version }, topology),
    },
  ];
}

function topologyPage(reference: string): string {
  const [, body = ''] = /^# The topology\n([^]*)$/.exec(reference) ?? [];
  return [
    section('name'),
    String.raw`multihome\-topology \- the uplinks and networks of a host, and which traffic leaves where`,
    section('description'),
    manualFromMarkdown(body),
    section('see also'),
    paragraph(String.raw`\fBmultihome\fR(1)`),
  ].join('\n');
}

async function writePages(): Promise<void> {
  await mkdir(new URL('man/', root), { recursive: true });
  for (const { path, text } of await manualPages()) await writeFile(new URL(path, root), text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writePages();
