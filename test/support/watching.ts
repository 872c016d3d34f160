/** `multihome watch`, as it runs in the background of a test. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseObject } from '../../scripts/json-schema.ts';
import type { Owner } from './namespace.ts';
import { inNamespace } from './namespace.ts';
import { inRepository } from './repository.ts';
import { waitUntil } from './wait.ts';

/** What is text in it; absent members are empty. */
export type Event = Readonly<Record<'event' | 'message' | 'uplink' | 'family' | 'to', string>>;

export type Watching = {
  readonly events: () => readonly Event[];
  /** Waits until one of them is as wanted, and returns it. `after`: only those from there on. */
  readonly heard: (what: string, wanted: (event: Event) => boolean, after?: number) => Event;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  readonly pid: number;
  readonly text: () => string;
};

export type WatchOptions = {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What runs it, in the namespace: a program, and its arguments before those of ours. */
  readonly below?: readonly string[];
};

const program = inRepository('bin', 'multihome.js');
let counter = 0;

/** Killed, with what it runs, when its owner ends. */
export function startWatch(
  owner: Owner,
  namespace: string,
  root: string,
  file: string,
  { words = [], env = {}, below = [] }: WatchOptions = {},
): Watching {
  const path = join(root, `watch-${(counter += 1)}.log`);
  const log = openSync(path, 'w');
  const command = [program, '--root', root, 'watch', '--log', 'json', ...words, file];
  const [first, ...argv] = inNamespace(namespace, ...below, process.execPath, ...command);
  const child: ChildProcess = spawn(first, argv, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...env },
  });
  closeSync(log);
  owner.after(() => void child.kill('SIGKILL'));
  const text = (): string => readFileSync(path, 'utf8');
  const events = (): readonly Event[] =>
    text()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map(decode);
  return {
    events,
    text,
    pid: child.pid ?? 0,
    heard: (what, wanted, after = 0) => {
      const find = () => events().slice(after).find(wanted);
      try {
        waitUntil(what, () => find() !== undefined);
      } catch (error) {
        throw new Error(`${what}: not heard in\n${text()}`, { cause: error });
      }
      return find() ?? decode('{}');
    },
    signal: (signal) => void child.kill(signal),
    ended: new Promise((resolve) => void child.on('exit', resolve)),
  };
}

function decode(line: string): Event {
  const object = parseObject(line);
  const text = (member: keyof Event): string => {
    const value = object[member];
    return typeof value === 'string' ? value : '';
  };
  return {
    ...{ event: text('event'), message: text('message') },
    ...{ uplink: text('uplink'), family: text('family'), to: text('to') },
  };
}
