/**
 * A transaction -> a shell script that takes it back. It needs `ip` and nothing of ours, so that it
 * runs when we are gone; with `after SECONDS` it waits, and does nothing once somebody has claimed
 * the transaction. Seconds are counted in sleeps: whoever sets the clock neither hastens nor stops it.
 */

import type { FileChange } from '../model/plan.ts';
import type { Transaction } from '../model/transaction.ts';
import { shellWord } from './commands-text.ts';

export type RevertScript = {
  /** Of the transaction. */
  readonly directory: string;
  readonly ip: readonly string[];
  /** Below which files are. */
  readonly root: string;
  /** The terminal that is reminded, if any. */
  readonly terminal: string | undefined;
};

export function revertScript(transaction: Transaction, script: RevertScript): string {
  const { id, verb, begun, restore, files } = transaction;
  const { directory, ip, root, terminal } = script;
  const program = ip.map(shellWord).join(' ');
  return [
    '#!/bin/sh',
    `# Takes back multihome ${verb} ${id} of ${begun}. At once: sh revert`,
    `# After a while, unless it is confirmed (multihome confirm ${id}): sh revert after SECONDS`,
    'PATH=/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C',
    'export PATH LC_ALL',
    'umask 077',
    `cd ${shellWord(directory)} || exit 7`,
    `terminal=${shellWord(terminal ?? '')}`,
    'say() { if [ -n "$terminal" ] && [ -w "$terminal" ]; then printf "\\r\\n%s\\r\\n" "$1" > "$terminal"; fi; }',
    'if [ "$1" = after ]; then',
    '  left=$2',
    '  echo $$ > watchdog',
    '  while [ "$left" -gt 0 ]; do',
    '    [ -e claimed ] && exit 0',
    `    case $left in 120 | 60 | 30 | 10) say "multihome: ${verb} ${id} is taken back in $left s, unless you keep it: multihome confirm ${id}" ;; esac`,
    '    sleep 1',
    '    left=$((left - 1))',
    '  done',
    '  mkdir claimed 2> /dev/null || exit 0',
    // It may have been written anew meanwhile.
    '  exec /bin/sh ./revert',
    'fi',
    'mkdir claimed 2> /dev/null',
    // Whoever holds the lock for longer hangs.
    'exec 9>> ../lock',
    'flock -w 60 9',
    ...batch(`${program} -4`, restore.ipv4),
    ...batch(`${program} -6`, restore.ipv6),
    ...files.flatMap((file) => fileLines(file, root)),
    'echo rolled-back > state',
    `say "multihome: ${verb} ${id} has been taken back"`,
    'exit 0',
    '',
  ].join('\n');
}

const end = 'END-OF-MULTIHOME';

/** Lines of a batch are of one strict alphabet: none can end the text early. */
function batch(program: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`${program} -force -batch - >> log 2>&1 << '${end}'`, ...lines, end];
}

function fileLines({ path, before, directories }: FileChange, root: string): readonly string[] {
  const target = shellWord(`${root}${path}`);
  if (before === undefined) {
    const removals = directories.map((one) => `rmdir ${shellWord(`${root}${one}`)} 2> /dev/null`);
    return [`rm -f ${target}`, ...removals];
  }
  const fresh = shellWord(`${root}${path}.multihome-new`);
  const folder = shellWord(`${root}${path.slice(0, path.lastIndexOf('/'))}`);
  const lines = before.replace(/\n$/, '').split('\n');
  return [
    `mkdir -p ${folder}`,
    `cat > ${fresh} << '${end}'`,
    ...lines,
    end,
    `chmod 644 ${fresh}`,
    `mv -f ${fresh} ${target}`,
  ];
}
