/** The inner run of `rehearse`: the network here is empty, and nobody's. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import type { Host } from '../host/host.ts';
import { createHost } from '../host/host.ts';
import { startStallMeter } from '../host/rehearsal/course.ts';
import { runSelf } from '../host/rehearsal/self.ts';
import { listPath, stageFiles, writeStage } from '../host/rehearsal/stage-files.ts';
import { settleIn } from '../host/rehearsal/throw-away.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { CutOutcome, Rehearsal } from '../model/rehearsal.ts';
import type { Verdict } from '../model/verdict.ts';
import type { RehearsedCopy } from '../rehearsal/copy.ts';
import { unmeasuredPolicies } from '../rehearsal/flows.ts';
import { rehearsedCopy } from '../rehearsal/copy.ts';
import { whyUncut } from '../rehearsal/cuts.ts';
import { unaskedNotes } from '../rehearsal/unasked.ts';
import type { World } from '../rehearsal/world.ts';
import { worldOf } from '../rehearsal/world.ts';
import { locator } from '../topology/places.ts';
import type { Topology } from '../topology/topology.ts';
import { readYaml } from '../topology/yaml.ts';
import type { Environment } from './environment.ts';
import type { Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import { judgeHost } from './judge-host.ts';
import type { RehearseOptions } from './rehearse.ts';
import type { Scene } from './rehearse-cut.ts';
import { rehearseCut } from './rehearse-cut.ts';
import { impossible, notApplied, notBuilt } from './rehearse-failures.ts';
import type { Narrator } from './rehearse-report.ts';
import { exitCodeOf, narratorOf } from './rehearse-report.ts';
import { otherWaysOf } from './rehearse-ways.ts';
import { build, startServices } from './rehearse-world.ts';
import type { LoadedTopology } from './topology-file.ts';
import { loadTopology } from './topology-file.ts';

export async function rehearseWithin(
  options: RehearseOptions,
  environment: Environment,
): Promise<ExitCode> {
  const narrator = narratorOf(options.format, environment.terminal);
  const done = await perform(options, environment, narrator);
  if (!done.ok) return reportFailure(done.failure, environment.terminal, options.format === 'json');
  narrator.end(done.value);
  return exitCodeOf(done.value);
}

async function perform(
  options: RehearseOptions,
  environment: Environment,
  narrator: Narrator,
): Promise<Outcome<Rehearsal>> {
  // Before anything is mounted over it.
  const loaded = loadTopology(options.file ?? environment.defaultTopology);
  if (!loaded.ok) return loaded;
  const { topology } = loaded.value;
  const strange = await settleIn();
  if (strange !== undefined) return failed(impossible(strange));
  const world = worldOf(topology, assumedFacts(topology));
  const complaint = await build(world);
  if (complaint !== undefined) return failed(notBuilt(complaint));
  const services = await startServices(topology, world);
  try {
    if (services.complaint !== undefined) return failed(notBuilt(services.complaint));
    return await rehearseIn(world, loaded.value, options, narrator);
  } finally {
    services.stop();
  }
}

async function rehearseIn(
  world: World,
  loaded: LoadedTopology,
  options: RehearseOptions,
  narrator: Narrator,
): Promise<Outcome<Rehearsal>> {
  const { topology } = loaded;
  const written = writtenIn(loaded);
  const copy = writeCopy(loaded, written, world, options.speed);
  const host = createHost({ root: stageFiles.root });
  const maxOutageMs = options.maxOutageMs ?? topology.watch.maxOutageMs;
  const begun = { topology: topology.file, speed: options.speed, maxOutageMs };
  narrator.begin(begun, topology, options.cuts);
  const verdicts = await applyAndVerify(topology, host);
  if (!verdicts.ok) return verdicts;
  narrator.applied(verdicts.value);
  const notes = new Set([
    ...copy.notes,
    ...world.notes,
    ...unmeasuredPolicies(topology, world.flows),
  ]);
  const rehearsed = loadTopology(stageFiles.topology);
  if (!rehearsed.ok) return rehearsed;
  const { speed } = options;
  const hasOtherWay = otherWaysOf(topology);
  const copied = rehearsed.value.topology;
  const scene = { topology, rehearsed: copied, world, host, speed, hasOtherWay, notes };
  const meter = startStallMeter();
  const cuts = await cutAll(scene, options, (outcome) => narrator.cut(outcome, begun));
  const stallMs = meter.stop();
  if (stallMs > stallMaxMs) notes.add(stallNote(stallMs));
  if (!cuts.ok) return cuts;
  for (const note of unaskedNotes(topology.expectations, cuts.value)) notes.add(note);
  const value = { ...begun, verdicts: verdicts.value, cuts: cuts.value, notes: [...notes] };
  return { ok: true, value };
}

/** What is measured is not finer than that. */
const stallMaxMs = 200;

function stallNote(stallMs: number): string {
  return `this machine stood still for ${Math.round(stallMs)} ms: outages may be shorter than they look`;
}

function writtenIn({ topology, source }: LoadedTopology): unknown {
  const [text = ''] = source.texts;
  const yaml = readYaml(text.replace(/^\uFEFF/, ''), locator(topology.file, text));
  return yaml.ok ? yaml.value.value : {};
}

function writeCopy(
  { topology, source }: LoadedTopology,
  written: unknown,
  { targets }: World,
  speed: number,
): RehearsedCopy {
  const [, ...pairs] = source.texts;
  const names = pairs.filter((_, index) => index % 2 === 0);
  const texts = pairs.filter((_, index) => index % 2 === 1);
  const listAt = (path: string) => (names.includes(path) ? listPath(names.indexOf(path)) : path);
  const copy = rehearsedCopy(written, topology, { speed, targets, listAt });
  writeStage(copy.text, texts);
  return copy;
}

async function applyAndVerify(
  topology: Topology,
  host: Host,
): Promise<Outcome<readonly Verdict[]>> {
  const words = ['apply', '--yes', '--wait-for-interfaces', '10s', stageFiles.topology] as const;
  const ran = await runSelf(host.root, ...words);
  if (ran.kind !== 'exited' || ran.exitCode !== exitCodes.success) {
    return failed(notApplied(ran.kind === 'exited' ? ran.stderr.trim() : ran.kind));
  }
  if (topology.expectations.length === 0) return { ok: true, value: [] };
  const judged = await judgeHost(topology, host);
  return judged.ok ? { ok: true, value: judged.value.verdicts } : judged;
}

async function cutAll(
  scene: Scene,
  { cuts }: RehearseOptions,
  tell: (outcome: CutOutcome) => void,
): Promise<Outcome<readonly CutOutcome[]>> {
  const outcomes: CutOutcome[] = [];
  const { sites } = scene.world;
  for (const site of sites) {
    for (const cut of cuts) {
      const { uplink } = site;
      const reason = sites.length < 2 ? 'there is no other uplink' : whyUncut(cut, site);
      const done: Outcome<CutOutcome> =
        reason === undefined
          ? await rehearseCut(scene, site, cut)
          : { ok: true, value: { uplink, cut, kind: 'skipped', reason } };
      if (!done.ok) return done;
      outcomes.push(done.value);
      tell(done.value);
    }
  }
  return { ok: true, value: outcomes };
}
