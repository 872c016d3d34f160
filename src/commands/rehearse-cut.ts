/** One uplink is cut in one way, and mended: what that does to traffic. */

import type { Host } from '../host/host.ts';
import { pause } from '../host/pause.ts';
import { inSlices, lastingFor, someTimes, waitFor, waitForCalm } from '../host/rehearsal/course.ts';
import type { Watching } from '../host/rehearsal/self.ts';
import { runSelf, startWatching } from '../host/rehearsal/self.ts';
import { stageFiles } from '../host/rehearsal/stage-files.ts';
import { families } from '../model/address.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { CutName, CutOutcome } from '../model/rehearsal.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Lines } from '../rehearsal/batch.ts';
import type { Cutting } from '../rehearsal/cuts.ts';
import { cuttingOf, sparesForwarded } from '../rehearsal/cuts.ts';
import type { HealthWaits } from '../rehearsal/host-time.ts';
import { hostOutages, hostTime } from '../rehearsal/host-time.ts';
import type { CutTimes } from '../rehearsal/outage.ts';
import type { Patience } from '../rehearsal/patience.ts';
import { patienceWith } from '../rehearsal/patience.ts';
import type { Site } from '../rehearsal/provider.ts';
import {
  movedChoices,
  pathsNotUp,
  silentAfterMs,
  strayNotes,
  switchesBetween,
  trustAfterMs,
  verdictOf,
} from '../rehearsal/track.ts';
import type { World } from '../rehearsal/world.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';
import { judgeHost } from './judge-host.ts';
import { notBuilt, notWatched } from './rehearse-failures.ts';
import type { LiveFlow } from './rehearse-flows.ts';
import {
  answeredFlows,
  areFlowing,
  measuredFlow,
  silentTitles,
  startFlows,
  stopFlows,
} from './rehearse-flows.ts';
import type { OtherWay } from './rehearse-ways.ts';
import { carryOutLines } from './rehearse-world.ts';

export type Scene = {
  /** As written, but for what `speed` makes of its health. */
  readonly topology: Topology;
  readonly rehearsed: Topology;
  readonly world: World;
  readonly host: Host;
  readonly speed: number;
  readonly hasOtherWay: OtherWay;
  /** Grows. */
  readonly notes: Set<string>;
};

/** What goes on while an uplink is cut. */
type Act = Scene & {
  readonly site: Site;
  readonly cut: CutName;
  readonly cutting: Cutting;
  readonly patience: Patience;
  readonly watching: Watching;
  readonly flows: readonly LiveFlow[];
};

/** So long nothing is seen to happen any more. */
const calmMs = 500;

/** Each has a service of its own: what one has suffered does not make the next one wait. */
export async function rehearseCut(
  scene: Scene,
  site: Site,
  cut: CutName,
): Promise<Outcome<CutOutcome>> {
  const watching = startWatching(stageFiles.root, stageFiles.topology);
  const started = startFlows(scene.world);
  try {
    const patience = patienceWith(scene.rehearsed, site.uplink, cut);
    const all = pathsOf(scene.topology);
    const isReady = () => pathsNotUp(watching.events(), all).length === 0;
    const isHome = () => isReady() && movedChoices(watching.events()).length === 0;
    const isSettled = lastingFor(calmMs, isHome, () => performance.now());
    await waitFor(() => isSettled() || watching.ended() !== undefined, patience.readyMs);
    const said = watching.ended();
    if (said !== undefined) return failed(notWatched(said));
    const { uplink } = site;
    if (!isReady()) {
      const names = pathsNotUp(watching.events(), all).join(', ');
      const reason = `${names}: not found to work, though nothing is cut`;
      return { ok: true, value: { uplink, cut, kind: 'unready', reason } };
    }
    for (const note of strayNotes(watching.events(), uplink, cut)) scene.notes.add(note);
    const flows = tellingFlows(await answeredFlows(started, scene.notes), site, cut, scene.notes);
    const cutting = cuttingOf(cut, site);
    return await perform({ ...scene, site, cut, cutting, patience, watching, flows });
  } finally {
    stopFlows(started);
    await watching.stop();
  }
}

function tellingFlows(
  flows: readonly LiveFlow[],
  site: Site,
  cut: CutName,
  notes: Set<string>,
): readonly LiveFlow[] {
  if (!sparesForwarded(cut, site)) return flows;
  const own = flows.filter(({ namespace }) => namespace === undefined);
  if (own.length < flows.length) {
    notes.add(
      `${site.uplink} shares its network with another uplink: with ${cut}, what comes from behind the router is not measured`,
    );
  }
  return own;
}

function pathsOf({ uplinks }: Topology): readonly string[] {
  return uplinks.flatMap((uplink) =>
    families.flatMap((family) =>
      uplink[family] === undefined ? [] : [`${uplink.name} ${family}`],
    ),
  );
}

