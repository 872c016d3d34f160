/** `rules` -> RawRule. */

import type { Family, Prefix } from '../model/address.ts';
import { families as bothFamilies, familyOf, isDefault } from '../model/address.ts';
import type { Selector } from '../model/rule.ts';
import { rulePriorityMax } from '../model/rule.ts';
import { mainTable } from '../model/table.ts';
import { readPrefix } from './addresses.ts';
import { decodeSelector } from './decode-selector.ts';
import { readPriority } from './decode-uplinks.ts';
import type { Decoder, Names } from './decoder.ts';
import { isFlawed, placeOfEntry, reportKey, take, takeOptional } from './decoder.ts';
import type { WrittenRule } from './generated/written.ts';
import type { Path } from './places.ts';
import { present } from './present.ts';
import { tableNamed, tableOfUplink } from './table-reference.ts';
import type { RawRule, RawRuleAction } from './topology.ts';
import { readNumber, readRealms } from './values.ts';

const actionKeys = ['lookup', 'uplink', 'goto', 'action', 'l3mdev'] as const;
const lookupKeys = ['suppress-prefixlength', 'suppress-ifgroup', 'realms'] as const;

const tunnelBounds = { min: 1, max: Number.MAX_SAFE_INTEGER };
const interfaceGroupBounds = { min: 0, max: 0x7fffffff };

/** What `ip rule` takes for no restriction. */
const anyWords = new Set(['all', 'any', 'default']);

export function decodeRules(
  decoder: Decoder,
  names: Names,
  rules: readonly WrittenRule[],
): readonly RawRule[] {
  return rules.map((written, index) => decodeRule(decoder, names, ['rules', index], written));
}

function decodeRule(decoder: Decoder, names: Names, path: Path, written: WrittenRule): RawRule {
  const from = decodeSide(decoder, [...path, 'from'], written.from);
  const to = decodeSide(decoder, [...path, 'to'], written.to);
  const families = familiesOfRule(decoder, path, written, [from, to]);
  return {
    families,
    priority: takeOptional(decoder, [...path, 'priority'], written.priority, readPriority),
    selector: {
      ...present({ not: written.not === true ? (true as const) : undefined }),
      // A prefix of length 0 restricts nothing: the kernel does not even keep it.
      ...present({ from: from && isDefault(from) ? undefined : from }),
      ...present({ to: to && isDefault(to) ? undefined : to }),
      ...decodeSelector(decoder, path, written),
      ...decodeTunnel(decoder, path, written),
    },
    action: decodeAction(decoder, names, path, written, families),
    adopts: written.adopt === true,
    at: placeOfEntry(decoder, path),
  };
}

function decodeSide(decoder: Decoder, path: Path, written: string | undefined): Prefix | undefined {
  if (written === undefined || anyWords.has(written)) return undefined;
  return take(decoder, path, readPrefix(written));
}

function decodeTunnel(decoder: Decoder, path: Path, written: WrittenRule): Pick<Selector, 'tunId'> {
  const read = (one: number) => readNumber(one, tunnelBounds);
  return present({ tunId: takeOptional(decoder, [...path, 'tun-id'], written['tun-id'], read) });
}

function familiesOfRule(
  decoder: Decoder,
  path: Path,
  { family }: WrittenRule,
  sides: readonly (Prefix | undefined)[],
): readonly Family[] {
  const limits = sides.flatMap((side) => (side === undefined ? [] : [familyOf(side)]));
  const all = new Set(family === undefined ? limits : [family, ...limits]);
  if (all.size > 1 && !isFlawed(decoder)) {
    const message = 'this rule is about both families at once: no packet has both';
    reportKey(decoder, path, { code: 'MH318', message, hint: 'write one rule for each family' });
  }
  return all.size === 0 ? bothFamilies : [...all];
}

function decodeAction(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: WrittenRule,
  families: readonly Family[],
): RawRuleAction {
  const given = actionKeys.filter((key) => written[key] !== undefined);
  if (given.length !== 1) reportActions(decoder, path, given);
  const isLookup = written.lookup !== undefined || written.uplink !== undefined;
  if (!isLookup && given.length === 1) refuseLookupKeys(decoder, path, written);
  if (written.goto !== undefined) return decodeGoto(decoder, path, written.goto);
  if (written.action !== undefined) return { kind: written.action };
  if (written.l3mdev !== undefined) return { kind: 'l3mdev' };
  return decodeLookup(decoder, names, path, written, families);
}

function reportActions(decoder: Decoder, path: Path, given: readonly string[]): void {
  const hint = `write exactly one of ${actionKeys.join(', ')}`;
  const [first, second] = given;
  if (first === undefined || second === undefined) {
    return reportKey(decoder, path, { code: 'MH326', message: 'this rule has no action', hint });
  }
  const message = `this rule has several actions: ${given.join(', ')}`;
  reportKey(decoder, [...path, second], { code: 'MH326', message, hint });
}

function refuseLookupKeys(decoder: Decoder, path: Path, written: WrittenRule): void {
  for (const key of lookupKeys) {
    if (written[key] === undefined) continue;
    const message = `"${key}" is about the result of a lookup, and this rule does none`;
    const hint = `remove "${key}", or write lookup: TABLE`;
    reportKey(decoder, [...path, key], { code: 'MH322', message, hint });
  }
}

function decodeGoto(decoder: Decoder, path: Path, target: number): RawRuleAction {
  const bounds = { min: 1, max: rulePriorityMax };
  return { kind: 'goto', target: take(decoder, [...path, 'goto'], readNumber(target, bounds)) };
}

function decodeLookup(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: WrittenRule,
  families: readonly Family[],
): RawRuleAction {
  const { lookup, uplink, realms } = written;
  const lengthMax = families.includes('ipv4') ? 32 : 128;
  const number = (key: 'suppress-prefixlength' | 'suppress-ifgroup', max: number) =>
    takeOptional(decoder, [...path, key], written[key], (one) => readNumber(one, { min: 0, max }));
  const table =
    uplink === undefined
      ? lookup === undefined
        ? ({ kind: 'id', id: mainTable } as const)
        : tableNamed(decoder, names, [...path, 'lookup'], lookup)
      : tableOfUplink(decoder, names, [...path, 'uplink'], uplink);
  return {
    kind: 'lookup',
    table,
    ...present({
      suppressPrefixlength: number('suppress-prefixlength', lengthMax),
      suppressIfgroup: number('suppress-ifgroup', interfaceGroupBounds.max),
      realms: takeOptional(decoder, [...path, 'realms'], realms, readRealms),
    }),
  };
}
