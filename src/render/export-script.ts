/**
 * A topology as a shell script that makes a host as `apply` would, and nothing where it is so already.
 * It needs `ip` and `awk`, and nothing of ours.
 */

import type { Family } from '../model/address.ts';
import type { Exported, ExportSource } from '../model/export.ts';
import { dropInPaths, fileHeader, protocolName } from '../model/ownership.ts';
import { linesWithPlaces } from './export-batch.ts';
import { scriptEnd, scriptFunctions } from './export-script-parts.ts';
import { comment, header, lossComments } from './export-text.ts';

export function exportScript(source: ExportSource): Exported {
  const { losses } = source;
  const lines = [
    '#!/bin/sh',
    ...header(source, 'ip'),
    comment('Makes the rules and routes below, and takes away others of the same protocol number.'),
    comment('What is as it should be, and what is of others, stays as it is.'),
    comment('  --dry-run        print what would be done, and do nothing'),
    comment('  MULTIHOME_ROOT   the folder below which the files in /etc are'),
    ...lossComments(losses),
    '',
    `protocol=${source.protocol}`,
    '',
    '# In the words of ip-rule(8) and ip-route(8), with numbers instead of names.',
    ...wanted('ipv4', source),
    ...wanted('ipv6', source),
    'wanted() { case $1 in 4) wanted_4 ;; 6) wanted_6 ;; esac; }',
    '',
    ...names(source),
    ...scriptFunctions,
    ...scriptEnd,
  ];
  const path = 'multihome-routing.sh';
  return { files: [{ path, text: `${lines.join('\n')}\n`, mode: 0o755 }], losses };
}

function wanted(family: Family, { items }: ExportSource): readonly string[] {
  const own = items.filter((item) => item.family === family);
  return hereDocument(`wanted_${family === 'ipv4' ? 4 : 6}`, linesWithPlaces(own));
}

/** The same text as our own drop-ins have: then `multihome plan` has nothing to change. */
function names({ protocol, tableNames }: ExportSource): readonly string[] {
  const paths = dropInPaths(protocol);
  const tables = tableNames.map(({ id, name }) => `${id}\t${name}`);
  return [
    ...hereDocument('table_names', tables.length === 0 ? [] : [fileHeader, ...tables]),
    ...hereDocument('protocol_name', [fileHeader, `${protocol}\t${protocolName(protocol)}`]),
    `tables_file=${paths.tables}`,
    `protocols_file=${paths.protocols}`,
    '',
  ];
}

/** Lines of one strict alphabet, names of tables, and comments without line breaks: none is END. */
function hereDocument(name: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${name}() { :; }`, ''];
  return [`${name}() { cat << 'END'`, ...lines, 'END', '}', ''];
}