async function perform(act: Act): Promise<Outcome<CutOutcome>> {
  const { site, cut, watching, flows, speed, hasOtherWay } = act;
  const { uplink } = site;
  const cutMs = performance.now();
  const undone = await cutOff(act);
  if (undone !== undefined) return failed(notBuilt(undone));
  const judged = await expectedNow(act);
  const verdicts = judged.ok ? judged.value : [];
  const unasked = judged.ok ? [] : [unaskedFault(judged.failure)];
  const mendedMs = performance.now();
  const unmended = await mend(act);
  if (unmended !== undefined) return failed(notBuilt(unmended));
  const againMs = performance.now();
  await waitForCalm(() => isBack(act, againMs), calmMs, act.patience.backMs);
  const faults = [...unasked, ...faultsOf(act), ...(await planFaults(act))];
  const times: CutTimes = { cutMs, mendedMs, endMs: performance.now() };
  const heard = watching.events();
  const [switched] = switchesBetween(heard, cutMs, mendedMs);
  const back = switchesBetween(heard, mendedMs, Infinity).at(-1);
  const waits = waitsOf(act, times);
  const onHost = (ms: number | undefined, waitedMs: number) =>
    ms === undefined ? undefined : hostTime(ms, waitedMs, speed);
  return {
    ok: true,
    value: {
      ...{ uplink, cut, kind: 'cut', faults, verdicts },
      flows: flows.map((flow) => ({
        ...hostOutages(measuredFlow(flow, times), waits, speed),
        hasOtherWay: hasOtherWay(flow, uplink),
      })),
      switchedAfterMs: onHost(switched && switched - cutMs, waits.silentMs),
      backAfterMs: onHost(back && back - mendedMs, waits.trustMs),
    },
  };
}

function waitsOf(act: Act, { cutMs, mendedMs, endMs }: CutTimes): HealthWaits {
  const heard = act.watching.events();
  const { uplinks, health } = act.topology;
  // What is not asked about waits as long at any speed.
  const asked = uplinks.filter((uplink) => (uplink.health ?? health) !== undefined);
  const paths = cutPaths(act).filter((path) =>
    asked.some(({ name }) => path.startsWith(`${name} `)),
  );
  return {
    silentMs: silentAfterMs(heard, paths, cutMs, mendedMs),
    silentAgainMs: silentAfterMs(heard, paths, mendedMs, endMs),
    trustMs: trustAfterMs(heard, paths, mendedMs),
  };
}

/** Until it has been noticed and traffic flows again, or nobody can be expected to notice. */
async function cutOff(act: Act): Promise<string | undefined> {
  const { cutting, patience } = act;
  const { course } = cutting;
  let complaint: string | undefined;
  const turn = (lines: Lines) => async () => {
    complaint ??= await carryOutLines(act.site.namespace, lines);
  };
  const turns = { off: turn(cutting.off), on: turn(cutting.on) };
  switch (course.kind) {
    case 'once': {
      await turns.off();
      const offMs = performance.now();
      // What was answered before says nothing about who leads traffic elsewhere now.
      const isOver = () => isNoticed(act) && areFlowing(act.flows, offMs);
      await waitFor(isOver, patience.noticeMs);
      break;
    }
    case 'slices': {
      const endMs = performance.now() + patience.noticeMs;
      // It goes on while traffic is led elsewhere: what is not led elsewhere goes on to suffer.
      const now = () => performance.now();
      const isLed = lastingFor(calmMs, () => isNoticed(act), now);
      const isOver = () => isLed() || now() > endMs;
      await inSlices(turns, course.offShare, course.ms, isOver);
      break;
    }
    case 'times':
      await someTimes(turns, course.count, course.eachMs);
      break;
  }
  await pause(calmMs);
  return complaint;
}

async function mend({ cutting, site }: Act): Promise<string | undefined> {
  const { course, on } = cutting;
  return course.kind === 'once' ? carryOutLines(site.namespace, on) : undefined;
}

function isNoticed(act: Act): boolean {
  return pathsNotUp(act.watching.events(), cutPaths(act)).length > 0;
}

/** Of all uplinks that have its interface. */
function cutPaths({ site, world, topology }: Act): readonly string[] {
  const cut = world.sites.filter((one) => one.interface === site.interface);
  return pathsOf(topology).filter((path) =>
    cut.some(({ uplink }) => path.startsWith(`${uplink} `)),
  );
}

function isBack({ watching, topology, flows }: Act, againMs: number): boolean {
  const heard = watching.events();
  const isUp = pathsNotUp(heard, pathsOf(topology)).length === 0;
  return isUp && movedChoices(heard).length === 0 && areFlowing(flows, againMs);
}

function faultsOf({ watching, topology, flows }: Act): readonly string[] {
  const heard = watching.events();
  const said = watching.ended();
  return [
    ...(said === undefined ? [] : [`watch has ended: ${said}`]),
    ...pathsNotUp(heard, pathsOf(topology)).map(
      (path) => `${path} was mended, and is still found to be ${verdictOf(heard, path)}`,
    ),
    ...movedChoices(heard).map(({ choice, to }) => `${choice} stays with ${to}`),
    ...silentTitles(flows).map((title) => `${title} is not answered any more`),
  ];
}

async function planFaults({ host }: Scene): Promise<readonly string[]> {
  const ran = await runSelf(host.root, 'plan', '--detailed-exitcode', stageFiles.topology);
  if (ran.kind !== 'exited') return [`plan: ${ran.kind}`];
  if (ran.exitCode === exitCodes.success) return [];
  const lines = `${ran.stdout}${ran.stderr}`.trim().split('\n');
  return [`the plan is not empty: ${lines.at(-1) ?? ''}`];
}

function unaskedFault({ message = 'no reason is known' }: Failure): string {
  return `what is expected while it is down could not be asked: ${message}`;
}

/** Those that suppose just this uplink down can be asked only now. */
async function expectedNow(act: Act): Promise<Outcome<readonly Verdict[]>> {
  const { topology, host, site, cut } = act;
  const expectations = topology.expectations.filter(({ down }) => down.join() === site.uplink);
  if (cut !== 'carrier' || expectations.length === 0) return { ok: true, value: [] };
  const judged = await judgeHost({ ...topology, expectations }, host);
  return judged.ok ? { ok: true, value: judged.value.verdicts } : judged;
}
