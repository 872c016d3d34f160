/** A topology as drop-ins for the .network files of systemd-networkd (systemd.network(5), 252). */

import type { Exported, ExportedFile, ExportItem, ExportSource } from '../model/export.ts';
import type { TableNamer } from './describe.ts';
import { routeSection, ruleSection } from './export-networkd-sections.ts';
import { withFallbacks } from './export-fallbacks.ts';
import { byInterface, interfaceOf, loopback } from './export-places.ts';
import type { SpokenItem } from './export-text.ts';
import { comment, exportWord, header, itemLosses, lossComments, place } from './export-text.ts';
import { namerFrom } from './plan-text.ts';

const program = 'networkd';

export function exportNetworkd(whole: ExportSource): Exported {
  const source = withFallbacks(whole);
  const nameOf = namerFrom(source.tableNames);
  const parts = [...byInterface(source.items, (item) => [interfaceOf(item, source.uplinks)])].map(
    ([name, items]) => ({
      name,
      spoken: items.map((item) => ({ item, spoken: spokenBy(item) })),
    }),
  );
  const links = parts.map(({ name, spoken }) => linkFile(name, spoken, source, nameOf));
  const losses = [
    ...source.losses,
    ...parts.flatMap(({ spoken }) => itemLosses(spoken, program, nameOf)),
  ];
  return { files: [commonFile(source), ...links], losses };
}

function spokenBy({ family, item }: ExportItem): SpokenItem['spoken'] {
  return item.noun === 'rule' ? ruleSection(item.rule) : routeSection(item.route, family);
}

/** It reads no rt_tables: names of its own are of use in what others add. */
function commonFile(source: ExportSource): ExportedFile {
  const { tableNames } = source;
  const names = tableNames.map(({ id, name }) => `RouteTable=${exportWord(name)}:${id}`);
  const lines = [
    ...header(source, 'systemd-networkd'),
    comment('Rules get protocol static: networkd has no other for them. To multihome they are of'),
    comment('others: run "multihome destroy" before, and no apply or watch beside this.'),
    ...lossComments(source.losses),
    ...(names.length === 0 ? [] : ['', '[Network]', ...names]),
  ];
  return file('etc/systemd/networkd.conf.d/50-multihome.conf', lines);
}

function linkFile(
  name: string,
  spoken: readonly SpokenItem[],
  source: ExportSource,
  nameOf: TableNamer,
): ExportedFile {
  const sections = spoken.flatMap(({ item, spoken: said }) =>
    said.kind === 'said' ? ['', comment(place(item.origin)), ...said.lines] : [],
  );
  const head = header(source, 'systemd-networkd');
  const losses = lossComments(itemLosses(spoken, program, nameOf));
  if (name === loopback) {
    const match = ['', '[Match]', `Name=${loopback}`];
    const about = comment('What needs no other interface. Nothing else may match lo.');
    return file('etc/systemd/network/50-multihome-lo.network', [
      ...head,
      about,
      ...losses,
      ...match,
      ...sections,
    ]);
  }
  const about = [
    comment(`Belongs to the .network file that matches ${name}: where that is not called`),
    comment(`${name}.network, the folder has to be called after it, with .d at the end.`),
  ];
  return file(`etc/systemd/network/${exportWord(name)}.network.d/50-multihome.conf`, [
    ...head,
    ...about,
    ...losses,
    ...sections,
  ]);
}

function file(path: string, lines: readonly string[]): ExportedFile {
  return { path, text: `${lines.join('\n')}\n`, mode: 0o644 };
}
