/**
 * A world made, read and asked, in one process tree that takes its namespace with it when it ends.
 * Some 20 ms a world: names, sysctls and links made one by one would take ten times as long.
 */

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Readable, Writable } from 'node:stream';

import { decodeLive, dumpArguments } from '../../src/live/decode-live.ts';
import { askArguments, decodeAnswers } from '../../src/live/decode-answers.ts';
import type { Family } from '../../src/model/address.ts';
import { families } from '../../src/model/address.ts';
import type { Live } from '../../src/model/live.ts';
import type { KernelAnswer, RouteQuestion } from '../../src/model/kernel-answer.ts';
import { routeGetLine } from '../../src/render/route-get.ts';
import type { World } from './world.ts';
import { settingCommand } from './world.ts';

export type Questions = Readonly<Record<Family, readonly RouteQuestion[]>>;

export type Answered = {
  /** The host as the product reads it. */
  readonly live: Live;
  /** In the order of the questions. */
  readonly answers: Readonly<Record<Family, readonly KernelAnswer[]>>;
};

const attemptsMax = 5;

/** A dump that was taken while the kernel still worked is not sane; then all is made once more. */
export async function askKernel(world: World, questions: Questions): Promise<Answered> {
  for (let attempt = 1; ; attempt++) {
    const output = await runScript(world, questions);
    const decoded = decodeLive(textsIn(output.dumps), { hostname: 'world', tableNames: [] });
    const isWhole = decoded.ok && !output.isInterrupted;
    if (isWhole) return { live: decoded.value, answers: answersIn(output, questions) };
    if (attempt === attemptsMax) throw new Error(decoded.ok ? 'dumps break off' : decoded.reason);
  }
}

type Output = {
  readonly dumps: string;
  /** The kernel's word that something changed meanwhile. */
  readonly isInterrupted: boolean;
  readonly found: Readonly<Record<Family, string>>;
  readonly failed: Readonly<Record<Family, string>>;
};

/** The pipes of the script, beside its standard output: questions in, answers and errors out. */
const pipes = {
  ipv4: { questions: 3, found: 4, failed: 5 },
  ipv6: { questions: 6, found: 7, failed: 8 },
} as const;

async function runScript(world: World, questions: Questions): Promise<Output> {
  const stdio = ['ignore', ...Array.from({ length: 8 }, () => 'pipe' as const)] as const;
  const child = spawn('unshare', ['--net', 'sh', '-c', script(world)], { stdio: [...stdio] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const streams: readonly unknown[] = child.stdio;
  for (const family of families) {
    const lines = questions[family].map(routeGetLine);
    const stream = writable(streams[pipes[family].questions]);
    // A question that `ip` cannot read ends it: what it said of that tells more.
    stream.on('error', () => undefined).end(`${lines.join('\n')}\n`);
  }
  const read = (at: number): Promise<string> => text(readable(streams[at]));
  const [dumps, said, found4, failed4, found6, failed6] = await Promise.all([
    read(1),
    read(2),
    read(pipes.ipv4.found),
    read(pipes.ipv4.failed),
    read(pipes.ipv6.found),
    read(pipes.ipv6.failed),
  ]);
  const exitCode = await ended;
  if (unreadLine.test(said)) throw new Error(`\`ip\` cannot read a line of this world: ${said}`);
  if (exitCode !== 0) throw new Error(`the script ended with ${exitCode}: ${said.slice(0, 2000)}`);
  return {
    dumps,
    isInterrupted: said.includes('Dump was interrupted'),
    found: { ipv4: found4, ipv6: found6 },
    failed: { ipv4: failed4, ipv6: failed6 },
  };
}

/** A line that cannot be parsed ends the batch: then the world, not the kernel, is at fault. */
const unreadLine =
  /rather than|instead of|Try option|Too many arguments|is unknown|is wrong|garbage/;

function script(world: World): string {
  // Of each pair, the end that stays up.
  const lost = world.losses.filter((line) => line.startsWith('link set ')).length;
  return [
    batch('', ['link set lo up', ...world.links]),
    ...world.settings.map((setting) => `${settingCommand(setting)} 2>/dev/null`),
    batch('', world.addresses),
    waitFor('[ -z "$(ip -6 -o address show tentative)" ]'),
    waitFor('[ "$(ip -o link show up | grep -c NO-CARRIER)" = 0 ]'),
    batch('-4', world.lines.ipv4),
    batch('-6', world.lines.ipv6),
    batch('', world.losses),
    lost === 0 ? '' : waitFor(`[ "$(ip -o link show up | grep -c NO-CARRIER)" = ${lost} ]`),
    ...world.losses.flatMap(waitForAddress),
    // Whoever gets the lock of the links knows that all who worked on them are done.
    'ip link set lo up',
    ...dumpCommands.map((words) => `ip ${words.join(' ')}`),
    ...families.map(askCommand),
    'exit 0',
  ].join('\n');
}

/** The kernel makes the route to it later; where the interface is down, nothing is amiss meanwhile. */
function waitForAddress(line: string): readonly string[] {
  const [noun, verb, address = ''] = line.split(/[ /]/);
  if (noun !== 'address' || verb !== 'add' || !line.endsWith(' nodad')) return [];
  return [waitFor(`[ -n "$(ip -6 route show table local to ${address})" ]`)];
}

/** One attempt takes a millisecond. */
function waitFor(condition: string): string {
  return `for attempt in $(seq 300); do ${condition} && break; done`;
}

function batch(family: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `ip ${family} -force -batch - >/dev/null <<'END'\n${lines.join('\n')}\nEND`;
}

const { rules, routes, addresses, settings, labels } = dumpArguments;
const dumpCommands = [
  rules.ipv4,
  rules.ipv6,
  routes.ipv4,
  routes.ipv6,
  addresses,
  settings,
  labels,
] as const;

function askCommand(family: Family): string {
  const { questions, found, failed } = pipes[family];
  return `ip ${askArguments[family].join(' ')} <&${questions} >&${found} 2>&${failed}`;
}

/** Each command prints one line. */
function textsIn(dumps: string): Parameters<typeof decodeLive>[0] {
  const [
    rules4 = '',
    rules6 = '',
    routes4 = '',
    routes6 = '',
    addr = '',
    netconf = '',
    labels6 = '',
  ] = dumps.split('\n');
  return {
    rules: { ipv4: rules4, ipv6: rules6 },
    routes: { ipv4: routes4, ipv6: routes6 },
    addresses: addr,
    settings: netconf,
    labels: labels6,
  };
}

function answersIn(output: Output, questions: Questions): Answered['answers'] {
  const of = (family: Family): readonly KernelAnswer[] =>
    answersFrom(output.found[family], output.failed[family], questions[family].length);
  return { ipv4: of('ipv4'), ipv6: of('ipv6') };
}

export function answersFrom(found: string, failed: string, count: number): readonly KernelAnswer[] {
  const decoded = decodeAnswers(found, failed, count);
  if (!decoded.ok) throw new Error(`${decoded.reason}: ${failed}`);
  return decoded.value;
}

function readable(stream: unknown): Readable {
  if (stream instanceof Object && 'read' in stream) return stream as Readable;
  throw new Error('no pipe to read from');
}

function writable(stream: unknown): Writable {
  if (stream instanceof Object && 'write' in stream) return stream as Writable;
  throw new Error('no pipe to write to');
}
