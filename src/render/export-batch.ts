/** A topology as lines for `ip -batch`, for a host that has nothing of it yet. */

import { families, familyNames } from '../model/address.ts';
import type { Family } from '../model/address.ts';
import type { Exported, ExportedFile, ExportItem, ExportSource } from '../model/export.ts';
import { batchLine } from './batch.ts';
import { comment, header, lossComments, place } from './export-text.ts';

export const familyFlags: Readonly<Record<Family, string>> = { ipv4: '-4', ipv6: '-6' };

/** Two files: no line of a batch says which family it is of. */
export function exportBatch(source: ExportSource): Exported {
  const [first, ...others] = families.flatMap((family) => {
    const items = source.items.filter((item) => item.family === family);
    return items.length === 0 ? [] : [batchFile(family, items, source)];
  });
  return { files: [first ?? batchFile('ipv4', [], source), ...others], losses: source.losses };
}

function batchFile(
  family: Family,
  items: readonly ExportItem[],
  source: ExportSource,
): ExportedFile {
  const path = `multihome-${family}.batch`;
  const lines = [
    ...header(source, 'iproute2-batch'),
    comment(`${familyNames[family]}: ip ${familyFlags[family]} -batch ${path}`),
    ...lossComments(source.losses),
    ...linesWithPlaces(items),
  ];
  return { path, text: `${lines.join('\n')}\n`, mode: 0o644 };
}

/** Where they come from stands above them, once for all that one line of the topology wants. */
export function linesWithPlaces(items: readonly ExportItem[]): readonly string[] {
  let last = '';
  return items.flatMap(({ item, origin }) => {
    const line = batchLine({ verb: 'add', item });
    const from = place(origin);
    if (from === last) return [line];
    last = from;
    return [comment(from), line];
  });
}
