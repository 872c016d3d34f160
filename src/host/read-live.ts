/** The host's rules, routes, addresses and links, read at one go; or why they cannot be trusted. */

import { hostname } from 'node:os';

import type { LiveTexts } from '../live/decode-live.ts';
import { commandOf, decodeLive, dumpArguments } from '../live/decode-live.ts';
import type { IpVersion } from '../live/ip-version.ts';
import { ipVersionMin, isSupported, parseIpVersion, showIpVersion } from '../live/ip-version.ts';
import type { Live } from '../model/live.ts';
import type { Host } from './host.ts';
import type { Ran } from './run.ts';
import { run } from './run.ts';

export type LiveReading =
  | { readonly ok: true; readonly live: Live; readonly version: IpVersion }
  | LiveFailure;

export type LiveFailure = {
  readonly ok: false;
  readonly kind: 'missing' | 'too-old' | 'timeout' | 'failed' | 'insane';
  readonly message: string;
  readonly hint: string;
};

/** Dumps are not one snapshot: an address that comes in between makes them contradict. */
const attemptsMax = 3;

/** Whoever no longer needs the answer aborts `cancel`, and no `ip` is left to wait for. */
export async function readLive(host: Host, cancel = new AbortController()): Promise<LiveReading> {
  const version = readVersion(host, cancel.signal);
  const first = readOnce(host, cancel.signal);
  const known = await version;
  if (!known.ok) {
    cancel.abort();
    return known;
  }
  let reading = await first;
  for (let attempt = 1; attempt < attemptsMax && isRace(reading); attempt++) {
    reading = await readOnce(host, cancel.signal);
  }
  return 'live' in reading ? { ...reading, version: known.version } : asFailure(reading);
}

type Reading =
  | { readonly ok: true; readonly live: Live }
  | (LiveFailure & { readonly race: boolean });

function isRace(reading: Reading): boolean {
  return !reading.ok && reading.race;
}

function asFailure({ ok, kind, message, hint }: LiveFailure): LiveFailure {
  return { ok, kind, message, hint };
}

async function readOnce(host: Host, cancel: AbortSignal): Promise<Reading> {
  const { rules, routes, addresses } = dumpArguments;
  const settings = optionalDump(host, dumpArguments.settings, cancel);
  const labels = optionalDump(host, dumpArguments.labels, cancel);
  const dumps = await Promise.all(
    [routes.ipv4, routes.ipv6, rules.ipv4, rules.ipv6, addresses].map((words) =>
      dump(host, words, cancel),
    ),
  );
  const texts: string[] = [];
  for (const one of dumps) {
    if (!one.ok) return { ...one, race: one.kind === 'insane' };
    texts.push(one.text);
  }
  const [routes4 = '', routes6 = '', rules4 = '', rules6 = '', addr = ''] = texts;
  return judge({
    routes: { ipv4: routes4, ipv6: present(routes6) },
    rules: { ipv4: rules4, ipv6: present(rules6) },
    addresses: addr,
    settings: await settings,
    labels: await labels,
  });
}

/** `absent` stands for a family the kernel does not have. */
const absent = '\u0000';

function present(text: string): string | undefined {
  return text === absent ? undefined : text;
}

function judge(texts: LiveTexts): Reading {
  const decoded = decodeLive(texts, { hostname: hostname(), tableNames: [] });
  if (decoded.ok) return { ok: true, live: decoded.value };
  return {
    ok: false,
    kind: 'insane',
    message: decoded.reason,
    hint: 'nothing was planned and nothing touched: a state that cannot be read is not an empty one',
    race: decoded.kind === 'inconsistent',
  };
}

type Dump = { readonly ok: true; readonly text: string } | LiveFailure;

/** For what only notices and shown ways depend on: without it there is less to say, and nothing to fear. */
async function optionalDump(
  host: Host,
  words: readonly string[],
  cancel: AbortSignal,
): Promise<string | undefined> {
  const dumped = await dump(host, words, cancel);
  return dumped.ok ? dumped.text : undefined;
}

async function dump(host: Host, words: readonly string[], cancel: AbortSignal): Promise<Dump> {
  const ran = await run([...host.ip, ...words], { timeoutMs: host.timeoutMs, cancel });
  if (ran.kind !== 'exited') return cannotRun(ran, commandOf(words));
  if (/Dump was interrupted/.test(ran.stderr)) return interrupted(words);
  if (ran.exitCode === 0) return { ok: true, text: ran.stdout };
  if (words.includes('-6') && /not supported/i.test(ran.stderr)) return { ok: true, text: absent };
  return failedWith(ran, commandOf(words));
}

function failedWith(
  { exitCode, stderr }: Extract<Ran, { readonly kind: 'exited' }>,
  command: string,
): LiveFailure {
  return failure('failed', `\`${command}\` failed with status ${exitCode}: ${firstLine(stderr)}`);
}

/** The kernel's own word (NLM_F_DUMP_INTR) that a list changed while it was read. */
function interrupted(words: readonly string[]): LiveFailure {
  return failure('insane', `\`${commandOf(words)}\` was interrupted by changes`);
}

type Version = { readonly ok: true; readonly version: IpVersion } | LiveFailure;

async function readVersion(host: Host, cancel: AbortSignal): Promise<Version> {
  const [program] = host.ip;
  const ran = await run([program, '-V'], { timeoutMs: host.timeoutMs, cancel });
  if (ran.kind !== 'exited') return cannotRun(ran, 'ip -V');
  const reading = parseIpVersion(`${ran.stdout}${ran.stderr}`);
  // BusyBox's knows no -V, and says so and who it is.
  if (ran.exitCode !== 0 && reading.kind !== 'busybox') return failedWith(ran, 'ip -V');
  if (reading.kind === 'iproute2' && isSupported(reading.version)) {
    return { ok: true, version: reading.version };
  }
  const needed = `multihome needs iproute2 ${showIpVersion(ipVersionMin)} or later`;
  switch (reading.kind) {
    case 'iproute2':
      return failure('too-old', `${needed}; this is ${showIpVersion(reading.version)}`);
    case 'old':
      return failure('too-old', `${needed}; this one is older`);
    case 'busybox':
      return failure('too-old', `${needed}; this is BusyBox's ip, which cannot print JSON`);
    case 'unknown':
      return failure('too-old', `${needed}; \`ip -V\` printed: ${firstLine(ran.stdout)}`);
  }
}

export function cannotRun(
  ran: Exclude<Ran, { readonly kind: 'exited' }>,
  command: string,
): LiveFailure {
  switch (ran.kind) {
    case 'missing':
      return failure('missing', 'the program `ip` was not found');
    case 'timeout':
      return failure('timeout', `\`${command}\` did not end within ${ran.timeoutMs / 1000} s`);
    case 'killed':
      return failure('failed', `\`${command}\` was killed by ${ran.signal}`);
    case 'failed':
      return failure('failed', `\`${command}\` failed: ${ran.reason}`);
  }
}

const hints: Readonly<Record<LiveFailure['kind'], string>> = {
  missing: 'install the package iproute2',
  'too-old': 'install a newer iproute2',
  timeout: 'nothing was touched; see what keeps it',
  failed: 'nothing was touched',
  insane: 'nothing was touched',
};

function failure(kind: LiveFailure['kind'], message: string): LiveFailure {
  return { ok: false, kind, message, hint: hints[kind] };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
