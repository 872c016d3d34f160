/** A topology as stanzas for interfaces(5) of ifupdown. */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { Exported, ExportItem, ExportSource } from '../model/export.ts';
import { batchLine } from './batch.ts';
import { familyFlags } from './export-batch.ts';
import { isBalanced, withFallbacks } from './export-fallbacks.ts';
import { byInterface, interfacesOf } from './export-places.ts';
import { comment, exportWord, header, lossComments, place } from './export-text.ts';

const path = 'etc/network/interfaces.multihome';

const methods: Readonly<Record<Family, string>> = { ipv4: 'inet', ipv6: 'inet6' };

/**
 * ifupdown brings up the stanzas of one interface in the order in which it reads them: before the one
 * that gives the address, no route could name it. `interfaces.d` is mostly read first.
 */
export function exportIfupdown(whole: ExportSource): Exported {
  const source = withFallbacks(whole);
  const groups = byInterface(source.items, (item) => interfacesOf(item, source.uplinks));
  const stanzas = [...groups].flatMap(([name, items]) =>
    families.flatMap((family) => {
      const own = items.filter((item) => item.family === family);
      return own.length === 0 ? [] : stanza(name, family, own);
    }),
  );
  const lines = [
    ...header(source, 'ifupdown'),
    comment(`It has to be read after the stanzas with the addresses, so not from interfaces.d:`),
    comment(`put "source /${path}" at the end of /etc/network/interfaces.`),
    ...lossComments(source.losses),
    ...stanzas,
  ];
  return {
    files: [{ path, text: `${lines.join('\n')}\n`, mode: 0o644 }],
    losses: source.losses,
  };
}

function stanza(name: string, family: Family, items: readonly ExportItem[]): readonly string[] {
  const lines = [
    ...items.flatMap((item) => [
      comment(place(item.origin)),
      `post-up ${command(item, isOfOne(item) ? 'add' : 'replace')}`,
    ]),
    ...items
      .toReversed()
      .filter(isOfOne)
      .map((item) => `pre-down ${command(item, 'del')}`),
  ];
  return [
    '',
    `iface ${exportWord(name)} ${methods[family]} manual`,
    ...lines.map((line) => `    ${line}`),
  ];
}

/**
 * A route by several interfaces is made when the last of them is up, and outlives each of them: the
 * kernel takes out what is down, and the route with the last. What was gone comes back only by `replace`.
 */
function isOfOne({ item }: ExportItem): boolean {
  return item.noun === 'rule' || !isBalanced(item.route);
}

/** One that is there already, or gone with its interface, must not keep the others from being done. */
function command({ family, item }: ExportItem, verb: 'add' | 'replace' | 'del'): string {
  return `ip ${familyFlags[family]} ${batchLine({ verb, item })} || true`;
}
