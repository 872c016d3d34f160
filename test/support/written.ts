/** A draft -> a sound topology: what would clash is left out. */

import type { Family } from '../../src/model/address.ts';
import { having, isPolicyBound, outboundOf, policyOf } from './draft-policies.ts';
import type {
  FamilyDraft,
  Register,
  RouteDraft,
  RuleDraft,
  TopologyDraft,
  TopologyFiles,
  UplinkDraft,
  Uplinks,
  Written,
} from './drafts.ts';
import { deviceOf, isBound, present } from './drafts.ts';
import { addressOn, deviceName, gatewayOn, lengths } from './scenery.ts';
import type { HostNumber } from './scenery.ts';

export function written(draft: TopologyDraft): TopologyFiles {
  const register = createRegister();
  const uplinks = uplinksOf(draft.uplinks, register);
  const policies = draft.policies.map((policy, index) =>
    policyOf(policy, index, uplinks, register),
  );
  return {
    topology: {
      version: 1,
      ...present({
        'main-first':
          draft.mainFirst === false && !policies.every(({ policy }) => isPolicyBound(policy))
            ? true
            : draft.mainFirst,
        'last-resort': draft.lastResort,
        'route-options': draft.options,
        'priority-base': draft.priorityBase,
      }),
      uplinks: Object.fromEntries(uplinks),
      networks: { lan: { interface: 'lan0', ipv4: '192.168.1.1/24', ipv6: 'auto' } },
      outbound: outboundOf(draft.outbound, uplinks),
      policies: policies.map(({ policy }) => policy),
      tables: { lab: 120, spare: {}, remote: 130 },
      rules: draft.rules.map((rule) => ruleOf(rule, uplinks, register)),
      routes: routesOf(draft.routes, uplinks),
    },
    lists: Object.fromEntries(policies.flatMap(({ list }) => (list === undefined ? [] : [list]))),
  };
}

function createRegister(): Register {
  const taken = new Set<number>();
  return (wanted, count) => {
    if (wanted === undefined) return undefined;
    const numbers = Array.from({ length: count }, (_, index) => wanted + index);
    if (numbers.some((number) => taken.has(number))) return undefined;
    for (const number of numbers) taken.add(number);
    return wanted;
  };
}

function uplinksOf(drafts: readonly UplinkDraft[], register: Register): Uplinks {
  const seen = new Set<number>();
  const taken = new Set<unknown>();
  return drafts
    .filter(({ slot }) => !seen.has(slot) && seen.add(slot))
    .map((draft) => [`isp${draft.slot}`, uplinkOf(draft, register, taken)] as const);
}

function uplinkOf(draft: UplinkDraft, register: Register, taken: Set<unknown>): Written {
  const device = deviceOf(draft);
  const shares = device !== draft.slot;
  const ipv4 = draft.ipv4 ?? (draft.ipv6 === undefined ? plainFamily : undefined);
  const mark = taken.has(draft.mark) ? undefined : draft.mark;
  taken.add(mark);
  return {
    interface: deviceName(device),
    ...present({
      table: tableOf(draft, taken),
      priority: register(draft.priority, 4),
      mark,
      weight: draft.weight,
      'last-resort': draft.lastResort,
      'route-options': draft.options,
      ipv4: ipv4 && familyOf(ipv4, 'ipv4', device, shares),
      ipv6: draft.ipv6 && familyOf(draft.ipv6, 'ipv6', device, shares),
    }),
  };
}

const plainFamily: FamilyDraft = { address: 'one', gateway: 'first' };

function tableOf(draft: UplinkDraft, taken: Set<unknown>): unknown {
  const id = 1000 + draft.tableOffset;
  const isFree = !taken.has(id);
  if (draft.table === 'renamed') return `t-${draft.slot}.x`;
  if (draft.table === 'named' || !isFree) return undefined;
  taken.add(id);
  return draft.table === 'numbered' ? id : { id, name: `t-${draft.slot}` };
}

function familyOf(draft: FamilyDraft, family: Family, device: number, shares: boolean): Written {
  const full = (host: HostNumber) => `${addressOn[family](device, host)}/${lengths[family]}`;
  const own = draft.address === 'two' ? [full(10), full(11)] : full(10);
  const address = shares ? full(12) : draft.address === 'auto' ? 'auto' : own;
  switch (draft.gateway) {
    case 'none':
      return { address };
    case 'auto':
      return { address, gateway: 'auto' };
    case 'off-net':
      return {
        address,
        gateway: family === 'ipv4' ? '100.64.0.1' : 'fe80::1',
        onlink: family === 'ipv4',
      };
    case 'first':
    case 'second':
      return { address, gateway: gatewayOn[family](device, draft.gateway === 'first' ? 1 : 2) };
  }
}

function ruleOf(draft: RuleDraft, uplinks: Uplinks, register: Register): Written {
  const priority = register(draft.priority, 1);
  const { goto: ahead, ...action } = draft.action;
  const names = uplinks.map(([name]) => name);
  return {
    ...present({ priority }),
    ...draft.selector,
    ...(typeof ahead === 'number' ? { goto: (priority ?? 17_000) + ahead } : action),
    ...(draft.uplink === undefined ? {} : uplinkFor(draft.selector, chosen(names, draft.uplink))),
  };
}

function uplinkFor(selector: Written, uplink: string): Written {
  return isBound(selector) ? { uplink } : { lookup: 'lab' };
}

/** One for each place in a table, and none over an uplink that does not have its family. */
function routesOf(drafts: readonly RouteDraft[], uplinks: Uplinks): readonly Written[] {
  const slots = new Set<string>();
  const names = uplinks.map(([name]) => name);
  return drafts.flatMap((draft) => {
    const table = typeof draft.table === 'number' ? chosen(names, draft.table) : draft.table;
    const { to, metric = 0, tos, family } = draft.route;
    const slot = JSON.stringify([
      table,
      to,
      family === 'ipv6' && metric === 0 ? 1024 : metric,
      tos,
    ]);
    const over = having(uplinks, family === 'ipv6' ? 'ipv6' : 'ipv4');
    if (slots.has(slot) || (draft.uplink !== undefined && over.length === 0)) return [];
    slots.add(slot);
    const uplink = draft.uplink === undefined ? {} : { uplink: chosen(over, draft.uplink) };
    return [{ ...draft.route, ...uplink, table }];
  });
}

function chosen(names: readonly string[], index: number): string {
  const name = names[index % names.length];
  if (name === undefined) throw new Error('a topology without uplinks');
  return name;
}
