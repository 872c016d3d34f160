/** Servers for probes to ask, well and badly behaved. Run by its path: `ADDRESS` is where they listen. */

import { createSocket } from 'node:dgram';
import { createServer as createWebServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer } from 'node:net';

export const serversProgram = import.meta.filename;

export const ports = {
  tcp: 7001,
  /** Nobody listens there. */
  closed: 7002,
  http: 7003,
  https: 7004,
  dns: 7010,
  dnsFailing: 7011,
  dnsRefusing: 7012,
  dnsOfOthers: 7013,
  dnsSilent: 7014,
} as const;

/** What each name server does to the first four bytes of a question. */
const nameServers: Readonly<Record<number, (question: Buffer) => Buffer | undefined>> = {
  [ports.dns]: (question) => changed(question, { flags: 0x81, rcode: 3 }),
  [ports.dnsFailing]: (question) => changed(question, { flags: 0x81, rcode: 2 }),
  [ports.dnsRefusing]: (question) => changed(question, { flags: 0x81, rcode: 5 }),
  [ports.dnsOfOthers]: (question) => changed(question, { flags: 0x81, rcode: 0, id: 1 }),
  [ports.dnsSilent]: () => undefined,
};

function serve(host: string): void {
  createServer((socket) => socket.on('error', () => undefined)).listen(ports.tcp, host);
  createWebServer((request, response) => {
    const status = Number(request.url?.slice(1));
    // There is no end of it: nobody should wait for that.
    if (status > 0) response.writeHead(status, { location: '/500' }).flushHeaders();
  }).listen(ports.http, host);
  createSecureServer(selfSigned).listen(ports.https, host);
  for (const [port, answer] of Object.entries(nameServers)) {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', (question, { port: from, address }) => {
      const reply = answer(question);
      if (reply !== undefined) socket.send(reply, from, address);
    });
    socket.bind(Number(port), host);
  }
}

function changed(
  question: Buffer,
  { flags, rcode, id = 0 }: { flags: number; rcode: number; id?: number },
): Buffer {
  const answer = Buffer.from(question);
  answer.writeUInt16BE(answer.readUInt16BE(0) ^ id, 0);
  answer.writeUInt8(flags, 2);
  answer.writeUInt8(rcode, 3);
  return answer;
}

/** For nobody in particular, until the year 2126. It protects nothing. */
const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJ7HH6L0rzycLEpGy
3LQuuztdk7nFS/LyMx6coNRuz8OhRANCAAQQKzvLesV1YFXLmRvhIiWCgXklmbcc
E1eq0TV5+L1hbQrgE6vl7nDqBamJe9i36yboZJYa2JfDBLqSccYqIFgq
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUUQ8f4QZg1/iYTZkYBlJPJy4x9v4wCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjExNjI3MzJaGA8yMTI2MTAyODE2Mjcz
MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBAr
O8t6xXVgVcuZG+EiJYKBeSWZtxwTV6rRNXn4vWFtCuATq+XucOoFqYl72LfrJuhk
lhrYl8MEupJxxiogWCqjUzBRMB0GA1UdDgQWBBQYm2P2ChBjyqjZcU0es4cqDkJn
NjAfBgNVHSMEGDAWgBQYm2P2ChBjyqjZcU0es4cqDkJnNjAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIGgdBOj1AviUeXvwW4/Oz8zUJGxWLTzQREbO
2PSV/22pAiEAzgMJItc6Zv+1P9W5RLQV++t96vMs47UtxBG7DZrif4I=
-----END CERTIFICATE-----
`,
};

if (process.argv[1] === serversProgram) serve(process.argv[2] ?? '');
