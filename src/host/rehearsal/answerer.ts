/** A provider's servers: this program once more, in its namespace, as long as the rehearsal lasts. */

import { createSocket } from 'node:dgram';
import { createServer as createWebServer } from 'node:http';
import { createServer } from 'node:net';

import { dnsAnswerTo } from '../../live/dns-message.ts';
import { startProcess } from '../process.ts';
import { inNamespace } from './namespaces.ts';

export type Served = {
  readonly services: readonly {
    readonly protocol: 'tcp' | 'http' | 'dns';
    readonly port: number;
  }[];
  readonly targets: readonly string[];
};

/** What it is to serve: lines of a protocol, a port, and addresses. */
const variable = 'MULTIHOME_REHEARSAL_ANSWERS';

const readyMs = 10_000;

export type Answerer = {
  /** False where it does not begin. */
  readonly ready: Promise<boolean>;
  readonly stop: () => void;
};

export function startAnswerer(namespace: string, { services, targets }: Served): Answerer {
  const program = process.argv[1] ?? '';
  const argv = inNamespace(namespace, [process.execPath, program, 'rehearse']);
  const lines = services.map(({ protocol, port }) => [protocol, port, ...targets].join(' '));
  let stop = (): void => undefined;
  const ready = new Promise<boolean>((resolve) => {
    const running = startProcess(argv, {
      variables: { [variable]: lines.join('\n') },
      output: () => resolve(true),
      ended: () => resolve(false),
    });
    stop = running.kill;
    setTimeout(() => resolve(false), readyMs).unref();
  });
  return { ready, stop };
}

/** Undefined where nobody has asked this process to serve. */
export function askedToAnswer(): string | undefined {
  return process.env[variable];
}

/** Says so when it does; ends with the namespaces. */
export async function answer(lines: string): Promise<void> {
  const begun = lines.split('\n').flatMap((line) => {
    const [protocol = '', port, ...targets] = line.split(' ');
    switch (protocol) {
      case 'tcp':
        return [acceptConnections(Number(port))];
      case 'http':
        return [answerRequests(Number(port))];
      case 'dns':
        return targets.map((target) => answerQuestions(target, Number(port)));
      default:
        return [];
    }
  });
  await Promise.all(begun);
  process.stdout.write('ready\n');
}

function acceptConnections(port: number): Promise<void> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  return new Promise((resolve) => {
    server.listen(port, '::', resolve);
  });
}

function answerRequests(port: number): Promise<void> {
  const server = createWebServer((_request, response) => response.writeHead(204).end());
  return new Promise((resolve) => {
    server.listen(port, '::', resolve);
  });
}

/** Bound to the one address: else the answer would come from another one. */
function answerQuestions(target: string, port: number): Promise<void> {
  const socket = createSocket(target.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (message, { address, port: asker }) => {
    socket.send(dnsAnswerTo(message), asker, address, () => undefined);
  });
  return new Promise((resolve) => {
    socket.bind(port, target, resolve);
  });
}
