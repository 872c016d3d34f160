/** What the loop of `watch` works with, and what it knows. */

import type { Host } from '../host/host.ts';
import type { Family } from '../model/address.ts';
import type { PathStanding } from '../model/health.ts';
import type { ReadStatus } from '../model/status.ts';
import type { Topology } from '../topology/topology.ts';
import type { Active, Switch } from '../watch/active.ts';
import type { Pace } from '../watch/pace.ts';
import type { Steering } from '../watch/steer.ts';
import type { Wake } from '../watch/wake.ts';
import type { Watched } from '../watch/watched.ts';
import type { PlannedFreely } from './prepare.ts';
import type { Locked } from './watch-lock.ts';
import type { Log } from './watch-log.ts';

export type LoopWork = {
  readonly host: Host;
  readonly log: Log;
  readonly wake: Wake;
  readonly watched: Watched;
  readonly nowMs: () => number;
  /** Somebody asked for it; undefined while nobody does. */
  readonly requested: () => 'stop' | 'reload' | undefined;
  readonly isRequested: () => boolean;
  /** As if somebody had asked for it. */
  readonly askToReload: () => void;
  /** The topology to go on with, or why it stays as it is. */
  readonly reload: (current: LoopState) => Promise<Reloaded>;
  /** Traffic goes another way. */
  readonly switched: (change: Switch, state: LoopState) => void;
  /** The host has been read. Its rules and routes are as they should be, or it will be tried again. */
  readonly looked: (state: LoopState, isRouted: boolean) => void;
  /** Called by the loop itself, so that it is missed when that hangs: in how many ms it is, again. */
  readonly beat: () => number;
  /** There is something new to be told. */
  readonly changed: (state: LoopState) => void;
};

export type LoopState = {
  readonly topology: Topology;
  readonly planned: PlannedFreely;
  readonly standings: readonly PathStanding[];
  readonly active: readonly Active[];
  readonly remarks: Remarks;
  readonly read: ReadStatus;
};

export type Reloaded = {
  readonly read: ReadStatus;
  /** Undefined where it stays as it was. */
  readonly topology: Topology | undefined;
  /** Why it does. */
  readonly remarks: readonly string[];
};

export type RemarkEvent = 'not-reloaded' | 'failed' | 'fight' | 'notice';

/** What keeps the topology from working as it should, by the event that tells of it. */
export type Remarks = Readonly<Record<RemarkEvent, readonly string[]>>;

export const noRemarks: Remarks = { 'not-reloaded': [], failed: [], fight: [], notice: [] };

/** What changes while it runs. */
export type Loop = {
  readonly work: LoopWork;
  readonly locked: Locked;
  state: LoopState;
  /** Undefined until the host has been read again. */
  steering: Steering | undefined;
  /** Families that it has been used for: of these the host is not any more as it was read. */
  readonly steered: Set<Family>;
  pace: Pace;
  failures: number;
  /** What the host and the topology were when nothing was left to do: what changes without them is taken away. */
  settled: string | undefined;
};

/** For whoever asks how it is. */
export function remark(loop: Loop, event: RemarkEvent, texts: readonly string[]): void {
  const { state } = loop;
  if (state.remarks[event].join('\n') === texts.join('\n')) return;
  loop.state = { ...state, remarks: { ...state.remarks, [event]: texts } };
  loop.work.changed(loop.state);
}
