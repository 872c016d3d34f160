/** What DHCP clients write down of their leases. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { decodeDhclientLeases } from '../../src/live/decode-lease-dhclient.ts';
import { decodeDhcpcdLease } from '../../src/live/decode-lease-dhcpcd.ts';
import { decodeDeviceState } from '../../src/live/decode-lease-keyfile.ts';
import { decodeLeaseVariables } from '../../src/live/decode-lease-variables.ts';
import { inRepository } from '../support/repository.ts';

const fixture = (name: string): Buffer =>
  readFileSync(inRepository('test', 'fixtures', 'leases', name));

describe('a lease of systemd-networkd', () => {
  test('has its address and its router', () => {
    assert.deepEqual(decodeLeaseVariables(fixture('systemd-networkd-249').toString()), {
      address: '10.32.119.212',
      gateways: ['10.32.112.1'],
    });
  });

  test('with classless routes has no other router than theirs', () => {
    const lease = (routes: string) =>
      decodeLeaseVariables(`ADDRESS=192.0.2.9\nROUTER=192.0.2.1\nCLASSLESS_ROUTES=${routes}\n`);
    assert.deepEqual(lease('10.0.0.0/8,192.0.2.3 0.0.0.0/0,192.0.2.2')?.gateways, ['192.0.2.2']);
    assert.deepEqual(lease('10.0.0.0/8,192.0.2.3')?.gateways, []);
  });

  test('without an address is none', () => {
    for (const text of [
      '',
      'ADDRESS=\n',
      'ADDRESS=x; rm\n',
      'ADDRESS=::1\n',
      'ROUTER=192.0.2.1\n',
    ]) {
      assert.equal(decodeLeaseVariables(text), undefined, text);
    }
  });

  test('takes nothing for a router that is no address', () => {
    const text = 'ADDRESS=192.0.2.9\nROUTER=0.0.0.0 fe80::1 192.0.2.300 192.0.2.1\n';
    assert.deepEqual(decodeLeaseVariables(text)?.gateways, ['192.0.2.1']);
  });
});

describe('NetworkManager', () => {
  test('keeps the options of the lease with the device, where its version does', () => {
    assert.deepEqual(decodeDeviceState(fixture('networkmanager-device').toString()), {
      isManaged: true,
      lease: {
        address: '192.168.1.163',
        gateways: ['192.168.1.1', '192.168.1.2'],
        expiresMs: 1_795_294_211_000,
      },
    });
    const bare = '[device]\nmanaged=false\nip_address=192.0.2.1\n';
    assert.deepEqual(decodeDeviceState(bare), { isManaged: false, lease: undefined });
  });

  test('has a lease file of its own, with nothing but the address', () => {
    const lease = decodeLeaseVariables(fixture('networkmanager-internal').toString());
    assert.deepEqual(lease, { address: '192.168.1.163', gateways: [] });
  });
});

describe('leases of dhclient', () => {
  const captured = fixture('dhclient-4.4.3.leases').toString();
  const known = {
    address: '192.168.1.163',
    gateways: ['192.168.1.1'],
    interface: 'eth0',
    expiresMs: Date.UTC(2026, 10, 21, 20, 50, 11),
  };

  test('are read with interface and end', () => {
    assert.deepEqual(decodeDhclientLeases(captured), [known]);
  });

  test('come in the order of time, the last one first; one that is being written is none yet', () => {
    const later = captured.replace('.163;', '.164;').replace('"eth0"', '"eth1"');
    const half = later.slice(0, later.indexOf('option dhcp-lease-time'));
    const read = decodeDhclientLeases(`${captured}${later}${half}`);
    assert.deepEqual(
      read.map(({ address, interface: device }) => `${address} ${device}`),
      ['192.168.1.164 eth1', '192.168.1.163 eth0'],
    );
  });

  test('of DHCPv6 name no gateway and are passed over', () => {
    const six = 'lease6 {\n  interface "eth0";\n  ia-na 0:0:0:1 {\n    starts 1;\n  }\n}\n';
    assert.deepEqual(decodeDhclientLeases(`${six}${captured}`), [known]);
  });

  test('end at a time since 1970, or never', () => {
    const expiring = (text: string) =>
      decodeDhclientLeases(captured.replace(/expire .*;/, `expire ${text};`))[0]?.expiresMs;
    assert.equal(expiring('epoch 1795294211; # Sat Nov 21'), 1_795_294_211_000);
    assert.equal(expiring('never'), undefined);
  });

  test('with classless routes have no other router than theirs, however they are spelled', () => {
    const routed = (option: string) =>
      decodeDhclientLeases(
        captured.replace('option routers', `option ${option};\n  option routers`),
      );
    const decimal = 'rfc3442-classless-static-routes 8,10,192,168,1,3,0,192,168,1,2';
    assert.deepEqual(routed(decimal)[0]?.gateways, ['192.168.1.2']);
    assert.deepEqual(routed('unknown-121 0:c0:a8:1:2')[0]?.gateways, ['192.168.1.2']);
    assert.deepEqual(routed('unknown-121 8:a:c0:a8:1:2')[0]?.gateways, []);
  });
});

describe('a lease of dhcpcd', () => {
  const captured = fixture('dhcp-ack.bin');

  test('is the message of the server', () => {
    assert.deepEqual(decodeDhcpcdLease(captured), {
      address: '192.168.1.163',
      gateways: ['192.168.1.1'],
      lifetimeMs: 3_600_000,
    });
  });

  test('that is cut off, or something else, is none', () => {
    for (const end of [0, 16, 236, 240, 243, 250]) {
      assert.equal(decodeDhcpcdLease(captured.subarray(0, end))?.gateways[0], undefined, `${end}`);
    }
    assert.equal(decodeDhcpcdLease(Buffer.alloc(400, 0xff)), undefined);
  });
});

test('whatever stands in a file of leases, reading it is no error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary' }), (bytes, text) => {
      const message = fixture('dhcp-ack.bin');
      message.set(bytes.subarray(0, 60), 240);
      decodeDhcpcdLease(bytes);
      decodeDhcpcdLease(message);
      for (const one of [text, `lease {\n${text}\n}\n`, `ADDRESS=${text}`, `[dhcp4]\n${text}`]) {
        decodeLeaseVariables(one);
        decodeDeviceState(one);
        decodeDhclientLeases(one);
      }
    }),
  );
});
