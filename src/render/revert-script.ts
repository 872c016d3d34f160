/**
 * A transaction -> a shell script that takes it back. It needs `ip` and nothing of ours, so that it
 * runs when we are gone; with `after SECONDS` it waits, and does nothing once somebody has claimed
 * the transaction. Seconds are counted in sleeps: whoever sets the clock neither hastens nor stops it.
 */

import type { FileChange } from '../model/plan.ts';
import { shellWord } from '../model/shell-word.ts';
import type { SettingChange } from '../model/sysctl.ts';
import type { KeptPacketTable, Transaction } from '../model/transaction.ts';
import { nftFileName } from '../model/nft.ts';
import { fileMark } from '../model/ownership.ts';
import { batchesOf } from './batch.ts';
import { ownCommand } from './own-command.ts';
import { nftDocument } from './nft-json.ts';

export type RevertScript = {
  /** Of the transaction. */
  readonly directory: string;
  readonly ip: readonly string[];
  /** With its path. */
  readonly nft: string;
  /** Below which files are, as an absolute path or ''. */
  readonly root: string;
  /** The inode of the network namespace: in another one, all this would be wrong. */
  readonly namespace: number;
  /** The terminal that is reminded, if any. */
  readonly terminal: string | undefined;
};

export function revertScript(transaction: Transaction, script: RevertScript): string {
  const { id, verb, begun, restore, files, settings, packetTables } = transaction;
  const { directory, ip, nft, root, namespace, terminal } = script;
  const program = ip.map(shellWord).join(' ');
  const name = `${verb} ${id}`;
  const again = shellWord(ownCommand({ root }, 'rollback', `${id}`));
  return [
    '#!/bin/sh',
    `# Takes back multihome ${name} of ${begun}. At once: sh revert`,
    `# After a while, unless it is confirmed: sh revert after SECONDS`,
    'PATH=/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C',
    'export PATH LC_ALL',
    `cd ${shellWord(directory)} || exit 7`,
    'mode=$1 seconds=$2',
    'leave() { trap - EXIT; exit "$1"; }',
    // A shell that cannot fork ends: another one takes its place, out of the way of whoever mends that.
    'if [ -n "$mode" ]; then',
    "  trap 'exec nice -n 19 /bin/sh ./revert $mode $seconds' EXIT",
    "  trap 'leave 143' INT TERM",
    'fi',
    `if [ "$(stat -Lc %i /proc/self/ns/net)" != ${namespace} ]; then`,
    '  echo "this is not the network namespace that was changed" >&2',
    '  leave 7',
    'fi',
    `terminal=${shellWord(terminal ?? '')}`,
    // In the background, and without the lock: a terminal that takes no more must not hold up anything.
    'say() {',
    '  [ -n "$terminal" ] || return 0',
    '  { printf "\\r\\n%s\\r\\n" "$1" > "$terminal"; } > /dev/null 2>&1 9>&- &',
    '}',
    'note() { ( echo "$1" > state.new && mv -f state.new state ) 2> /dev/null; }',
    ...waiting(name, ownCommand({ root }, 'confirm', `${id}`)),
    ...locking(),
    'note rollback-incomplete',
    ...takeBack(
      [
        ...packetTables.filter(isGoing).flatMap((one) => packetTableLines(one, nft)),
        ...batches(`${program} -4`, restore.ipv4),
        ...batches(`${program} -6`, restore.ipv6),
        ...packetTables.filter((one) => !isGoing(one)).flatMap((one) => packetTableLines(one, nft)),
        ...files.flatMap((file) => fileLines(file, root)),
        ...settings.toReversed().map(settingLine),
      ],
      expectedOf([...restore.ipv4, ...restore.ipv6]),
    ),
    'if [ -n "$left" ]; then',
    '  printf "%s\\n" "$left" >&2',
    // The trap has it begin anew.
    '  case "$mode $left" in "expired "*"Cannot fork"* | "expired "*"fork: "*) sleep 1; exit 1 ;; esac',
    `  say "multihome: ${name} could not be taken back wholly. To try again: "${again}`,
    '  leave 7',
    'fi',
    'note reverted',
    `say "multihome: ${name} has been taken back"`,
    'leave 0',
    '',
  ].join('\n');
}

/** Whoever makes the link `claimed` decides. */
function waiting(name: string, confirming: string): readonly string[] {
  return [
    'if [ "$mode" = after ]; then',
    '  echo $$ > watchdog',
    '  while [ "$seconds" -gt 0 ]; do',
    '    [ -L claimed ] && leave 0',
    `    case $seconds in 120 | 60 | 30 | 10) say "multihome: ${name} is taken back in $seconds s, unless you keep it: "${shellWord(confirming)} ;; esac`,
    '    sleep 1',
    '    seconds=$((seconds - 1))',
    '  done',
    // Where it cannot be made for another reason than that it is there, nobody has confirmed.
    '  ln -s expired claimed 2> /dev/null || { [ -L claimed ] && leave 0; }',
    '  mode=expired seconds=',
    // It may have been written anew meanwhile; gone, this one is still read to its end.
    '  [ -e revert ] && exec /bin/sh ./revert expired',
    'fi',
    '[ "$mode" = expired ] || ln -s reverted claimed 2> /dev/null',
  ];
}

