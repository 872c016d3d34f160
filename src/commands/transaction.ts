/** A plan -> a transaction that can be taken back, whoever is left to do it. */

import type { Host } from '../host/host.ts';
import { absolute, networkNamespace } from '../host/run-directory.ts';
import { terminalPath } from '../host/terminal.ts';
import {
  beginTransaction,
  forgetOldTransactions,
  forgetTransaction,
  writeTransaction,
} from '../host/transactions.ts';
import { readSwitched } from '../host/sysctls.ts';
import type { Family } from '../model/address.ts';
import type { Live } from '../model/live.ts';
import type { Item, Plan } from '../model/plan.ts';
import type { SettingChange } from '../model/sysctl.ts';
import { givenBySwitch, switchedFamily } from '../model/sysctl.ts';
import type { SlotLines, Transaction, TransactionHead } from '../model/transaction.ts';
import { restoreSteps } from '../plan/restore.ts';
import { adoptedBy, contentOf, firstSeen, itemsIn, touchedSlots } from '../plan/touched.ts';
import { batchLine } from '../render/batch.ts';
import { nftPath } from '../host/nft.ts';
import { packetTableLines, packetTableSlot } from '../model/packet-table.ts';
import { revertScript } from '../render/revert-script.ts';
import { slotLines } from '../render/slot-lines.ts';

export type Begun = {
  readonly directory: string;
  readonly transaction: Transaction;
  readonly plan: Plan;
  readonly live: Live;
};

export type Beginning =
  | { readonly ok: true; readonly value: Begun }
  | { readonly ok: false; readonly reason: string };

/** Everything is on the disk before the first change. */
export function begin(
  kind: Pick<Transaction, 'verb' | 'digest'>,
  planned: Plan,
  live: Live,
  host: Host,
): Beginning {
  forgetOldTransactions(host);
  const begun = beginTransaction(host);
  if (!begun.ok) return begun;
  const { directory, id } = begun;
  const plan = { ...planned, settings: withOverwritten(planned.settings) };
  const head = { id, ...kind, begun: new Date().toISOString(), topology: plan.topology };
  const written = write(
    { directory, plan, live, transaction: transactionOf(head, plan, live) },
    host,
  );
  if (!written.ok) forgetTransaction(directory);
  return written;
}

/** A further round touches more: its slots are brought back to how it found them. */
export function extend(begun: Begun, next: Plan, found: Live, host: Host): Beginning {
  const { directory, transaction } = begun;
  const live = firstSeen(touchedSlots(begun.plan), begun.live, found);
  const files = next.files.filter(({ path }) => !begun.plan.files.some((one) => one.path === path));
  const packetTables = next.packetTables.filter(
    ({ name }) => !begun.plan.packetTables.some((one) => one.name === name),
  );
  const known = new Set(begun.plan.settings.map(({ path }) => path));
  const settings = withOverwritten(next.settings.filter(({ path }) => !known.has(path)));
  const plan: Plan = {
    ...begun.plan,
    steps: [...begun.plan.steps, ...next.steps],
    files: [...begun.plan.files, ...files],
    packetTables: [...begun.plan.packetTables, ...packetTables],
    settings: [...begun.plan.settings, ...settings],
  };
  return write(
    { directory, plan, live, transaction: transactionOf(transaction, plan, live) },
    host,
  );
}

/**
 * Forwarding that is switched back takes with it what single interfaces had. That comes right before it
 * here, and so right after it on the way back.
 */
function withOverwritten(settings: readonly SettingChange[]): readonly SettingChange[] {
  return settings.flatMap((setting) => {
    const { path, before, after } = setting;
    const family = switchedFamily(path);
    if (family === undefined) return [setting];
    const kept = [...readSwitched(family)]
      .filter(([one, value]) => givenBySwitch(family, before, one) !== value)
      .map(([one, value]) => ({
        ...{ path: one, before: value },
        after: givenBySwitch(family, after, one) ?? value,
      }));
    return [...kept, setting];
  });
}

function write(begun: Begun, { ip, root }: Host): Beginning {
  const { directory, transaction } = begun;
  const script = revertScript(transaction, {
    ...{ directory, ip, nft: nftPath(), terminal: terminalPath() },
    root: absolute(root),
    namespace: networkNamespace(),
  });
  const written = writeTransaction(directory, transaction, script);
  return written.ok ? { ok: true, value: begun } : written;
}

function transactionOf(head: TransactionHead, plan: Plan, live: Live): Transaction {
  const { id, verb, begun, digest } = head;
  const { hostname, topology, protocol, files, packetTables, settings } = plan;
  const slots = touchedSlots(plan);
  const adopted = adoptedBy(plan);
  const counts = adopted.size === 0 ? undefined : (item: Item) => adopted.has(contentOf(item));
  const steps = restoreSteps(plan, live);
  const restore = (family: Family) =>
    steps.filter((step) => step.family === family).map((step) => batchLine(step));
  return {
    ...{ id, verb, begun, digest, hostname, topology, protocol, files, settings },
    restore: { ipv4: restore('ipv4'), ipv6: restore('ipv6') },
    before: {
      ...slotLines(itemsIn(slots, live, protocol, counts)),
      ...packetTableSlots(plan, 'before'),
    },
    made: { ...madeBy(plan, slots), ...packetTableSlots(plan, 'after') },
    packetTables: packetTables.map(({ kind, name, before }) => ({ kind, name, before })),
  };
}

function packetTableSlots({ packetTables }: Plan, which: 'before' | 'after'): SlotLines {
  return Object.fromEntries(
    packetTables.map((packetTable) => [
      packetTableSlot(packetTable),
      packetTableLines(packetTable[which]),
    ]),
  );
}

function madeBy({ steps, protocol }: Plan, slots: ReadonlySet<string>): SlotLines {
  const made: readonly Item[] = steps.flatMap(({ verb, item }) => (verb === 'del' ? [] : [item]));
  const rules = made.flatMap((item) => (item.noun === 'rule' ? [item.rule] : []));
  const routes = made.flatMap((item) => (item.noun === 'route' ? [item.route] : []));
  return slotLines(itemsIn(slots, { rules, routes }, protocol));
}
