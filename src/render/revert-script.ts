/**
 * A transaction -> a shell script that takes it back. It needs `ip` and nothing of ours, so that it
 * runs when we are gone; with `after SECONDS` it waits, and does nothing once somebody has claimed
 * the transaction. Seconds are counted in sleeps: whoever sets the clock neither hastens nor stops it.
 */

import type { FileChange } from '../model/plan.ts';
import type { Transaction } from '../model/transaction.ts';
import { fileMark } from '../model/ownership.ts';
import { batchesOf } from './batch.ts';
import { shellWord } from './commands-text.ts';

export type RevertScript = {
  /** Of the transaction. */
  readonly directory: string;
  readonly ip: readonly string[];
  /** Below which files are, as an absolute path or ''. */
  readonly root: string;
  /** The inode of the network namespace: in another one, all this would be wrong. */
  readonly namespace: number;
  /** The terminal that is reminded, if any. */
  readonly terminal: string | undefined;
};

export function revertScript(transaction: Transaction, script: RevertScript): string {
  const { id, verb, begun, restore, files } = transaction;
  const { directory, ip, root, namespace, terminal } = script;
  const program = ip.map(shellWord).join(' ');
  return [
    '#!/bin/sh',
    `# Takes back multihome ${verb} ${id} of ${begun}. At once: sh revert`,
    `# After a while, unless it is confirmed (multihome confirm ${id}): sh revert after SECONDS`,
    'PATH=/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C',
    'export PATH LC_ALL',
    `cd ${shellWord(directory)} || exit 7`,
    `if [ "$(stat -Lc %i /proc/self/ns/net)" != ${namespace} ]; then`,
    '  echo "this is not the network namespace that was changed" >&2',
    '  exit 7',
    'fi',
    `terminal=${shellWord(terminal ?? '')}`,
    // In the background: a terminal that takes no more must not hold up anything.
    'say() { [ -z "$terminal" ] || ( printf "\\r\\n%s\\r\\n" "$1" > "$terminal" ) 2> /dev/null & }',
    'if [ "$1" = after ]; then',
    '  left=$2',
    '  echo $$ > watchdog',
    '  while [ "$left" -gt 0 ]; do',
    '    [ -e claimed ] && exit 0',
    `    case $left in 120 | 60 | 30 | 10) say "multihome: ${verb} ${id} is taken back in $left s, unless you keep it: multihome confirm ${id}" ;; esac`,
    '    sleep 1',
    '    left=$((left - 1))',
    '  done',
    // Where it cannot be made for another reason than that it is there, nobody has confirmed.
    '  mkdir claimed 2> /dev/null || { [ -e claimed ] && exit 0; }',
    // It may have been written anew meanwhile; gone, this one is still read to its end.
    '  [ -e revert ] && exec /bin/sh ./revert',
    'fi',
    'mkdir claimed 2> /dev/null',
    // A directory that is gone or read-only keeps nothing from coming back: an exec that fails would
    // end the shell. Whoever holds the lock for longer hangs.
    'if ( : >> ../lock ) 2> /dev/null; then',
    '  exec 9>> ../lock',
    '  flock -w 60 9',
    'fi',
    ...takeBack([
      ...batches(`${program} -4`, restore.ipv4),
      ...batches(`${program} -6`, restore.ipv6),
    ]),
    ...files.flatMap((file) => fileLines(file, root)),
    'echo reverted > state.new && mv -f state.new state',
    `say "multihome: ${verb} ${id} has been taken back"`,
    'exit 0',
    '',
  ].join('\n');
}

/**
 * Where the kernel refuses more than what is there or gone already, all of it once more: a gateway can
 * be reached only by rules that come back later, if somebody has flushed them.
 */
function takeBack(lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [
    'take_back() {',
    ...lines,
    '}',
    'said=$(take_back 2>&1)',
    `if printf "%s\\n" "$said" | grep -Evq '${expected}'; then`,
    '  said="$said',
    '$(take_back 2>&1)"',
    'fi',
    '( printf "%s\\n" "$said" >> log ) 2> /dev/null',
  ];
}

/** What `ip` says of lines that have nothing to do. */
const expected = '^$|File exists|No such process|No such file or directory|^Command failed';

const end = 'END-OF-MULTIHOME';

/** Lines of a batch are of one strict alphabet: none can end the text early. */
function batches(program: string, lines: readonly string[]): readonly string[] {
  return batchesOf(lines).flatMap((batch) => [
    `${program} -force -batch - << '${end}'`,
    ...batch,
    end,
  ]);
}

/** A file of somebody else, who put it there meanwhile, stays. */
function fileLines({ path, before, directories }: FileChange, root: string): readonly string[] {
  const target = shellWord(`${root}${path}`);
  const isOurs = `[ ! -e ${target} ] || head -n 1 ${target} | grep -q ${shellWord(`^${fileMark}`)}`;
  if (before === undefined) {
    const removals = directories.map((one) => `  rmdir ${shellWord(`${root}${one}`)} 2> /dev/null`);
    return [`if ${isOurs}; then`, `  rm -f ${target}`, ...removals, 'fi'];
  }
  const fresh = shellWord(`${root}${path}.multihome-new`);
  const folder = shellWord(`${root}${path.slice(0, path.lastIndexOf('/'))}`);
  return [
    `if ${isOurs}; then`,
    '  umask 022',
    `  mkdir -p ${folder}`,
    `  printf %s ${shellWord(before)} > ${fresh} && chmod 644 ${fresh} && mv -f ${fresh} ${target}`,
    'fi',
  ];
}
