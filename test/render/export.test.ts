/** What exports hold, of every example, in every format: all of it, or said to be missing. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

import { load } from 'js-yaml';

import { declared, sourceOf } from '../../src/commands/export-source.ts';
import { isSafeLine } from '../../src/model/batch-line.ts';
import type { ExportFormat, ExportSource } from '../../src/model/export.ts';
import { exportFormats } from '../../src/model/export.ts';
import { isBalanced, withFallbacks } from '../../src/render/export-fallbacks.ts';
import { withMainFirst } from '../../src/render/export-netplan-main-first.ts';
import { exported, exportedText, refusals } from '../../src/render/export.ts';
import { batchLine } from '../../src/render/batch.ts';
import { readTopology } from '../../src/topology/read.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { topologyOf } from '../support/compiled.ts';
import { assertGolden } from '../support/golden.ts';
import { exampleFile, stages } from '../support/stage.ts';

const examples = Object.keys(stages);

function sourceFor(topology: Topology): ExportSource {
  const found = declared(topology);
  assert.ok(found.ok);
  return sourceOf(topology, found.value);
}

function example(name: string): ExportSource {
  const path = exampleFile(name);
  const read = readTopology({
    file: `${name}/topology.yaml`,
    text: readFileSync(path, 'utf8'),
    readList: (list) => ({ ok: true, text: readFileSync(join(dirname(path), list), 'utf8') }),
  });
  assert.ok(read.ok);
  return sourceFor(read.value);
}

/** How many rules and routes the comments and remarks say are left out. */
function leftOut(source: ExportSource, format: ExportFormat, noun: 'rule' | 'route'): number {
  const { losses } = exported(source, format);
  const own = losses.filter(({ text }) => new RegExp(`^left out, [^:]*: ${noun} `).test(text));
  return own.reduce((sum, { text }) => {
    const more = /\(and (\d+) more of this line\)$/.exec(text)?.[1] ?? '0';
    return sum + 1 + Number(more);
  }, 0);
}

type Counts = { readonly rules: number; readonly routes: number };

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** As a reader of the format counts them. */
const countIn: Readonly<Record<ExportFormat, (text: string) => Counts>> = {
  'systemd-networkd': (text) => ({
    rules: count(text, /^\[RoutingPolicyRule\]$/gm),
    routes: count(text, /^\[Route\]$/gm),
  }),
  netplan: (text) => {
    const links = Object.values(ethernetsOf(text));
    const entries = (key: string) => links.flatMap((link) => link[key] ?? []).length;
    return { rules: entries('routing-policy'), routes: entries('routes') };
  },
  // A route by several interfaces stands with each of them.
  ifupdown: (text) => ({
    rules: count(text, /^ {4}post-up ip -[46] rule add /gm),
    routes: new Set(text.match(/^ {4}post-up ip -[46] route (add|replace) .*/gm)).size,
  }),
  ip: (text) => ({
    rules: count(text, /^rule add /gm),
    routes: count(text, /^route add /gm),
  }),
  'iproute2-batch': (text) => ({
    rules: count(text, /^rule add /gm),
    routes: count(text, /^route add /gm),
  }),
};

type Ethernets = Readonly<Record<string, Readonly<Record<string, readonly object[]>>>>;

function ethernetsOf(text: string): Ethernets {
  const document = load(text) as { readonly network: { readonly ethernets?: Ethernets } };
  return document.network.ethernets ?? {};
}

/** Formats that say one rule or route by several. */
const asSaid: Readonly<Partial<Record<ExportFormat, (source: ExportSource) => ExportSource>>> = {
  netplan: withMainFirst,
  ifupdown: withFallbacks,
  'systemd-networkd': withFallbacks,
};

describe('every rule and route is in the export, or said to be left out', () => {
  for (const name of examples) {
    for (const format of exportFormats) {
      test(`${name} for ${format}`, () => {
        const source = example(name);
        const { items } = asSaid[format]?.(source) ?? source;
        const total = (noun: string) => items.filter(({ item }) => item.noun === noun).length;
        const { rules, routes } = countIn[format](exportedText(exported(source, format)));
        assert.equal(rules + leftOut(source, format, 'rule'), total('rule'));
        assert.equal(routes + leftOut(source, format, 'route'), total('route'));
        assert.ok(total('rule') > 0 && total('route') > 0);
      });
    }
  }
});

test('formats in the words of ip hold each line that apply would send', () => {
  for (const name of examples) {
    const source = example(name);
    for (const format of ['ip', 'iproute2-batch', 'ifupdown'] as const) {
      const text = exportedText(exported(source, format));
      for (const { item } of source.items) {
        const verb =
          format === 'ifupdown' && item.noun === 'route' && isBalanced(item.route)
            ? 'replace'
            : 'add';
        assert.ok(text.includes(batchLine({ verb, item })), `${name} ${format}`);
      }
    }
  }
});

test('lines of a batch, but for comments, are safe for ip -batch', () => {
  for (const name of examples) {
    const text = exportedText(exported(example(name), 'iproute2-batch'));
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    assert.deepEqual(
      lines.filter((line) => !isSafeLine(line)),
      [],
    );
  }
});

describe('what is lost is said in the comments, too', () => {
  for (const format of exportFormats) {
    test(format, () => {
      for (const name of examples) {
        const result = exported(example(name), format);
        const text = exportedText(result);
        for (const loss of result.losses) {
          assert.ok(text.includes(`#   ${name}/topology.yaml:${loss.origin.line}: `), loss.text);
        }
      }
    });
  }
});

/** A name that would end comments, and begin something else, in one format or the other. */
const hostile = `x\n[Route]\nEND\n'"\`$(id)\r\u0085\u2028- {to: any}\n  post-up id\\`;

