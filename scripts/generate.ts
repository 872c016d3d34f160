/**
 * Makes what is derived from `schemas/` and from the catalogue of problem codes: the types of the
 * written file, validators that need no ajv at run time, the reference of keys and the list of
 * messages. The results are committed; a test proves that they are fresh.
 */

import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';

import type { JsonObject } from './json-schema.ts';
import { isList, mapSchema, objectOf, parseObject } from './json-schema.ts';
import { messagesPage } from './messages-page.ts';
import { referencePage } from './reference-page.ts';
import { shapesOf } from './shapes.ts';

export type GeneratedFile = { readonly path: string; readonly text: string };

const root = new URL('../../', import.meta.url);
const schemaPath = 'schemas/topology.schema.json';
const savedPlanPath = 'schemas/saved-plan.schema.json';
const statusPath = 'schemas/status.schema.json';
const banner = bannerFor(schemaPath);

function bannerFor(path: string): string {
  return `// Generated from ${path} by scripts/generate.ts: do not edit, run \`npm run generate\`.\n`;
}

/**
 * Keywords that do not reach the validator. Documentation is dead weight there, and patterns and
 * bounds are judged by values.ts, which can say what is wrong with a value.
 */
const judgedElsewhere = new Set(
  'title description examples default pattern propertyNames minimum maximum'.split(' '),
);

export async function generateFiles(): Promise<readonly GeneratedFile[]> {
  const schema = parseObject(await readFile(new URL(schemaPath, root), 'utf8'));
  const savedPlan = parseObject(await readFile(new URL(savedPlanPath, root), 'utf8'));
  const status = parseObject(await readFile(new URL(statusPath, root), 'utf8'));
  return [
    { path: 'src/topology/generated/written.ts', text: await writtenTypes(schema) },
    { path: 'src/topology/generated/validate.ts', text: topologyValidator(schema) },
    { path: 'src/topology/generated/shapes.ts', text: `${banner}${shapesOf(schema)}` },
    {
      path: 'src/live/generated/validate-saved-plan.ts',
      text: `// @ts-nocheck\n${bannerFor(savedPlanPath)}${validator(savedPlan, 'validateSavedPlan')}`,
    },
    {
      path: 'src/live/generated/validate-status.ts',
      text: `// @ts-nocheck\n${bannerFor(statusPath)}${validator(status, 'validateStatus')}`,
    },
    { path: 'docs/messages.md', text: messagesPage() },
    { path: 'docs/topology.md', text: referencePage({ schema, readExample }) },
  ];
}

function readExample(name: string): string {
  return readFileSync(new URL(`examples/${name}/topology.yaml`, root), 'utf8');
}

/** Types are called `WrittenUplink` and so on: they are what the user wrote, nothing parsed. */
async function writtenTypes(schema: JsonObject): Promise<string> {
  const { $id, $defs, ...rest } = mapSchema(schema, splitTypes);
  void $id;
  const named = Object.entries(objectOf($defs)).map(
    ([name, value]) => [name, { title: `written-${name}`, ...objectOf(value) }] as const,
  );
  const prepared = { ...rest, title: 'WrittenTopology', $defs: Object.fromEntries(named) };
  const options = { bannerComment: banner, unknownAny: true, additionalProperties: false };
  // The compiler works on its argument: it gets a copy, of a type with wider members than ours.
  // oxlint-disable-next-line no-unsafe-type-assertion
  const copy = JSON.parse(JSON.stringify(prepared)) as Parameters<typeof compile>[0];
  const types = await compile(copy, 'WrittenTopology', { ...options, maxItems: 3 });
  return types.replaceAll(/^( +)("?[\w-]+"?\??:)/gm, '$1readonly $2');
}

function topologyValidator(schema: JsonObject): string {
  const lean = mapSchema(schema, (one) =>
    Object.fromEntries(Object.entries(one).filter(([key]) => !judgedElsewhere.has(key))),
  );
  return `// @ts-nocheck\n${banner}${bounded(validator(lean, 'validateTopology'))}`;
}

function validator(schema: JsonObject, name: string): string {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    allowUnionTypes: true,
    strictRequired: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addSchema(schema, name);
  const code = standalone.default(ajv, { [name]: name });
  if (code.includes('require(')) throw new Error('the validator needs ajv at run time');
  return typedExport(code, name);
}

/**
 * ajv joins lists of errors with `concat`, which is quadratic: a list of 100 000 wrong entries would
 * take a minute. Nobody reads more than the first few.
 */
function bounded(code: string): string {
  const joined = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g;
  const changed = code.replaceAll(joined, 'vErrors = join(vErrors, $1.errors);');
  if (changed === code || changed.includes('.concat('))
    throw new Error('ajv joins errors otherwise');
  return `${changed}
function join(errors, more) {
  if (errors === null) return more;
  for (let index = 0; index < more.length && errors.length < 1000; index++) errors.push(more[index]);
  return errors;
}
`;
}

/** The one export gets a type, so that nothing untyped leaves the generated file. */
function typedExport(code: string, name: string): string {
  const type = `((value: unknown) => boolean) & {
  readonly errors?: readonly {
    readonly keyword: string;
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[] | null;
}`;
  const typed = code.replace(
    new RegExp(`export const ${name} = (\\w+);`),
    (_, inner: string) => `export const ${name} = ${inner} as unknown as ${type};`,
  );
  if (typed === code) throw new Error('the validator exports nothing');
  return `${typed.replace('"use strict";', '').trim()}\n`;
}

/**
 * `type: [a, b]` becomes a union, because json-schema-to-typescript ignores the other keywords, and
 * a reference stands alone, because it makes a new type for each description beside one.
 */
function splitTypes(schema: JsonObject): JsonObject {
  const { type, description, $ref, ...rest } = schema;
  if ($ref !== undefined) return { $ref };
  if (!isList(type)) return schema;
  const keywords: Readonly<Record<string, readonly string[]>> = {
    object: ['properties', 'required', 'additionalProperties'],
    array: ['items', 'minItems'],
  };
  const anyOf = type.map((one) => {
    const own = typeof one === 'string' ? (keywords[one] ?? []) : [];
    const kept = Object.entries(rest).filter(([key]) => own.includes(key));
    return { type: one, ...Object.fromEntries(kept) };
  });
  return { ...(description === undefined ? {} : { description }), anyOf };
}

async function writeGenerated(): Promise<void> {
  for (const { path, text } of await generateFiles()) {
    await writeFile(new URL(path, root), text);
    process.stdout.write(`${path}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeGenerated();
