/** `policies` and `outbound` -> Policy and Outbound. */

import type { Family, Prefix } from '../model/address.ts';
import { defaultPrefix, families as bothFamilies, familyOf, isDefault } from '../model/address.ts';
import { readPrefix } from './addresses.ts';
import { quote } from './describe.ts';
import type { GivenDestinations } from './decode-destinations.ts';
import { decodeDestinations, destinationsIn, familiesOf } from './decode-destinations.ts';
import { decodeSelector } from './decode-selector.ts';
import { readPriority } from './decode-uplinks.ts';
import type { Decoder, Names } from './decoder.ts';
import {
  isFlawed,
  listed,
  ownerOfInterface,
  placeOfEntry,
  report,
  reportKey,
  take,
  takeOptional,
  uplinkNamed,
} from './decoder.ts';
import { defaults } from './defaults.ts';
import type { WrittenOutbound, WrittenPolicy, WrittenUplinkList } from './generated/written.ts';
import type { Path } from './places.ts';
import { didYouMean } from './suggest.ts';
import type { Outbound, Policy, PolicySource } from './topology.ts';
import { readName, readNumber } from './values.ts';

/** Every rule is tried for every packet: beyond this a prefix list is the better way. */
export const rulesOfPolicyMax = 256;

/** Leaves room for the metrics of later uplinks. */
const metricBounds = { min: 1, max: 4_294_960_000 };

export function decodeOutbound(
  decoder: Decoder,
  names: Names,
  written: WrittenOutbound | undefined,
): Outbound {
  if (written === undefined) return { mode: 'none', at: undefined };
  const at = placeOfEntry(decoder, ['outbound']);
  const { mode, uplinks, metric } = written;
  if (mode === 'none') {
    if (uplinks !== undefined) uplinksUnused(decoder);
    return { mode, at };
  }
  const readMetric = (one: number) => readNumber(one, metricBounds);
  return {
    mode,
    uplinks: decodeUplinkList(decoder, names, ['outbound', 'uplinks'], uplinks ?? missing(decoder)),
    metric:
      takeOptional(decoder, ['outbound', 'metric'], metric, readMetric) ?? defaults.outboundMetric,
    at,
  };
}

function uplinksUnused(decoder: Decoder): void {
  const message = 'outbound has uplinks, but its mode is none';
  const hint = 'write mode: failover or balance, or remove "uplinks"';
  reportKey(decoder, ['outbound', 'uplinks'], { code: 'MH028', message, hint });
}

function missing(decoder: Decoder): undefined {
  const hint = 'add "uplinks"';
  reportKey(decoder, ['outbound'], { code: 'MH022', message: 'outbound has no "uplinks"', hint });
  return undefined;
}

function decodeUplinkList(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: WrittenUplinkList | undefined,
): readonly [string, ...string[]] {
  if (written === undefined) return [''];
  for (const [index, name] of written.entries()) {
    uplinkNamed(decoder, names, [...path, index], name);
    if (written.indexOf(name) === index) continue;
    const message = `uplink "${name}" is listed twice`;
    report(decoder, [...path, index], { code: 'MH212', message, hint: 'name each uplink once' });
  }
  return written;
}

export function decodePolicies(
  decoder: Decoder,
  names: Names,
  policies: readonly WrittenPolicy[],
): readonly Policy[] {
  return policies.flatMap((written, index) => {
    const policy = decodePolicy(decoder, names, index, written);
    return policy === undefined ? [] : [policy];
  });
}

/** Undefined when its prefix list has nothing to offer. */
function decodePolicy(
  decoder: Decoder,
  names: Names,
  index: number,
  written: WrittenPolicy,
): Policy | undefined {
  const path = ['policies', index];
  const from = decodeSources(decoder, names, path, written.from);
  const given =
    written.to === undefined ? undefined : decodeDestinations(decoder, [...path, 'to'], written.to);
  if (given !== undefined && given.file === undefined)
    refuseDefaults(decoder, [...path, 'to'], given);
  const uplinks = decodeUplinkList(decoder, names, [...path, 'uplinks'], written.uplinks);
  const families = familiesOfPolicy(decoder, path, { written, from, given, names, uplinks });
  const to = given && destinationsIn(decoder, [...path, 'to'], given, families);
  if (given !== undefined && to === undefined) return undefined;
  const policy: Policy = {
    name: takeOptional(decoder, [...path, 'name'], written.name, readName) ?? `policy-${index + 1}`,
    families,
    from,
    to,
    selector: decodeSelector(decoder, path, written),
    priority: takeOptional(decoder, [...path, 'priority'], written.priority, readPriority),
    mode: written.mode ?? defaults.policyMode,
    uplinks,
    at: placeOfEntry(decoder, path),
  };
  limitRules(decoder, path, policy, names);
  return policy;
}

