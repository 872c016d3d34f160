/** What `watch` does for a router with a table of its own in nftables. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { execute, ip } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import {
  createRouter,
  inside,
  requireNftables,
  routerTopology,
  server,
} from '../support/router.ts';
import { quick, waitFor, watchIn, heardUp } from '../support/scene.ts';
import { openConnection, seenFrom, startServer } from '../support/tcp.ts';

const skip = requireNftables() ?? requirePrograms('ping', 'conntrack');
const http = [server, 8080] as const;

test(
  'watch makes the table, repairs it, and forgets what was masqueraded',
  { skip },
  async (context) => {
    const router = createRouter(context);
    for (const one of ['192.0.2.53', '192.0.2.54'])
      ip(router.beyond, 'addr', 'replace', one, 'dev', 'lo');
    startServer(context, router.beyond, 8080);
    const scene = watchIn(context, router, `${routerTopology}${quick}`);
    for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
    waitFor(scene, 'the table is there', () => router.ruleset().includes('table inet multihome'));
    const made = router.ruleset();

    execute(router.host, 'nft', 'flush chain inet multihome postrouting');
    // Any event has it look at once; nothing tells of nftables, so that it is a minute else.
    ip(router.host, 'addr', 'add', '192.168.1.2/24', 'dev', 'eth2');
    waitFor(scene, 'it is repaired', () => router.ruleset() === made);

    const connection = openConnection(context, router.lan, inside, http);
    assert.equal(await connection.seen(), '203.0.113.10');
    const remembered = () => execute(router.host, 'conntrack', '-L', '--reply-dst', '203.0.113.10');
    assert.match(remembered(), /dport=8080/);
    router.silence('a', true);
    waitFor(scene, 'it is forgotten', () => !remembered().includes('dport=8080'));
    waitFor(
      scene,
      'the other one is used',
      () => seenFrom(router.lan, inside, http) === '198.51.100.10',
    );
    writeFileSync(router.file, `${routerTopology}${quick}`);
    scene.watch.signal('SIGTERM');
    assert.equal(await scene.watch.ended, 0, scene.watch.text());
    assert.equal(router.ruleset(), made);
  },
);
