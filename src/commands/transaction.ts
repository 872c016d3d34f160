/** A plan -> a transaction that can be taken back, whoever is left to do it. */

import type { Host } from '../host/host.ts';
import { terminalPath } from '../host/terminal.ts';
import {
  beginTransaction,
  forgetOldTransactions,
  forgetTransaction,
  writeTransaction,
} from '../host/transactions.ts';
import type { Family } from '../model/address.ts';
import type { Live } from '../model/live.ts';
import type { Item, Plan } from '../model/plan.ts';
import type { SlotLines, Transaction } from '../model/transaction.ts';
import { restoreSteps } from '../plan/restore.ts';
import { itemsIn, touchedSlots } from '../plan/touched.ts';
import { batchLine } from '../render/batch.ts';
import { revertScript } from '../render/revert-script.ts';
import { slotLines } from '../render/slot-lines.ts';

export type Begun =
  | { readonly ok: true; readonly directory: string; readonly transaction: Transaction }
  | { readonly ok: false; readonly reason: string };

/** Everything is on the disk before the first change. */
export function begin(verb: Transaction['verb'], plan: Plan, live: Live, host: Host): Begun {
  forgetOldTransactions(host);
  const begun = beginTransaction(host);
  if (!begun.ok) return begun;
  const { directory, id } = begun;
  const transaction = transactionOf({ id, verb, begun: new Date().toISOString() }, plan, live);
  const { ip, root } = host;
  const script = revertScript(transaction, { directory, ip, root, terminal: terminalPath() });
  const written = writeTransaction(directory, transaction, script);
  if (written.ok) return { ok: true, directory, transaction };
  forgetTransaction(directory);
  return written;
}

type Head = Pick<Transaction, 'id' | 'verb' | 'begun'>;

function transactionOf(head: Head, plan: Plan, live: Live): Transaction {
  const { hostname, topology, protocol } = plan;
  const slots = touchedSlots(plan);
  const steps = restoreSteps(plan, live);
  const restore = (family: Family) =>
    steps.filter((step) => step.family === family).map((step) => batchLine(step));
  return {
    ...head,
    hostname,
    topology,
    protocol,
    restore: { ipv4: restore('ipv4'), ipv6: restore('ipv6') },
    before: slotLines(itemsIn(slots, live, protocol)),
    made: madeBy(plan, slots),
    files: plan.files,
  };
}

function madeBy({ steps, protocol }: Plan, slots: ReadonlySet<string>): SlotLines {
  const made: readonly Item[] = steps.flatMap(({ verb, item }) => (verb === 'del' ? [] : [item]));
  const rules = made.flatMap((item) => (item.noun === 'rule' ? [item.rule] : []));
  const routes = made.flatMap((item) => (item.noun === 'route' ? [item.route] : []));
  return slotLines(itemsIn(slots, { rules, routes }, protocol));
}
