/** For `destroy`: a plan without a topology. Only the protocol number matters. */

import { otherProtocols, readDropIns } from '../host/drop-ins.ts';
import type { Host } from '../host/host.ts';
import { readNftTable } from '../host/nft.ts';
import type { LiveReading } from '../host/read-live.ts';
import { readLive } from '../host/read-live.ts';
import { readTableNames } from '../host/table-names.ts';
import type { Live } from '../model/live.ts';
import { dropInPaths } from '../model/ownership.ts';
import { planRemoval } from '../plan/plan.ts';
import { ownCommand } from '../render/own-command.ts';
import { guardsOf, planImpact } from './consequences.ts';
import type { Environment } from './environment.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';
import { settingsToGo } from './managed-settings.ts';
import type { Planned, Prepared } from './prepare.ts';
import { namer, unavailable } from './survey.ts';
import { unreadableDropIn, unreadableNft, unreadOf } from './unreadable.ts';

export async function prepareRemoval(
  protocol: number,
  environment: Environment,
): Promise<Outcome<Prepared>> {
  const { host } = environment;
  const planned = await planRemovalFrom(protocol, readLive(host), host);
  if (!planned.ok) return planned;
  const again = () => planRemovalFrom(protocol, readLive(host), host);
  const rest = { warnings: [], topology: undefined, source: undefined, again };
  return { ok: true, value: { ...planned.value, ...rest } };
}

export async function planRemovalFrom(
  protocol: number,
  reading: Promise<LiveReading>,
  host: Host,
): Promise<Outcome<Planned>> {
  const names = readTableNames(host, dropInPaths(protocol).tables);
  const read = await reading;
  if (!read.ok) return failed(unavailable(read));
  const live: Live = { ...read.live, tableNames: names.others };
  const own = readDropIns(host, protocol);
  if (!own.ok) return failed(unreadableDropIn(own.reason));
  const nft = await readNftTable(host, protocol, 'where-possible');
  if (!nft.ok) return failed(unreadableNft(nft));
  const plan = planRemoval({
    protocol,
    live,
    dropIns: own.dropIns,
    packetTable: nft.table,
    ownTableNames: names.own,
    settings: settingsToGo(own.dropIns),
    remarks: [
      ...otherProtocols(host, protocol).map((other) => staysText(other, host)),
      ...unreadOf(nft),
    ],
  });
  const nameOf = namer(live, names.own, undefined);
  const nothing = { protocol, rules: [], routes: [] };
  const impact = () => planImpact(plan, live, nothing);
  const guards = guardsOf(plan, live, nothing, []);
  return { ok: true, value: { plan, live, facts: undefined, nameOf, impact, guards } };
}

function staysText(protocol: number, host: Host): string {
  const path = dropInPaths(protocol).protocols;
  const command = ownCommand(host, 'destroy', '--protocol', `${protocol}`);
  return `what ${path} belongs to stays; to remove it: ${command}`;
}
