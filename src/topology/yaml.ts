/**
 * YAML text -> value, and where everything in it stands. The only file that knows js-yaml.
 *
 * js-yaml gives events with offsets and builds the value from the same events. Between the two we
 * walk the events ourselves: for positions, and to refuse what would be silently wrong.
 */

import type { AliasEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import {
  constructFromEvents,
  COLLECTION_STYLE,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml';

import type { Checked, Problem } from '../model/problem.ts';
import type { Locate, Places, Span, WrittenChild, WrittenNode } from './places.ts';
import { placesOf } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { problemAt } from './problem-at.ts';
import { quoteAddress, yamlProblem } from './yaml-problems.ts';

export type Yaml = { readonly value: unknown; readonly places: Places };

/** A topology is seven levels deep. */
const depthMax = 32;

/** Nested aliases multiply: this bounds what they add to what is written. */
const aliasedValuesMax = 100_000;

const plainTags = /^!!(str|int|float|bool|null|map|seq)$/;

type Content = MappingEvent | SequenceEvent | ScalarEvent | AliasEvent;

/** The state of one pass over the events. */
type Walk = {
  readonly text: string;
  readonly events: readonly Event[];
  readonly locate: Locate;
  readonly problems: Problem[];
  /** Undefined while the anchored value is still open. */
  readonly anchors: Map<string, { readonly node: WrittenNode; readonly size: number } | undefined>;
  position: number;
  /** Values so far, aliases expanded. */
  size: number;
};

export function readYaml(text: string, locate: Locate): Checked<Yaml> {
  try {
    const events = parseEvents(text, { maxDepth: depthMax });
    const root = walkDocument({
      text,
      events,
      locate,
      problems: [],
      anchors: new Map(),
      position: 0,
      size: 0,
    });
    if (!root.ok) return root;
    const [value] = constructFromEvents(events, { source: text });
    if (value === null || value === undefined) return emptyFile(locate);
    return { ok: true, value: { value, places: placesOf(root.value, locate) }, warnings: [] };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const complaint = { reason: error.reason, position: error.mark?.position ?? 0, text };
    return { ok: false, problems: [yamlProblem(complaint, locate)] };
  }
}

function emptyFile(locate: Locate): Checked<never> {
  const flaw = {
    code: 'MH006',
    message: 'the topology is empty',
    hint: 'begin with: version: 1',
  } as const;
  return { ok: false, problems: [problemAt(locate({ start: 0, end: 0 }), flaw)] };
}

function walkDocument(walk: Walk): Checked<WrittenNode> {
  const documents = walk.events.filter(({ type }) => type === EVENT_ID.DOCUMENT);
  if (documents.length === 0) return emptyFile(walk.locate);
  walk.position = 1;
  const root = walkNode(walk);
  if (documents.length > 1) report(walk, secondDocument(walk.text), severalDocuments);
  return walk.problems.length > 0
    ? { ok: false, problems: walk.problems }
    : { ok: true, value: root, warnings: [] };
}

const severalDocuments: Flaw = {
  code: 'MH009',
  message: 'a second YAML document begins here',
  hint: 'one file is one topology: remove the "---"',
};

/** The separator that is not the one at the top of the file. */
function secondDocument(text: string): Span {
  const content = text.search(/^(?!---)[^#%\s]|^---[ \t]+[^#\s]/m);
  const offset = text.slice(Math.max(content, 0) + 3).search(/^(---|\.\.\.)/m);
  const start = offset < 0 ? 0 : Math.max(content, 0) + 3 + offset;
  return { start, end: start + 3 };
}

function walkNode(walk: Walk): WrittenNode {
  const event = walk.events[walk.position++];
  walk.size++;
  if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) {
    return leaf({ start: 0, end: 0 });
  }
  if (event.type === EVENT_ID.ALIAS) return walkAlias(walk, event);
  refuseTag(walk, event);
  const { anchorStart, anchorEnd } = event;
  const anchor = anchorStart < 0 ? undefined : walk.text.slice(anchorStart, anchorEnd);
  if (anchor === undefined) return walkContent(walk, event);
  const before = walk.size;
  walk.anchors.set(anchor, undefined);
  const node = walkContent(walk, event);
  walk.anchors.set(anchor, { node, size: walk.size - before + 1 });
  return node;
}

function walkContent(walk: Walk, event: MappingEvent | SequenceEvent | ScalarEvent): WrittenNode {
  if (event.type === EVENT_ID.SCALAR) return leaf(scalarSpan(event));
  const children =
    event.type === EVENT_ID.MAPPING ? walkMapping(walk, event) : walkSequence(walk, event);
  walk.position++;
  return { span: containerSpan(walk.text, event, children), children };
}

function walkAlias(walk: Walk, event: AliasEvent): WrittenNode {
  const name = walk.text.slice(event.anchorStart, event.anchorEnd);
  const span = { start: event.anchorStart - 1, end: event.anchorEnd };
  const anchored = walk.anchors.get(name);
  if (anchored === undefined) {
    report(walk, span, walk.anchors.has(name) ? selfContained(name) : unknownAnchor(name));
    return leaf(span);
  }
  walk.size += anchored.size;
  if (walk.size - walk.events.length <= aliasedValuesMax) return anchored.node;
  if (!walk.problems.some(({ code }) => code === 'MH005')) report(walk, span, aliasBomb);
  walk.size -= anchored.size;
  return leaf(span);
}

function unknownAnchor(name: string): Flaw {
  const message = `no anchor "&${name}" stands before the alias "*${name}"`;
  return {
    code: 'MH004',
    message,
    hint: 'define it earlier, or quote a value that begins with "*"',
  };
}

function selfContained(name: string): Flaw {
  return {
    code: 'MH005',
    message: `the alias "*${name}" contains itself`,
    hint: 'write the value out',
  };
}

const aliasBomb: Flaw = {
  code: 'MH005',
  message: `aliases add more than ${aliasedValuesMax} values to this file`,
  hint: 'write the values out',
};

function walkSequence(walk: Walk, { start }: SequenceEvent): ReadonlyMap<string, WrittenChild> {
  const children = new Map<string, WrittenChild>();
  while (!atPop(walk)) {
    const node = walkNode(walk);
    // An entry without a value has no place of its own.
    const span = node.span.start < 0 ? { start, end: start + 1 } : node.span;
    children.set(String(children.size), { key: undefined, node: { ...node, span } });
  }
  return children;
}

function walkMapping(walk: Walk, mapping: MappingEvent): ReadonlyMap<string, WrittenChild> {
  const children = new Map<string, WrittenChild>();
  while (!atPop(walk)) {
    const event = walk.events[walk.position];
    const keyNode = walkNode(walk);
    const value = walk.events[walk.position];
    const valueNode = walkNode(walk);
    if (event?.type !== EVENT_ID.SCALAR || event.valueStart < 0) {
      report(walk, { start: mapping.start, end: mapping.start + 1 }, complexKey);
      continue;
    }
    const key = getScalarValue(walk.text, event);
    const span = keyNode.span;
    if (isAddressTakenForKey(key, event, value)) {
      walk.problems.push(quoteAddress(`${key}:`, walk.locate({ ...span, end: span.end + 1 })));
    }
    const first = children.get(key);
    if (first?.key !== undefined) report(walk, span, duplicateKey(key, first.key, walk));
    // A key without a value has nothing else to point at.
    const node = valueNode.span.start < 0 ? { ...valueNode, span } : valueNode;
    children.set(key, { key: span, node });
  }
  return children;
}

const complexKey: Flaw = {
  code: 'MH013',
  message: 'a key is empty or not a plain word',
  hint: 'keys are names',
};

function duplicateKey(key: string, first: Span, walk: Walk): Flaw {
  return {
    code: 'MH003',
    message: `the key "${key}" is written twice`,
    hint: 'remove one, or merge them',
    related: [{ message: 'first written here', at: walk.locate(first) }],
  };
}

/** `[2001:db8::, x]` is silently read as `[{"2001:db8:": null}, "x"]`. */
function isAddressTakenForKey(key: string, event: ScalarEvent, value: Event | undefined): boolean {
  const isEmpty = value?.type === EVENT_ID.SCALAR && value.valueStart < 0;
  return isEmpty && event.style === SCALAR_STYLE.PLAIN && /^[0-9a-fA-F:]*:$/.test(key);
}

function refuseTag(walk: Walk, event: Exclude<Content, AliasEvent>): void {
  if (event.tagStart < 0) return;
  const tag = walk.text.slice(event.tagStart, event.tagEnd);
  if (plainTags.test(tag)) return;
  const message = `the YAML tag "${tag}" cannot stand here`;
  const flaw: Flaw = { code: 'MH012', message, hint: 'quote a value that begins with "!"' };
  report(walk, { start: event.tagStart, end: event.tagEnd }, flaw);
}

function scalarSpan({ valueStart, valueEnd, style }: ScalarEvent): Span {
  const quoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return quoted
    ? { start: valueStart - 1, end: valueEnd + 1 }
    : { start: valueStart, end: valueEnd };
}

/** A block is marked at its first key or dash; brackets from end to end. */
function containerSpan(
  text: string,
  { start, style, type }: MappingEvent | SequenceEvent,
  children: ReadonlyMap<string, WrittenChild>,
): Span {
  const all = [...children.values()];
  if (style === COLLECTION_STYLE.BLOCK) return all[0]?.key ?? { start, end: start + 1 };
  const last = all.at(-1);
  const inner = Math.max(last?.node.span.end ?? 0, last?.key?.end ?? 0, start + 1);
  const close = text.indexOf(type === EVENT_ID.MAPPING ? '}' : ']', inner);
  return { start, end: close < 0 ? inner : close + 1 };
}

function leaf(span: Span): WrittenNode {
  return { span, children: new Map() };
}

function atPop(walk: Walk): boolean {
  const event = walk.events[walk.position];
  return event === undefined || event.type === EVENT_ID.POP;
}

function report(walk: Walk, span: Span, flaw: Flaw): void {
  walk.problems.push(problemAt(walk.locate(span), flaw));
}
