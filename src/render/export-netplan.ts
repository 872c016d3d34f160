/** A topology as a netplan document (version 2, for the renderer networkd). */

import type { Exported, ExportItem, ExportSource } from '../model/export.ts';
import { routeEntry, ruleEntry } from './export-netplan-entries.ts';
import { withMainFirst } from './export-netplan-main-first.ts';
import { byInterface, interfaceOf } from './export-places.ts';
import type { SpokenItem } from './export-text.ts';
import { comment, exportWord, header, itemLosses, lossComments, place } from './export-text.ts';
import { namerFrom } from './plan-text.ts';

export function exportNetplan(whole: ExportSource): Exported {
  const source = withMainFirst(whole);
  const nameOf = namerFrom(source.tableNames);
  const parts = [...byInterface(source.items, (item) => [interfaceOf(item, source.uplinks)])].map(
    ([name, items]) => ({
      name,
      spoken: items.map((item) => ({ item, spoken: spokenBy(item) })),
    }),
  );
  const spoken = parts.flatMap((part) => part.spoken);
  const losses = [...source.losses, ...itemLosses(spoken, 'netplan', nameOf)];
  const links = parts.flatMap((part) => linkLines(part.name, part.spoken));
  const lines = [
    ...header(source, 'netplan'),
    comment(
      'Belongs beside the files that give the interfaces their addresses; what is no ethernet',
    ),
    comment('there (wifis, bridges, bonds, vlans) has to stand under the same key here.'),
    comment('Routes and rules get protocol static. To multihome they are of others: run'),
    comment('"multihome destroy" before, and no apply or watch beside this.'),
    ...lossComments(losses),
    'network:',
    '  version: 2',
    ...(links.length === 0 ? [] : ['  ethernets:', ...links]),
  ];
  const path = 'etc/netplan/90-multihome.yaml';
  // Since 0.107 netplan warns about files that others can read.
  return { files: [{ path, text: `${lines.join('\n')}\n`, mode: 0o600 }], losses };
}

function spokenBy({ item }: ExportItem): SpokenItem['spoken'] {
  return item.noun === 'rule' ? ruleEntry(item.rule) : routeEntry(item.route);
}

/** Words of one strict alphabet: between quotes they can be nothing else. */
function linkLines(name: string, spoken: readonly SpokenItem[]): readonly string[] {
  const routes = entries(spoken, 'route');
  const rules = entries(spoken, 'rule');
  if (routes.length + rules.length === 0) return [];
  return [
    `    "${exportWord(name)}":`,
    ...(routes.length === 0 ? [] : ['      routes:', ...routes]),
    ...(rules.length === 0 ? [] : ['      routing-policy:', ...rules]),
  ];
}

function entries(spoken: readonly SpokenItem[], noun: 'rule' | 'route'): readonly string[] {
  return spoken.flatMap(({ item, spoken: said }) =>
    item.item.noun === noun && said.kind === 'said'
      ? [`        - {${said.lines.join(', ')}} ${comment(place(item.origin))}`]
      : [],
  );
}
