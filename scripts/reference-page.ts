/** Lays out docs/topology.md: every key of a topology, from its schema. */

import { excerpt } from './excerpt.ts';
import type { Json, JsonObject } from './json-schema.ts';
import { isList, isObject, objectOf } from './json-schema.ts';
import { referenceIntroduction } from './reference-introduction.ts';
import { innerExamples, sections } from './reference-sections.ts';
import { kindOf, lookUp, slug } from './reference-kinds.ts';

type Source = {
  readonly schema: JsonObject;
  /** The text of a topology in `examples/`. */
  readonly readExample: (name: string) => string;
};

export function referencePage(source: Source): string {
  const parts = sections.map(({ title, pointer, shown }) => {
    const described = lookUp(source.schema, pointer);
    return [
      `## ${title}`,
      sentence(described),
      table(source, title, described),
      yaml(excerpt(source.readExample(shown.example), shown.kept)),
      ...innerSections(source, title, described),
    ].join('\n\n');
  });
  return `${[referenceIntroduction, ...parts, values(source)].join('\n\n')}\n`;
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
}

/** Mappings that are described where they are used. */
function innerSections(source: Source, title: string, schema: JsonObject): readonly string[] {
  return members(schema)
    .filter(([, member]) => isObject(member['properties']))
    .map(([key, member]) => {
      const own = innerTitle(title, key);
      const example = innerExamples[own];
      return [
        `### ${own}`,
        sentence(member),
        table(source, own, member),
        ...(example === undefined ? [] : [yaml(example)]),
      ].join('\n\n');
    });
}

/** What stands at the top of the file has a section of its own. */
function innerTitle(title: string, key: string): string {
  return title === 'The file' ? key : `${title}: ${key}`;
}

function table(source: Source, title: string, schema: JsonObject): string {
  const required = isList(schema['required']) ? schema['required'] : [];
  const rows = members(schema)
    .filter(([, member]) => sharedKey(member) === undefined)
    .map(([key, member]) => {
      const described = describedBy(source.schema, member);
      const fallback = required.includes(key) ? '*required*' : defaultText(described['default']);
      const kind = kindOf(source.schema, member, innerTitle(title, key));
      return row([`\`${key}\``, kind, fallback, sentence(described)]);
    });
  const head = ['| key | type or choices | default | meaning |', '|---|---|---|---|'];
  return [...head, ...rows, ...sharedRow(schema)].join('\n');
}

/** Keys that several mappings have in common are told once. */
function sharedRow(schema: JsonObject): readonly string[] {
  const shared = members(schema).filter(([, member]) => sharedKey(member) !== undefined);
  const [first] = shared;
  const owner = first && sharedKey(first[1]);
  if (owner === undefined) return [];
  const keys = shared.map(([key]) => `\`${key}\``).join(', ');
  return [row([keys, `as in [${owner}](#${slug(owner)})`, '', 'Metrics of the route.'])];
}

function sharedKey({ $ref }: JsonObject): string | undefined {
  return typeof $ref === 'string' ? /^#\/\$defs\/([^/]+)\/properties\//.exec($ref)?.[1] : undefined;
}

/** What a reference leaves unsaid, its definition says. */
function describedBy(schema: JsonObject, member: JsonObject): JsonObject {
  const { $ref } = member;
  return typeof $ref === 'string' ? { ...lookUp(schema, $ref), ...member } : member;
}

function defaultText(value: Json | undefined): string {
  return value === undefined ? '' : `\`${JSON.stringify(value).replaceAll('"', '')}\``;
}

function sentence({ description }: JsonObject): string {
  if (typeof description !== 'string') throw new Error('something has no description');
  return description;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`.replaceAll(
    '  ',
    ' ',
  );
}

function members(schema: JsonObject): readonly (readonly [string, JsonObject])[] {
  const { properties } = schema;
  return isObject(properties)
    ? Object.entries(properties).map(([key, member]) => [key, objectOf(member)] as const)
    : [];
}

/** Definitions that are told neither as a mapping nor, like choices, where they are used. */
function values({ schema }: Source): string {
  const told = new Set(sections.map(({ pointer }) => pointer));
  const entries = Object.entries(objectOf(schema['$defs']))
    .map(([name, definition]) => [name, objectOf(definition)] as const)
    .filter(([name, { enum: choices }]) => choices === undefined && !told.has(`#/$defs/${name}`))
    .map(([name, definition]) => {
      const examples = isList(definition['examples']) ? definition['examples'] : [];
      const shown = examples.map((one) => `\`${shownValue(one)}\``).join(', ');
      return `### ${name}\n\n${sentence(definition)} For example ${shown}.`;
    });
  return ['## Values', ...entries].join('\n\n');
}

/** As YAML writes it in one line. */
function shownValue(value: Json): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value)
    .replaceAll('"', '')
    .replaceAll(/([:,])/g, '$1 ');
}