/**
 * A directory that is gone or read-only keeps nothing from coming back: an exec that fails would end
 * the shell. Whoever holds the lock for longer hangs. Whoever held it may have taken it all back, and
 * something else may have been applied since.
 */
function locking(): readonly string[] {
  return [
    'if ( : >> ../lock ) 2> /dev/null; then',
    '  exec 9>> ../lock',
    '  flock -w 60 9',
    'fi',
    'state=',
    '[ -e state ] && read -r state < state',
    'case "$mode $state" in "expired kept" | "expired rolled-back" | "expired reverted") leave 0 ;; esac',
  ];
}

/**
 * Where the kernel refuses more than what is there or gone already, all of it once more: a gateway can
 * be reached only by rules that come back later, if somebody has flushed them. What is refused then
 * is `left`.
 */
function takeBack(lines: readonly string[], expected: string): readonly string[] {
  return [
    'batch() {',
    '  "$@" -force -batch -',
    '  code=$?',
    // Of a signal; -1 is one of its own.
    '  [ "$code" -le 128 ] || [ "$code" = 255 ] || echo "$*: exit code $code"',
    '}',
    `is_ours() { [ -f "$1" ] && head -n 1 "$1" | grep -q ${shellWord(`^${fileMark}`)}; }`,
    'take_back() {',
    '  :',
    ...lines,
    '}',
    `unexpected() { printf "%s\\n" "$said" | grep -Ev ${shellWord(expected)}; }`,
    // Where that cannot be told, it is not as expected.
    'judge() {',
    '  left=$(unexpected)',
    '  [ $? -le 1 ] || left="Cannot fork"',
    '}',
    'said=$(take_back 2>&1)',
    'judge',
    'if [ -n "$left" ]; then',
    '  first=$said',
    '  said=$(take_back 2>&1)',
    '  judge',
    '  ( printf "%s\\n" "$first" >> log ) 2> /dev/null',
    'fi',
    '( printf "%s\\n" "$said" >> log ) 2> /dev/null',
  ];
}

/**
 * What `ip` says of lines that have nothing to do. Routes by a device that is gone are gone with it:
 * that matters where one of them is to come back.
 */
function expectedOf(lines: readonly string[]): string {
  const [gone, back] = [devicesOf(lines, true), devicesOf(lines, false)];
  const devices = [...gone]
    .filter((one) => !back.has(one))
    .map((one) => one.replaceAll(/[.+]/g, '\\$&'));
  return [
    '^$',
    '^RTNETLINK answers: (File exists|No such process|No such file or directory)$',
    '^Error: .*FIB table does not exist',
    '^Command failed',
    '^Database .* is corrupted',
    ...(devices.length === 0 ? [] : [`^Cannot find device "(${devices.join('|')})"`]),
  ].join('|');
}

/** Of lines that delete, or of the others. */
function devicesOf(lines: readonly string[], deleting: boolean): ReadonlySet<string> {
  const asked = lines.filter((line) => / del /.test(line) === deleting);
  return new Set(asked.flatMap((line) => line.match(/(?<= dev )\S+/g) ?? []));
}

/**
 * By a pipe and not as here-documents, which some shells keep in files of /tmp: full, they are empty.
 * Lines of a batch are of one strict alphabet, without quotes.
 */
function batches(program: string, lines: readonly string[]): readonly string[] {
  return batchesOf(lines).flatMap((batch) => [
    "printf '%s\\n' '",
    ...batch,
    `' | batch ${program}`,
  ]);
}

function isGoing({ before }: KeptPacketTable): boolean {
  return before === undefined;
}

/** In the run directory, where the transaction has its own, a file tells that the table may be there. */
function packetTableLines({ name, before }: KeptPacketTable, nft: string): readonly string[] {
  const bare = name.slice(name.indexOf(' ') + 1);
  const note = shellWord(`../${nftFileName(bare)}`);
  const load = `printf '%s\\n' ${shellWord(nftDocument(bare, before))} | ${shellWord(nft)} -j -f -`;
  return before === undefined
    ? [`${load} && rm -f ${note}`]
    : [`( : >> ${note} ) 2> /dev/null`, load];
}

/** Those of an interface that is gone went with it. */
function settingLine({ path, before }: SettingChange): string {
  const target = shellWord(`/proc/sys/${path}`);
  return `[ ! -e ${target} ] || echo ${before} > ${target}`;
}

/** A file of somebody else, who put it there meanwhile, stays. */
function fileLines({ path, before, directories }: FileChange, root: string): readonly string[] {
  const target = shellWord(`${root}${path}`);
  const isForeign = `echo ${target} "is not ours any more"`;
  if (before === undefined) {
    const removals = directories.map((one) => `rmdir ${shellWord(`${root}${one}`)} 2> /dev/null`);
    return [
      `if is_ours ${target}; then rm -f ${target}; elif [ -e ${target} ]; then ${isForeign}; fi`,
      ...removals,
    ];
  }
  const fresh = shellWord(`${root}${path}.multihome-new`);
  const folder = shellWord(`${root}${path.slice(0, path.lastIndexOf('/'))}`);
  return [
    `if is_ours ${target} || { [ ! -e ${target} ] && [ ! -L ${target} ]; }; then`,
    '  umask 022',
    `  mkdir -p ${folder}`,
    `  printf %s ${shellWord(before)} > ${fresh} && chmod 644 ${fresh} && mv -f ${fresh} ${target}`,
    `else ${isForeign}; fi`,
  ];
}
