/** How an uplink is cut, and mended: lines for the namespace of its provider. */

import type { CutName } from '../model/rehearsal.ts';
import type { Lines } from './batch.ts';
import { linesOf, together } from './batch.ts';
import type { Site } from './provider.ts';
import { silenceLines } from './provider.ts';

export type Switch = { readonly off: Lines; readonly on: Lines };

/** How one comes and goes while it is cut: once for good, in random slices, or some times in a row. */
export type Course =
  | { readonly kind: 'once' }
  | { readonly kind: 'slices'; readonly offShare: number; readonly ms: readonly [number, number] }
  | { readonly kind: 'times'; readonly count: number; readonly eachMs: number };

export type Cutting = Switch & { readonly course: Course };

/** Answers that would come by an uplink that is gone look for another. */
export function cuttingOf(cut: CutName, site: Site): Cutting {
  const { off, on } = switchOf(cut, site);
  const ways = waysOf(site);
  return {
    course: courses[cut],
    off: courses[cut] === once ? together(ways.off, off) : off,
    on: together(on, ways.on),
  };
}

/** Undefined where it can be cut in this way. */
export function whyUncut(cut: CutName, site: Site): string | undefined {
  return cut === 'gateway' && site.bridge === undefined
    ? 'it has no gateway that could fall silent by itself'
    : undefined;
}

/** What comes from networks goes on as if nothing were cut, though on the host it would not. */
export function sparesForwarded(cut: CutName, { hidesForwarded, gateways }: Site): boolean {
  const isSilence = cut === 'silent' || cut === 'brown-out';
  return hidesForwarded && (isSilence || (cut === 'gateway' && gateways.length > 0));
}

const once: Course = { kind: 'once' };

const courses: Readonly<Record<CutName, Course>> = {
  carrier: once,
  silent: once,
  gateway: once,
  'brown-out': { kind: 'slices', offShare: 0.4, ms: [50, 300] },
  flap: { kind: 'times', count: 5, eachMs: 300 },
};

function switchOf(cut: CutName, site: Site): Switch {
  const { port, bridge } = site;
  switch (cut) {
    case 'carrier':
    case 'flap':
      return { off: linesOf(`link set ${port} down`), on: linesOf(`link set ${port} up`) };
    case 'silent':
    case 'brown-out':
      return { off: silenceLines(site, 'add'), on: silenceLines(site, 'del') };
    case 'gateway':
      if (site.gateways.length > 0) return gatewaySwitch(site);
      // A port that is no part of the bridge would answer for it (arp_ignore is 0).
      return {
        off: linesOf(`link set ${port} arp off`, `link set ${port} nomaster`),
        on: linesOf(`link set ${port} master ${bridge}`, `link set ${port} arp on`),
      };
  }
}

/** Another gateway at the same port stays. Who knows where this one was gets no further, either. */
function gatewaySwitch(site: Site): Switch {
  const each = (verb: string) =>
    linesOf(...site.gateways.map((gateway) => `address ${verb} ${gateway}`));
  return {
    off: together(each('del'), silenceLines(site, 'add')),
    on: together(silenceLines(site, 'del'), each('replace')),
  };
}

function waysOf({ ways }: Site): Switch {
  const each = (verb: string) => linesOf(...ways.map((way) => `route ${verb} ${way}`));
  return { off: each('del'), on: each('replace') };
}
