/** A topology in the words of another program. */

import type { Exported, ExportFormat, ExportLoss, ExportSource } from '../model/export.ts';
import { exportBatch } from './export-batch.ts';
import { exportIfupdown } from './export-ifupdown.ts';
import { exportNetplan } from './export-netplan.ts';
import { unknownNetworks } from './export-netplan-main-first.ts';
import { exportNetworkd } from './export-networkd.ts';
import { exportScript } from './export-script.ts';
import { comment } from './export-text.ts';

const exporters: Readonly<Record<ExportFormat, (source: ExportSource) => Exported>> = {
  'systemd-networkd': exportNetworkd,
  ifupdown: exportIfupdown,
  netplan: exportNetplan,
  ip: exportScript,
  'iproute2-batch': exportBatch,
};

export function exported(source: ExportSource, format: ExportFormat): Exported {
  return exporters[format](source);
}

/** What a format would say so that the host could be lost: then there is no export. */
export function refusals(source: ExportSource, format: ExportFormat): readonly ExportLoss[] {
  return format === 'netplan' ? unknownNetworks(source) : [];
}

/** One document as it is; several with a line above each that is a comment in all of them. */
export function exportedText({ files }: Exported): string {
  const [first, ...others] = files;
  if (others.length === 0) return first.text;
  return files.map(({ path, text }) => `${comment(`==== ${path} ====`)}\n${text}`).join('\n');
}
