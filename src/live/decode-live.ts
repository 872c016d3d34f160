/** All dumps of a host -> Live, or why they are not to be trusted. */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { Live, LiveTableName } from '../model/live.ts';
import { decodeInterfaces } from './decode-interfaces.ts';
import { decodeLabels } from './decode-labels.ts';
import type { DecodedRoutes } from './decode-routes.ts';
import { decodeRoutes } from './decode-routes.ts';
import type { DecodedRules } from './decode-rules.ts';
import { decodeRules } from './decode-rules.ts';
import { decodeSettings } from './decode-settings.ts';
import type { Decoded } from './decoded.ts';
import { insanity } from './sanity.ts';

/** Arguments of `ip`: numbers instead of names, JSON, details, one family at a time. */
export const dumpArguments = {
  rules: {
    ipv4: ['-N', '-j', '-d', '-4', 'rule', 'show'],
    ipv6: ['-N', '-j', '-d', '-6', 'rule', 'show'],
  },
  routes: {
    ipv4: ['-N', '-j', '-d', '-4', 'route', 'show', 'table', 'all'],
    ipv6: ['-N', '-j', '-d', '-6', 'route', 'show', 'table', 'all'],
  },
  addresses: ['-N', '-j', '-d', 'addr', 'show'],
  settings: ['-N', '-j', 'netconf', 'show'],
  labels: ['-N', '-j', 'addrlabel', 'list'],
} as const;

/** Undefined for a family the host's kernel does not have. */
type ByFamily = Readonly<Record<Family, string | undefined>>;

export type LiveTexts = {
  readonly rules: ByFamily;
  readonly routes: ByFamily;
  readonly addresses: string;
  /** Absent where `ip` or the kernel does not have it. */
  readonly settings?: string | undefined;
  readonly labels?: string | undefined;
};

export type LiveContext = {
  readonly hostname: string;
  readonly tableNames: readonly LiveTableName[];
};

export function decodeLive(texts: LiveTexts, context: LiveContext): Decoded<Live> {
  const interfaces = decodeInterfaces(commandOf(dumpArguments.addresses), texts.addresses);
  if (!interfaces.ok) return interfaces;
  const rules = decodeFamilies(texts.rules, dumpArguments.rules, decodeRules);
  if (!rules.ok) return rules;
  const routes = decodeFamilies(texts.routes, dumpArguments.routes, decodeRoutes);
  if (!routes.ok) return routes;
  return soundLive(
    {
      hostname: context.hostname,
      rules: rules.value.flatMap((one) => one.rules),
      routes: routes.value.flatMap((one) => one.routes),
      opaque: [...rules.value, ...routes.value].flatMap((one) => one.opaque),
      interfaces: interfaces.value,
      settings: texts.settings === undefined ? [] : decodeSettings(texts.settings),
      labels: texts.labels === undefined ? [] : decodeLabels(texts.labels),
      tableNames: context.tableNames,
    },
    families.filter((family) => texts.rules[family] !== undefined),
  );
}

export function commandOf(dumpWords: readonly string[]): string {
  return `ip ${dumpWords.join(' ')}`;
}

function soundLive(live: Live, present: readonly Family[]): Decoded<Live> {
  const reason = insanity({ ...live, families: present });
  return reason === undefined
    ? { ok: true, value: live }
    : { ok: false, kind: 'inconsistent', reason: `what \`ip\` printed cannot be: ${reason}` };
}

function decodeFamilies<Value extends DecodedRules | DecodedRoutes>(
  texts: ByFamily,
  words: Readonly<Record<Family, readonly string[]>>,
  decode: (command: string, family: Family, text: string) => Decoded<Value>,
): Decoded<readonly Value[]> {
  const values: Value[] = [];
  for (const family of families) {
    const text = texts[family];
    if (text === undefined) continue;
    const decoded = decode(commandOf(words[family]), family, text);
    if (!decoded.ok) return decoded;
    values.push(decoded.value);
  }
  return { ok: true, value: values };
}
