/** The expectations of a topology, asked of a host that stands still meanwhile. */

import { flowNames } from '../compile/flow-names.ts';
import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import { indexState } from '../lookup/state.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Live } from '../model/live.ts';
import type { Topology } from '../topology/topology.ts';
import { uplinkNamer } from '../topology/uplink-namer.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';
import type { Judged } from './judge-live.ts';
import { judgeLive } from './judge-live.ts';
import type { Surveyed } from './survey.ts';
import { namer, survey } from './survey.ts';
import type { Stage } from './verdicts.ts';

const attemptsMax = 3;

/** Answers count only where the host was the same before and after. */
export async function judgeHost(topology: Topology, host: Host): Promise<Outcome<Judged>> {
  const compileFor: Parameters<typeof survey>[1] = (facts) => compile(topology, facts);
  let before = await survey(topology, compileFor, readLive(host), host);
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (!before.ok) return before;
    const judged = await judgeLive(topology, stageOf(topology, before.value), host);
    if (!judged.ok) return failed({ exitCode: exitCodes.unavailable, message: judged.reason });
    const after = await survey(topology, compileFor, readLive(host), host);
    if (after.ok && isSame(before.value.live, after.value.live)) return judged;
    before = after;
  }
  return failed({
    exitCode: exitCodes.unavailable,
    message: 'rules, routes or interfaces of this host change faster than it can be asked',
    hint: 'try again, or see who changes them: ip monitor',
  });
}

function isSame(one: Live, other: Live): boolean {
  return stateText(one) === stateText(other);
}

/** The seconds left differ at every look. */
function stateText({ rules, routes, opaque, interfaces, settings }: Live): string {
  const lasting = routes.map(({ expiresSeconds, ...route }) => ({
    ...route,
    expires: expiresSeconds !== undefined,
  }));
  return JSON.stringify([rules, lasting, opaque, interfaces, settings]);
}

function stageOf(topology: Topology, { live, facts, desired, ownTableNames }: Surveyed): Stage {
  const { interfaces } = live;
  const names = flowNames(topology, facts);
  const scene = {
    state: live,
    index: indexState(live),
    names,
    uplinks: desired.uplinks,
    interfaces,
  };
  return { scene, nameOf: namer(live, ownTableNames, desired), uplinkOf: uplinkNamer(topology) };
}