function decodeSources(
  decoder: Decoder,
  names: Names,
  path: Path,
  from: WrittenPolicy['from'],
): readonly PolicySource[] {
  if (from === undefined) return [];
  const isList = typeof from !== 'string';
  const texts = isList ? from : [from];
  return texts.map((text, index) => {
    const here = isList ? [...path, 'from', index] : [...path, 'from'];
    return decodeSource(decoder, names, here, text);
  });
}

function decodeSource(decoder: Decoder, names: Names, path: Path, text: string): PolicySource {
  if (names.networks.has(text)) return { kind: 'network', name: text };
  if (/[.:/]/.test(text) || /^[0-9]/.test(text)) {
    const prefix = take(decoder, path, readPrefix(text));
    if (isDefault(prefix)) reportDefault(decoder, path, prefix, 'from');
    return { kind: 'prefix', prefix };
  }
  const known = [...names.networks.keys()];
  const isAny = /^(all|any|default)$/.test(text);
  const guess =
    ownerOfInterface('network', names.networks, text) ??
    didYouMean(text, known) ??
    listed('networks', known);
  const hint = isAny ? 'leave "from" out: that means any source' : guess;
  report(decoder, path, { code: 'MH203', message: `there is no network "${text}"`, hint });
  return { kind: 'network', name: text };
}

/** Such a rule would match everything of one family: there are clearer ways to say that. */
function refuseDefaults(decoder: Decoder, path: Path, given: GivenDestinations): void {
  const written = given.prefixes.find(isDefault);
  if (written !== undefined && !isFlawed(decoder)) reportDefault(decoder, path, written, 'to');
  if (given.hasDefault) reportDefault(decoder, path, 'default', 'to');
}

function reportDefault(
  decoder: Decoder,
  path: Path,
  written: Prefix | 'default',
  key: string,
): void {
  if (isFlawed(decoder) && written !== 'default') return;
  const family = written === 'default' ? '' : ` and write family: ${familyOf(written)}`;
  const message = `${quote(written)} selects nothing in a policy: it matches everything`;
  report(decoder, path, { code: 'MH102', message, hint: `leave "${key}" out${family}` });
}

type PolicyParts = {
  readonly written: WrittenPolicy;
  readonly from: readonly PolicySource[];
  readonly given: GivenDestinations | undefined;
  readonly names: Names;
  readonly uplinks: readonly string[];
};

/** Those that `from`, `to` and `family` have in common; else those its uplinks have. */
function familiesOfPolicy(decoder: Decoder, path: Path, parts: PolicyParts): readonly Family[] {
  const { written, from, given, names, uplinks } = parts;
  const limits = [
    ...(written.family === undefined ? [] : [[written.family]]),
    ...(from.length === 0 ? [] : [from.flatMap((source) => familiesOfSource(source, names))]),
    ...(given === undefined || given.prefixes.length === 0 ? [] : [familiesOf(given.prefixes)]),
  ];
  if (limits.length === 0) {
    return bothFamilies.filter((family) =>
      uplinks.some((name) => names.uplinks.get(name)?.[family]),
    );
  }
  const common = bothFamilies.filter((family) => limits.every((limit) => limit.includes(family)));
  // A list may well be of another family: then it is empty for this policy, which is told as such.
  if (common.length === 0 && given?.file !== undefined) return limits[0] ?? [];
  if (common.length === 0 && !isFlawed(decoder)) {
    const message = '"family", "from" and "to" have no family in common: no packet has both';
    reportKey(decoder, path, { code: 'MH318', message, hint: 'write prefixes of one family' });
  }
  return common;
}

function familiesOfSource(source: PolicySource, names: Names): readonly Family[] {
  if (source.kind === 'prefix') return [familyOf(source.prefix)];
  const network = names.networks.get(source.name);
  return bothFamilies.filter((family) => network?.[family] !== undefined);
}

function limitRules(decoder: Decoder, path: Path, policy: Policy, names: Names): void {
  const count = policyRuleCount(policy, names.networks);
  const total = count('ipv4') + count('ipv6');
  if (total <= rulesOfPolicyMax) return;
  const message = `this policy would become ${total} rules; at most ${rulesOfPolicyMax} are made`;
  const hint = 'put the destinations into a prefix list: to: {file: prefixes.txt}';
  reportKey(decoder, path, { code: 'MH124', message, hint });
}

/** How many rules a policy becomes in one family: each source with each destination. */
export function policyRuleCount(policy: Policy, networks: Names['networks']) {
  return (family: Family): number => {
    if (!policy.families.includes(family)) return 0;
    const sources = policy.from.filter((source) =>
      source.kind === 'prefix'
        ? familyOf(source.prefix) === family
        : networks.get(source.name)?.[family] !== undefined,
    );
    const inline = policy.to?.kind === 'inline' ? policy.to.prefixes : [defaultPrefix[family]];
    const destinations = inline.filter((prefix) => familyOf(prefix) === family);
    return (policy.from.length === 0 ? 1 : sources.length) * destinations.length;
  };
}
