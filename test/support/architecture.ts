/** Who may import whom, and what no source file contains. Works on text: it needs no compiler. */

import { dirname, join, normalize } from 'node:path';

/** `path` is relative to src, as in `plan/order.ts`. */
export type SourceFile = { readonly path: string; readonly text: string };
export type Edge = {
  readonly path: string;
  readonly specifier: string;
  /** A folder of src, a file in src without its ending, or what lies beside src. */
  readonly target: string;
  readonly kind: 'inside' | 'package';
  readonly onlyTypes: boolean;
};
type Row = {
  readonly inside: readonly string[];
  /** Folders of which it may know the types, but run nothing. */
  readonly typesOf?: readonly string[];
  readonly packages?: readonly string[];
};

const core = ['model', 'topology', 'compile', 'live', 'plan', 'lookup', 'health', 'doctor'];

/** Imports point inward. A package ending in a colon stands for all that begin with it. */
export const table: Readonly<Record<string, Row>> = {
  model: { inside: [] },
  topology: { inside: ['model'], packages: ['js-yaml'] },
  compile: { inside: ['model'], typesOf: ['topology'] },
  live: { inside: ['model'] },
  plan: { inside: ['model'] },
  lookup: { inside: ['model'] },
  health: { inside: ['model'] },
  doctor: { inside: ['model', 'lookup'], typesOf: ['topology'] },
  render: { inside: ['model'], packages: ['chalk', 'diff', 'prom-client'] },
  host: { inside: ['model', 'live'], packages: ['execa', 'node:'] },
  watch: { inside: [...core, 'host'] },
  rehearsal: { inside: ['model', 'topology', 'live'] },
  commands: {
    inside: [...core, 'render', 'host', 'watch', 'rehearsal', 'schemas', 'version'],
  },
  version: { inside: ['package.json'] },
  cli: { inside: ['model', 'commands', 'version'], packages: ['commander'] },
  main: { inside: ['model', 'cli'], packages: ['node:process'] },
};

/** Rows of the table that nobody has written yet. */
export const planned: readonly string[] = [];

const importPatterns: readonly RegExp[] = [
  /^\s*(?:import|export)\s+(?<type>type\s)?[^'";]*?\bfrom\s*['"](?<specifier>[^'"]+)['"]/gm,
  /^\s*import\s*['"](?<specifier>[^'"]+)['"]/gm,
  /\b(?:import|require)\s*\(\s*(?:['"](?<specifier>[^'"]+)['"])?/g,
];
const unreadable = '(not a literal)';

const forbidden: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a default export', pattern: /^\s*export\s+default\b|\bas\s+default\b/m },
  {
    what: 'a class that is no Error',
    pattern: /^[\w\s]*\bclass\s+\w+(?!\w|\s+extends\s+\w*Error\b)/m,
  },
  { what: 'a cast to any', pattern: /\bas\s+any\b(?=\s*(?:[;,)\]}[.]|$))|<any>/m },
  { what: 'an enum', pattern: /^\s*(?:export\s+)?(?:const\s+)?enum\s+\w+/m },
];
const forbiddenFolders = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc']);

/** The row of the table a file belongs to. */
export function unitOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  if (first !== '..') return rest.length > 0 ? first : first.replace(/\.ts$/, '');
  return rest[0] ?? '';
}

export function edgesOf({ path, text }: SourceFile): readonly Edge[] {
  const code = withoutComments(text);
  const found = importPatterns.flatMap((pattern) => [...code.matchAll(pattern)]);
  return found.map(({ groups }) => {
    const specifier = groups?.['specifier'] ?? unreadable;
    const onlyTypes = groups?.['type'] !== undefined;
    if (!specifier.startsWith('.')) {
      return { path, specifier, onlyTypes, kind: 'package', target: specifier };
    }
    const target = unitOf(normalize(join(dirname(path), specifier)));
    return { path, specifier, onlyTypes, kind: 'inside', target };
  });
}

/** One line for each rule a file breaks. */
export function violationsOf(file: SourceFile): readonly string[] {
  const code = withoutComments(file.text);
  return [
    ...edgesOf(file)
      .filter((edge) => !isAllowed(edge))
      .map(importText),
    ...forbidden.filter(({ pattern }) => pattern.test(code)).map(({ what }) => what),
    ...file.path.split('/').filter((part) => forbiddenFolders.has(part)),
    ...(unitOf(file.path) in table ? [] : ['not in the table of test/support/architecture.ts']),
  ].map((what) => `src/${file.path}: ${what}`);
}

function isAllowed({ path, target, kind, onlyTypes }: Edge): boolean {
  const own = unitOf(path);
  const row = table[own];
  if (row === undefined) return false;
  if (kind === 'package') return (row.packages ?? []).some((name) => isPackage(name, target));
  if (onlyTypes && (row.typesOf ?? []).includes(target)) return true;
  return target === own || row.inside.includes(target);
}

function isPackage(name: string, target: string): boolean {
  return name.endsWith(':') ? target.startsWith(name) : target === name;
}

function importText({ path, specifier, target, onlyTypes }: Edge): string {
  return `${unitOf(path)} imports ${onlyTypes ? 'types of ' : ''}${target} (${specifier})`;
}

/** Comments that have their lines to themselves: others hold no imports. */
function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '').replaceAll(/^\s*\/\/.*$/gm, '');
}
