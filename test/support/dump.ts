/** All routing state of a namespace as text, for comparison byte by byte. */

import { ip } from './namespace.ts';

const sections: readonly (readonly string[])[] = [
  ['link', 'show'],
  ['address', 'show'],
  ['-4', 'rule', 'show'],
  ['-6', 'rule', 'show'],
  ['-4', 'route', 'show', 'table', 'all'],
  ['-6', 'route', 'show', 'table', 'all'],
  ['nexthop', 'show'],
  ['netconf', 'show'],
];

/** Counts down or up by itself. */
const volatile = new Set([
  'expires',
  'valid_life_time',
  'preferred_life_time',
  'hello_timer',
  'forward_delay_timer',
  'message_age_timer',
  'tcn_timer',
  'topology_change_timer',
  'gc_timer',
]);

/** One section for each dump, one line for each object, in the kernel's order. */
export function dump(namespace: string): string {
  return sections.map((arguments_) => section(namespace, arguments_)).join('');
}

function section(namespace: string, arguments_: readonly string[]): string {
  const text = ip(namespace, '-N', '-j', '-d', ...arguments_).trim();
  const objects: unknown = text === '' ? [] : JSON.parse(text, withoutVolatile);
  if (!Array.isArray(objects)) throw new Error(`not an array: ip ${arguments_.join(' ')}`);
  const lines = objects.map((object: unknown) => `${JSON.stringify(object)}\n`);
  return `# ip ${arguments_.join(' ')}\n${lines.join('')}`;
}

function withoutVolatile(name: string, value: unknown): unknown {
  return volatile.has(name) ? undefined : value;
}
