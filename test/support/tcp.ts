/** TCP and UDP from one namespace to another: who answers says whom it sees. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

import type { Owner } from './namespace.ts';
import { execute, inNamespace, reasonWithout } from './namespace.ts';
import { waitUntil } from './wait.ts';

const serverScript = `
const [, port, address] = process.argv;
require('node:net').createServer((socket) => {
  socket.on('error', () => socket.destroy());
  socket.write(socket.remoteAddress.replace('::ffff:', '') + '\\n');
  socket.pipe(socket);
}).listen(Number(port), '::');
const udp = require('node:dgram').createSocket('udp4');
udp.on('message', (_, { address: asking, port: from }) => udp.send(asking, from, asking));
udp.bind(Number(port), address);
`;

const clientScript = `
const [, localAddress, host, port] = process.argv;
const from = localAddress === '' ? {} : { localAddress };
const socket = require('node:net').connect({ host, port: Number(port), ...from });
socket.on('error', (error) => { console.error(error.message); process.exit(1); });
process.stdin.pipe(socket);
socket.pipe(process.stdout);
`;

/** Answers with the address of whoever connects, and then with what it is told; UDP at one address. */
export function startServer(
  owner: Owner,
  namespace: string,
  port: number,
  address = '0.0.0.0',
): void {
  const argv = inNamespace(namespace, process.execPath, '-e', serverScript, `${port}`, address);
  const server = start(owner, argv);
  server.stdin?.end();
  waitUntil(`port ${port} listens`, () => execute(namespace, 'ss', '-Hltn').includes(`:${port} `));
}

export type Connection = {
  /** What the server saw it come from. */
  readonly seen: () => Promise<string>;
  /** Comes back with as much, or fails. */
  readonly exchange: (bytes: number) => Promise<void>;
};

export function openConnection(
  owner: Owner,
  namespace: string,
  from: string,
  [address, port]: readonly [string, number],
): Connection {
  const words = [process.execPath, '-e', clientScript, from, address, `${port}`];
  const client = start(owner, inNamespace(namespace, ...words));
  let received = '';
  let told = '';
  client.stdout?.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
  client.stderr?.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
  const until = async (what: string, condition: () => boolean): Promise<void> => {
    const deadlineMs = performance.now() + withinMs;
    while (!condition()) {
      if (performance.now() > deadlineMs) throw new Error(`${what}: not so (${told})`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const seen = async (): Promise<string> => {
    await until(`${address} answers`, () => received.includes('\n'));
    return received.slice(0, received.indexOf('\n'));
  };
  return {
    seen,
    exchange: async (bytes) => {
      await seen();
      const wanted = received.length + bytes;
      client.stdin?.write('x'.repeat(bytes));
      await until(`${bytes} bytes come back`, () => received.length >= wanted);
    },
  };
}

/** The line of the server, or undefined where no connection comes about. */
export function seenFrom(
  namespace: string,
  from: string,
  [address, port]: readonly [string, number],
): string | undefined {
  const script = clientScript.replace(
    'socket.pipe(process.stdout);',
    "socket.setTimeout(1500, () => process.exit(1)); socket.once('data', (data) => { process.stdout.write(data); process.exit(0); });",
  );
  let line: string | undefined;
  reasonWithout(() => {
    line = execute(namespace, process.execPath, '-e', script, from, address, `${port}`).trim();
  });
  return line;
}

const askScript = `
const [, from, host, port] = process.argv;
const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (text) => { process.stdout.write(text.toString()); process.exit(0); });
socket.bind(4444, from, () => setInterval(() => socket.send('?', Number(port), host), 100));
setTimeout(() => process.exit(1), 5000);
`;

/** Over UDP, from one and the same port: to the kernel it is one flow. */
export function seenOverUdp(
  namespace: string,
  from: string,
  [address, port]: readonly [string, number],
): string {
  return execute(namespace, process.execPath, '-e', askScript, from, address, `${port}`);
}

function start(owner: Owner, [program, ...words]: readonly ['ip', ...string[]]): ChildProcess {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'] });
  owner.after(() => child.kill('SIGKILL'));
  child.stdin?.on('error', () => undefined);
  return child;
}

const withinMs = 20_000;