describe('a hostile file name changes comments only', () => {
  for (const format of exportFormats) {
    test(format, () => {
      const source = example('raw-everything');
      const renamed: ExportSource = {
        ...source,
        topology: hostile,
        items: source.items.map((one) => ({ ...one, origin: { ...one.origin, file: hostile } })),
        losses: [{ origin: { file: hostile, line: 1, column: 1 }, text: hostile }],
      };
      const bare = (text: string) => text.replaceAll(/ *#.*$/gm, '').replaceAll(/^\n/gm, '');
      const [benign, evil] = [source, renamed].map((one) => exportedText(exported(one, format)));
      assert.equal(bare(evil ?? ''), bare(benign ?? ''));
      assert.doesNotMatch(evil ?? '', /[^ -~\n\t]/);
    });
  }
});

test('a name that no topology may have reaches no file', () => {
  const source = example('symmetric-routing');
  const uplinks = source.uplinks.map((uplink) => ({ ...uplink, interface: 'eth0\npost-up id' }));
  for (const format of ['systemd-networkd', 'ifupdown', 'netplan'] as const) {
    assert.throws(() => exported({ ...source, uplinks }, format), /not a safe word/);
  }
});

const goldens: readonly (readonly [string, ExportFormat])[] = [
  ...exportFormats.map((format) => ['dual-stack-two-isps', format] as const),
  ['raw-everything', 'systemd-networkd'],
  ['raw-everything', 'netplan'],
  ['policy-by-port-and-network', 'netplan'],
  ['load-balancing', 'ifupdown'],
  ['backup-default-table', 'ifupdown'],
  ['dual-wan-failover', 'systemd-networkd'],
];

for (const [name, format] of goldens) {
  test(`${name} for ${format} reads as it did`, () => {
    assertGolden(`export/${name}.${format}.txt`, exportedText(exported(example(name), format)));
  });
}

test('health, values fixed, and policies that stay are said with their lines', () => {
  const topology = topologyOf(`uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 203.0.113.1, assume: {address: 203.0.113.10/24}}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [a, b]}
policies: [{name: mail, ipproto: tcp, dport: 25, uplinks: [b, a]}]
health: {targets: [8.8.8.8]}
`);
  const { losses } = exported(sourceFor(topology), 'ip');
  assert.deepEqual(
    losses.map(({ origin, text }) => `${origin.line}: ${text}`),
    [
      '3: a (IPv4): address fixed as of now: 203.0.113.10/24',
      '6: policy mail stays with b: nothing leads it to a',
      '7: health is not asked: a way that does not work is left only when its interface goes down',
    ],
  );
});

const lan = 'networks: {lan: {interface: eth2, ipv4: 192.168.1.1/24}}\n';
const uplink =
  'uplinks: {a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}}\n';

describe('main-first for netplan', () => {
  const rulesOf = (text: string) => {
    const result = exported(sourceFor(topologyOf(text)), 'netplan');
    const links = Object.values(ethernetsOf(exportedText(result)));
    return links.flatMap((link) => link['routing-policy'] ?? []);
  };
  const inMain = (text: string) =>
    rulesOf(text).flatMap((rule) =>
      'to' in rule && 'table' in rule ? [[rule.to, rule.table]] : [],
    );

  test('is a rule for each network that is declared, of an uplink, or behind a route of main', () => {
    const route =
      'routes: [{to: 10.0.0.0/8, via: 192.168.1.2, table: 254}, {to: 10.1.0.0/16, dev: eth2}]\n';
    const main = 254;
    assert.deepEqual(inMain(`${uplink}${lan}${route}`), [
      ['192.168.1.0/24', main],
      ['203.0.113.0/24', main],
      ['10.0.0.0/8', main],
    ]);
  });

  test('is none where the topology wants none', () => {
    assert.deepEqual(inMain(`main-first: false\n${uplink}${lan}`), []);
  });

  const refusedFor = (text: string) =>
    refusals(sourceFor(topologyOf(text)), 'netplan').map(({ origin }) => origin.line);

  test('is refused where a rule takes a prefix in which no network is known', () => {
    const policy = (from: string) => `policies:\n  - {name: p, ${from}uplinks: [a]}\n`;
    assert.deepEqual(refusedFor(`${uplink}${policy('from: 10.0.0.0/8, ')}`), [4]);
    assert.deepEqual(refusedFor(`${uplink}${lan}${policy('from: 10.0.0.0/8, ')}`), [5]);
    assert.deepEqual(refusedFor(`${uplink}${policy('family: ipv4, ')}`), [4]);
    assert.deepEqual(refusedFor(`${uplink}${policy('from: 10.0.0.7, ')}`), []);
    assert.deepEqual(refusedFor(`${uplink}${lan}${policy('from: lan, ')}`), []);
    assert.deepEqual(refusedFor(`${uplink}${lan}${policy('family: ipv4, ')}`), []);
  });
});

test('what only a later look could do is no reason for --strict', () => {
  const topology = topologyOf(`uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 203.0.113.1, assume: {address: 203.0.113.10/24}}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
policies: [{name: mail, ipproto: tcp, dport: 25, uplinks: [b, a]}]
health: {targets: [8.8.8.8]}
`);
  const { losses } = exported(sourceFor(topology), 'ip');
  assert.equal(losses.length, 3);
  assert.ok(losses.every(({ lasting }) => lasting === true));
  const managed = exported(sourceFor({ ...topology, sysctls: 'manage' }), 'ip').losses;
  assert.equal(managed.filter(({ lasting }) => lasting === undefined).length, 1);
});
