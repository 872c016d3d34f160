/**
 * The one table of ours in nftables. `nft` is asked where a topology wants the table, or where a file in
 * the run directory says that one may be left: it is there before the table comes, and goes after it.
 * Like the table, it does not outlast the running system. Whoever removes everything always asks.
 */

import { accessSync, constants, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { decodeNft } from '../live/decode-nft.ts';
import type { NftTable } from '../model/nft.ts';
import { nftFamily, nftFileName, nftTableName } from '../model/nft.ts';
import { codeOf, reasonOf } from './file-errors.ts';
import type { FileOutcome } from './files.ts';
import { replaceFile } from './files.ts';
import type { Host } from './host.ts';
import { runDirectory, runDirectoryPath } from './run-directory.ts';
import type { Ran } from './run.ts';
import { run, searchPath } from './run.ts';

export type NftReading =
  | {
      readonly ok: true;
      readonly table: NftTable | undefined;
      /** Why it is not known whether there is one. */
      readonly unread?: string;
    }
  | NftFailure;

type NftFailure = {
  readonly ok: false;
  readonly message: string;
  readonly hint: string;
  /** Here nobody can have a table: there is no `nft`, or the kernel knows none. */
  readonly cannotBe: boolean;
};

/** When `nft` is asked: where it has to answer, where a table may be left, or where it can. */
export type NftAsking = 'always' | 'noted' | 'where-possible';

/** Undefined where there is no such table. */
export async function readNftTable(
  host: Host,
  protocol: number,
  asking: NftAsking,
): Promise<NftReading> {
  const name = nftTableName(protocol);
  const note = asking === 'always' ? 'there' : noteOf(host, name);
  if (note === 'there') return askNft(host, name);
  if (asking === 'noted') return { ok: true, table: undefined, ...note };
  const asked = await askNft(host, name);
  return asked.ok ? asked : withoutNote(asked);
}

/** Where nothing says that there was one, it need not be possible to have one. */
function withoutNote(failure: NftFailure): NftReading {
  if (failure.cannotBe) return { ok: true, table: undefined };
  if (!failure.message.includes('Operation not permitted')) return failure;
  const unread = `whether nftables has a table of ours is not known: ${failure.message}`;
  return { ok: true, table: undefined, unread };
}

async function askNft(host: Host, name: string): Promise<NftReading> {
  const words = ['nft', '-j', 'list', 'table', nftFamily, name] as const;
  const ran = await run(words, { timeoutMs: host.timeoutMs });
  const command = `\`${words.join(' ')}\``;
  if (ran.kind !== 'exited') return failed(whyNot(ran, command), ran.kind === 'missing');
  if (ran.exitCode !== 0) {
    // Only the kernel's own word says that it is not there.
    if (ran.stderr.startsWith('Error: No such file or directory')) {
      return { ok: true, table: undefined };
    }
    const reason = firstLine(ran.stderr);
    const message = `${command} failed with status ${ran.exitCode}: ${reason}`;
    return { ...failed(message), cannotBe: reason.endsWith('not supported') };
  }
  // It may have been lost, or made below another root. Only who changes something writes.
  if (host.lockDescriptor !== undefined) keepNote(host, name);
  const decoded = decodeNft(ran.stdout, name);
  return decoded.ok ? decoded : failed(`${command} cannot be read: ${decoded.reason}`);
}

/** Where it cannot be written, whoever removes everything asks anyway. */
function keepNote(host: Host, name: string): void {
  if (noteOf(host, name) === 'there') return;
  const directory = runDirectory(host);
  if (directory.ok) replaceFile(join(directory.path, nftFileName(name)), '', ownMode);
}

/** Who may not look, and wants no table, plans without it, and is told so. */
function noteOf(host: Host, name: string): 'there' | { readonly unread?: string } {
  const path = `${runDirectoryPath(host)}/${nftFileName(name)}`;
  try {
    statSync(path);
    return 'there';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    const what = `whether nftables has a table of ours was not asked: ${path}`;
    return { unread: `${what}: ${reasonOf(error)}` };
  }
}

function failed(message: string, isMissing = false): NftFailure {
  const install = 'install the package nftables; ';
  const hint = `${isMissing ? install : ''}nothing was planned and nothing touched`;
  return { ok: false, message, hint, cannotBe: isMissing };
}

/** All of it or nothing: `document` is one transaction, after which the table is there, or is not. */
export async function loadNftTable(
  host: Host,
  name: string,
  document: string,
  isThereAfter: boolean,
): Promise<FileOutcome> {
  const directory = runDirectory(host);
  if (!directory.ok) return directory;
  const note = join(directory.path, nftFileName(name));
  // By way of a file: `-f -` opens /dev/stdin, which cannot be done with the socket it would be.
  const path = `${note}.load`;
  const written = (isThereAfter ? replaceFile(note, '', ownMode) : undefined) ?? { ok: true };
  const ready = written.ok ? replaceFile(path, document, ownMode) : written;
  if (!ready.ok) return ready;
  const { timeoutMs, lockDescriptor } = host;
  // In a session of its own: an interrupt from the terminal must not end it in the middle.
  const ran = await run(['nft', '-j', '-f', path], {
    ...{ timeoutMs, detached: true },
    ...(lockDescriptor === undefined ? {} : { descriptor: lockDescriptor }),
  });
  rmSync(path, { force: true });
  if (ran.kind !== 'exited') return { ok: false, reason: whyNot(ran, '`nft -j -f`') };
  if (ran.exitCode !== 0) return { ok: false, reason: firstLine(ran.stderr) };
  // A file too many costs one process for each plan, and nothing else.
  if (!isThereAfter) rmSync(note, { force: true });
  return { ok: true };
}

const ownMode = 0o600;

/** For a script that searches less than we do. */
export function nftPath(): string {
  const folder = searchPath(process.env['PATH'])
    .split(':')
    .find((one) => isProgram(join(one, 'nft')));
  return folder === undefined ? 'nft' : join(folder, 'nft');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function whyNot(ran: Exclude<Ran, { readonly kind: 'exited' }>, command: string): string {
  switch (ran.kind) {
    case 'missing':
      return 'the program `nft` was not found';
    case 'timeout':
      return `${command} did not end within ${ran.timeoutMs / 1000} s`;
    case 'killed':
      return `${command} was killed by ${ran.signal}`;
    case 'failed':
      return `${command} failed: ${ran.reason}`;
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
