/** Drafts of policies and of outbound -> what a sound topology says. */

import type { Family } from '../../src/model/address.ts';
import type { PolicyDraft, Register, TopologyDraft, Uplinks, Written } from './drafts.ts';
import { isBound, present } from './drafts.ts';

const families = ['ipv4', 'ipv6'] as const;

export function outboundOf(
  { mode, metric, rotate }: TopologyDraft['outbound'],
  uplinks: Uplinks,
): Written {
  if (mode === 'none') return { mode };
  const used = usable(uplinks, mode, families);
  return { mode: used.mode, uplinks: rotated(used.names, rotate), ...present({ metric }) };
}

export function policyOf(
  draft: PolicyDraft,
  index: number,
  uplinks: Uplinks,
  register: Register,
): { readonly policy: Written; readonly list: readonly [string, string] | undefined } {
  const name = `policy${index}`;
  const file = `${name}.txt`;
  const { family, selector } = familyOfPolicy(draft, uplinks);
  const prefixes = draft.to.filter((one) => family === undefined || familyIn(one) === family);
  const isList = draft.inFile && prefixes.length > 0;
  const from = selector['from'] === undefined && draft.fromNetwork ? 'lan' : selector['from'];
  const to = isList ? { file } : prefixes.length > 0 ? prefixes : undefined;
  const used = usableFor(family, uplinks, draft.mode);
  const policy = {
    name,
    ...selector,
    ...present({ family, from, to, mode: used.mode, priority: register(draft.priority, 40) }),
    uplinks: rotated(used.names, draft.rotate),
  };
  return { policy, list: isList ? [file, `${prefixes.join('\n')}\n`] : undefined };
}

export function isPolicyBound({ name, mode, priority, uplinks, ...selector }: Written): boolean {
  void [name, mode, priority, uplinks];
  return isBound(selector);
}

/** One that some uplink has; what selects by another is left out. */
function familyOfPolicy(
  { selector, to }: PolicyDraft,
  uplinks: Uplinks,
): { readonly family: Family | undefined; readonly selector: Written } {
  const had = families.filter((one) => having(uplinks, one).length > 0);
  const [only, another] = had;
  const { from, tos, family: wished, ...others } = selector;
  const [first, ...further] = [...new Set(to.map(familyIn))].filter((one) => had.includes(one));
  const wanted = had.find((one) => one === (wished ?? (further.length === 0 ? first : undefined)));
  if (wanted === undefined)
    return { family: another === undefined ? only : undefined, selector: others };
  const isAny = from === undefined || from === '0.0.0.0/0';
  return {
    family: wanted,
    selector: { ...others, ...present({ tos, from: isAny ? undefined : from }) },
  };
}

function familyIn(prefix: string): Family {
  return prefix.includes(':') ? 'ipv6' : 'ipv4';
}

function usableFor(family: Family | undefined, uplinks: Uplinks, mode: PolicyDraft['mode']) {
  if (family === undefined) return usable(uplinks, mode, families);
  return usable(
    uplinks.filter(([, uplink]) => uplink[family] !== undefined),
    mode,
    [family],
  );
}

/** IPv6 cannot be balanced over an uplink without a gateway. */
function usable<Mode>(
  uplinks: Uplinks,
  mode: Mode,
  wanted: readonly Family[],
): { readonly mode: Mode | 'failover'; readonly names: readonly string[] } {
  const isShareable = ({ ipv6 }: Written): boolean =>
    ipv6 === undefined || JSON.stringify(ipv6).includes('gateway');
  const shareable = uplinks.filter(([, one]) => isShareable(one));
  const covers = wanted.every(
    (family) => having(uplinks, family).length === 0 || having(shareable, family).length > 0,
  );
  if (mode === 'balance' && covers) return { mode, names: shareable.map(([name]) => name) };
  return { mode: mode === 'balance' ? 'failover' : mode, names: uplinks.map(([name]) => name) };
}

export function having(uplinks: Uplinks, family: Family): readonly string[] {
  return uplinks.filter(([, uplink]) => uplink[family] !== undefined).map(([name]) => name);
}

function rotated(names: readonly string[], count: number): readonly string[] {
  const at = count % names.length;
  return [...names.slice(at), ...names.slice(0, at)];
}
