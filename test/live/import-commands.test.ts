/** Commands of scripts, of /etc/network/interfaces and for `ip -batch` -> entries of a topology. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { importCommands } from '../../src/live/commands/import-commands.ts';
import type { TableId } from '../../src/model/table.ts';
import { importText, leftOutText } from '../../src/render/import-text.ts';

const tableNames = [
  { id: 501 as TableId, name: 'isp1' },
  { id: 502 as TableId, name: 'isp2' },
];

/** Entries without their lists, and remarks as `LINE: REASON`. */
function read(text: string): {
  readonly entries: readonly string[];
  readonly left: readonly string[];
} {
  const imported = importCommands(text, { file: 'f', tableNames, protocol: 157, adopts: false });
  const lines = importText(imported, []).text.split('\n');
  return {
    entries: lines.flatMap((line) => /^ {2}- \{(.*)\}(?: # line [0-9]+)?$/.exec(line)?.[1] ?? []),
    left: imported.remarks.map((one) => `${/^f:([0-9]+)/.exec(one.text)?.[1]}: ${one.reason}`),
  };
}

const entriesOf = (text: string): readonly string[] => {
  const { entries, left } = read(text);
  assert.deepEqual(left, []);
  return entries;
};

describe('one command is one entry', () => {
  const cases: readonly (readonly [command: string, entry: string])[] = [
    [
      'ip route add 192.0.2.0/24 via 10.0.0.1 dev eth0',
      'to: 192.0.2.0/24, via: 10.0.0.1, dev: eth0',
    ],
    ['ip r a default via 10.0.0.1', 'to: default, via: 10.0.0.1'],
    ['ip ro add 10.9/16 dev eth0', 'to: 10.9.0.0/16, dev: eth0'],
    ['/sbin/ip -4 route replace 0/1 via 10.0.0.1', 'to: 0.0.0.0/1, via: 10.0.0.1'],
    ['ip route add 10.0.0.0/255.255.0.0 dev e0 t isp1', 'to: 10.0.0.0/16, dev: e0, table: isp1'],
    ['ip ro add blackhole 10.8.0.0/16 table 0x64', 'to: 10.8.0.0/16, type: blackhole, table: 100'],
    [
      'ip route add default dev ppp0 table default',
      'to: default, family: ipv4, dev: ppp0, table: default',
    ],
    ['ip -6 route add default dev ppp0 met 5', 'to: default, family: ipv6, dev: ppp0, metric: 5'],
    ['ip route add default via 2001:db8::1 dev eth0', "to: default, via: '2001:db8::1', dev: eth0"],
    [
      'ip route add 192.0.2.0/24 via inet6 fe80::1 dev eth0',
      "to: 192.0.2.0/24, via: 'fe80::1', dev: eth0",
    ],
    [
      'ip route add default nexthop via 10.0.0.1 dev e0 weight 2 nexthop via 10.1.0.1 dev e1 table 7',
      'to: default, nexthops: [{via: 10.0.0.1, dev: e0, weight: 2}, {via: 10.1.0.1, dev: e1}], table: 7',
    ],
    [
      'ip route add 192.0.2.1 dev e0 src 10.0.0.2 proto static scope link mtu 1400 initcwnd 70 rtt 100ms rttvar 100 quickack 1 congctl bbr',
      'to: 192.0.2.1, dev: e0, src: 10.0.0.2, mtu: 1400, rtt: 100ms, rttvar: 25ms, initcwnd: 70, quickack: true, congctl: bbr',
    ],
    ['ip ru a from 10.0.0.2 ta isp1 prio 100', 'priority: 100, from: 10.0.0.2, lookup: isp1'],
    [
      'ip rule add not fwmark 0x10/0xff lookup isp2 pref 0x40',
      'priority: 64, family: ipv4, not: true, fwmark: 0x10/0xff, lookup: isp2',
    ],
    [
      'ip -6 ru add iif br0 order 9 prohibit',
      'priority: 9, family: ipv6, iif: br0, action: prohibit',
    ],
    ['ip rule add pref 8 tos 10 goto 20', 'priority: 8, family: ipv4, tos: 16, goto: 20'],
    [
      'ip rule add pref 8 ipproto tcp dport 25-26 uidrange 0-9',
      'priority: 8, family: ipv4, ipproto: tcp, dport: 25-26, uidrange: 0-9, lookup: main',
    ],
    [
      'ip rule add pref 8 table main sup_pl 0',
      'priority: 8, family: ipv4, lookup: main, suppress-prefixlength: 0',
    ],
    ['ip rule add from 10.0.0.9/24 pref 8', 'priority: 8, from: 10.0.0.0/24, lookup: main'],
  ];
  for (const [command, entry] of cases) {
    test(command, () => assert.deepEqual(entriesOf(command), [entry]));
  }
});

describe('around the command', () => {
  const route = 'ip route add 10.8.0.0/16 dev e0';
  const entry = 'to: 10.8.0.0/16, dev: e0';
  const texts: readonly string[] = [
    `  ${route} 2>/dev/null || true`,
    `sudo -n ${route} # as root`,
    `$ ${route}`,
    `ip rule del pref 9 2>/dev/null; ${route} >/dev/null 2>&1; echo done`,
    'ip route add \\\n  10.8.0.0/16 \\\n  dev e0',
    'ip route add "10.8.0.0/16" dev \'e0\'',
    'ip -s --details -n blue route add 10.8.0.0/16 dev e0',
    'route add 10.8.0.0/16 dev e0',
    'auto e0\niface e0 inet static\n  post-up ip route add 10.8.0.0/16 dev $IFACE\n  pre-down ip route del 10.8.0.0/16',
    `iface e0 inet dhcp\n\tup ${route}\n\tdown ip route flush table main`,
    `ExecStart=-/usr/sbin/${route}\nExecStop=/usr/sbin/ip route del 10.8.0.0/16`,
    `if it works then say so\n${route}`,
    `It's what I'd do:\n${route}`,
    `ip addr add 10.0.0.2/24 dev e0\nip route show | grep x\nip route flush cache\n${route}\r`,
  ];
  for (const text of texts)
    test(JSON.stringify(text), () => assert.deepEqual(entriesOf(text), [entry]));
});

describe('several commands', () => {
  test('rules without a priority count down from before main, as in the kernel', () => {
    const rules =
      'ip rule add from 10.0.0.2 table 1\nip rule add to 10.0.0.2 table 1\nip -6 rule add iif e0 table 1';
    assert.deepEqual(entriesOf(rules), [
      'priority: 32764, to: 10.0.0.2, lookup: 1',
      'priority: 32765, from: 10.0.0.2, lookup: 1',
      'priority: 32765, family: ipv6, iif: e0, lookup: 1',
    ]);
  });

  test('the same rule for both families is one entry', () => {
    const text = 'ip rule add pref 5 fwmark 1 table 7\nip -6 rule add pref 5 fwmark 1 table 7';
    assert.deepEqual(entriesOf(text), ['priority: 5, fwmark: 0x1, lookup: 7']);
  });

  test('del takes away the first that has what it says', () => {
    const text = [
      'ip rule add from 10.0.0.2 table 1 pref 5',
      'ip rule add from 10.0.0.3 table 1 pref 6',
      'ip rule del table 1',
      'ip route add default via 10.0.0.1 dev e0 metric 20 table 1',
      'ip route add default via 10.0.0.1 dev e0 metric 10 table 1',
      'ip route del default table 1',
      'ip route del 10.99.0.0/16',
    ].join('\n');
    assert.deepEqual(entriesOf(text), [
      'priority: 6, from: 10.0.0.3, lookup: 1',
      'to: default, via: 10.0.0.1, dev: e0, table: 1, metric: 20',
    ]);
  });

  test('replace and change put one in the place of another, flush empties a table', () => {
    const text = [
      'ip route add default via 10.0.0.1 dev e0',
      'ip route replace default via 10.0.0.9 dev e0',
      'ip route add 10.8.0.0/16 dev e0 table 1',
      'ip route change 10.8.0.0/16 dev e1 table 1',
      'ip route add 10.9.0.0/16 dev e0 table 2',
      'ip route flush table 2',
    ].join('\n');
    assert.deepEqual(entriesOf(text), [
      'to: 10.8.0.0/16, dev: e1, table: 1',
      'to: default, via: 10.0.0.9, dev: e0',
    ]);
  });

  test("a rule flush takes the kernel's away, and scripts put them back", () => {
    const flush = 'ip rule add pref 5 table 7\nip rule flush\n';
    const back =
      'ip rule add lookup default priority 32767\nip rule add lookup main priority 32766\n';
    assert.deepEqual(entriesOf(`${flush}${back}`), []);
    assert.match(read(flush).left.join('\n'), /leaves it\n.*leaves it/);
  });

  test('append makes one IPv6 route of several gateways', () => {
    const way = (n: number) => `2001:db8::/32 via fe80::${n} dev e${n}`;
    assert.deepEqual(entriesOf(`ip route add ${way(1)}\nip route append ${way(2)}`), [
      "to: '2001:db8::/32', nexthops: [{via: 'fe80::1', dev: e1}, {via: 'fe80::2', dev: e2}]",
    ]);
  });
});

describe('what is not known is named, with its line, and left out', () => {
  const cases: readonly (readonly [text: string, left: string])[] = [
    [
      'ip route add default via $GATEWAY',
      '1: what $GATEWAY stands for is known to the shell alone',
    ],
    [
      'ip rule add from "${A[0]}" table 1',
      '1: what ${A[0]} stands for is known to the shell alone',
    ],
    ['\nip route add $(cat x) dev e0', '2: what $(cat x) stands for is known to the shell alone'],
    [
      'ip rule add from `hostname -i`',
      '1: what `hostname -i` stands for is known to the shell alone',
    ],
    [
      'if true; then\nip route add default dev e0\nfi',
      '2: it is in a branch, and whether it runs is not known',
    ],
    [
      'for i in 1 2; do ip rule add pref 5; done',
      '1: it is in a loop, and how often it runs is not known',
    ],
    ['f() {\n ip rule add pref 5\n}', '2: it is in a function, and what calls it is not known'],
    ['ip link show || ip rule add pref 5', '1: it runs only if what is before it fails'],
    [
      'ip rule add pref 5 table isp9',
      '1: rt_tables has no table "isp9": name one that has with --rt-tables',
    ],
    ['ip rule add pref 5 colour red', '1: "colour" is no word of ip rule that multihome knows'],
    ['route add default gw 10.0.0.1', '1: "gw" is no word of ip route that multihome knows'],
    ['ip route add 10.0.0.1/24 dev e0', '1: the kernel refuses "10.0.0.1/24": host bits are set'],
    ['ip route add dev e0 table 1', '1: it names no destination'],
    ['ip route add default via', '1: it ends after "via"'],
    ['ip route add 10.8.0.0/16 dev e0 mtu lock 1400', '1: a topology cannot lock a metric'],
    [
      'ip route add 10.8.0.0/16 encap ip id 5 dev e0',
      '1: "encap" is no word of ip route that multihome knows',
    ],
    ['ip -batch routes.txt', '1: it reads another file: import --commands routes.txt'],
    ['ip netns exec blue ip route add default dev e0', '1: it is about another network namespace'],
    ['ip route flush dev e0', '1: only a flush of a whole table is understood'],
    ['ip -M route add 100 dev e0', '1: it is neither of IPv4 nor of IPv6'],
  ];
  for (const [text, left] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual(read(text), { entries: [], left: [left] }));
  }

  test('one of two namespaces', () => {
    const text = 'ip route add 10.8.0.0/16 dev e0\nip -n blue route add 10.9.0.0/16 dev e0';
    assert.deepEqual(read(text), {
      entries: ['to: 10.8.0.0/16, dev: e0'],
      left: ['2: it is about the network namespace blue'],
    });
  });

  test('a second route in one place', () => {
    const text = 'ip route add default via 10.0.0.1\nip route add default via 10.0.0.2';
    const left = ['2: there is a route in its place already (File exists)'];
    assert.deepEqual(read(text), { entries: ['to: default, via: 10.0.0.1'], left });
  });
});

const rule = 'ip rule add from 10.0.0.2 pref 5 table 7';
const ruleEntry = 'priority: 5, from: 10.0.0.2, lookup: 7';

describe('no change of rules or routes is passed over in silence', () => {
  const cases: readonly (readonly [text: string, left: string])[] = [
    ['$IP rule add pref 5 table 7', '1: what $IP stands for is known to the shell alone'],
    ['"${IP}" -6 route add default', '1: what ${IP} stands for is known to the shell alone'],
    ['IP=/sbin/ip\n$IP ru a pref 5', '2: what $IP stands for is known to the shell alone'],
    [`if ${rule}; then true; fi`, '1: it is in a branch, and whether it runs is not known'],
    [`nice -n 5 ${rule}`, '1: what "nice" makes of it is not known'],
    [`run_cmd ${rule}`, '1: what "run_cmd" makes of it is not known'],
    [`sh -c '${rule}'`, '1: what "sh" makes of it is not known'],
    [
      `X=$(${rule})`,
      '1: what $(ip rule add from 10.0.0.2 pref 5 table 7) stands for is known to the shell alone',
    ],
    [`echo "${rule}" | sh`, '1: what "echo" makes of it is not known'],
    [`ip vrf exec blue ${rule}`, '1: what "ip" makes of it is not known'],
    [`ssh gw "${rule}\ntrue"`, '1: what "ssh" makes of it is not known'],
    [`ssh gw "${rule}`, '1: its quotes do not end'],
    [
      'ip nexthop add id 5 via 10.0.0.1 dev e0',
      '1: objects of ip nexthop are not read: a topology only names them (nhid)',
    ],
    [
      'iface e0 inet static\n  address 10.0.0.2/24\n  gateway 10.0.0.1',
      '3: ifup makes a default route of it, and only commands are read',
    ],
    [
      `cat <<EOF >/etc/rc.local\n${rule}\nEOF`,
      '2: it is in a here-document, and what becomes of that is not known',
    ],
    ...['(sh)', '{ sh; }', 'while read x; do $x; done'].map(
      (program) =>
        [
          `${program} <<EOF\n${rule}\nEOF`,
          '2: it is in a here-document, and what becomes of that is not known',
        ] as const,
    ),
    [
      `cat <<'EOF'\n${rule}\n${rule}\nEOF`,
      '2: it is in a here-document with 1 more, and what becomes of that is not known',
    ],
    [
      'ip -6 -batch v6.txt',
      "1: it reads another file, as IPv6: sed 's/^/ip -6 /' v6.txt | multihome import --commands -",
    ],
  ];
  for (const [text, left] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual(read(text), { entries: [], left: [left] }));
  }

  const programs = ['env', 'env LANG=C', 'busybox', '/usr/bin/env', 'doas -n', 'nohup', '!'];
  for (const program of programs) {
    test(`${program} ip is ip`, () =>
      assert.deepEqual(entriesOf(`${program} ${rule}`), [ruleEntry]));
  }
  test('/opt/sbin/ip is ip', () => assert.deepEqual(entriesOf(`/opt/sbin/${rule}`), [ruleEntry]));

  const quiet: readonly string[] = [
    `echo "${rule}"`,
    'ip nexthop show',
    'printf "run: ip route add\\n"',
    `# ${rule}`,
    'cat <<EOF\nhello\nEOF',
    'grep -q "ip rule" /etc/rc.local',
  ];
  for (const text of quiet) test(JSON.stringify(text), () => assert.deepEqual(entriesOf(text), []));

  test('the topology says that it is not all', () => {
    const choice = { file: 'f', tableNames, protocol: 157, adopts: false };
    const of = (text: string) => importText(importCommands(text, choice), []).text;
    assert.match(of(`${rule}\n$IP rule add pref 5`), /^# Incomplete: one line was not read/m);
    assert.doesNotMatch(of(rule), /Incomplete/);
  });
});

describe('what runs only after something else', () => {
  const other = 'ip rule add pref 6 table 8';
  const both = [ruleEntry, 'priority: 6, family: ipv4, lookup: 8'];
  const cases: readonly (readonly [
    text: string,
    entries: readonly string[],
    left: readonly string[],
  ])[] = [
    [`${rule} && ${other}`, both, []],
    [`${rule} &&\n  ${other}`, both, []],
    [`${rule} || ${other}`, [ruleEntry], []],
    [`${rule} || true\n${other}`, both, []],
    [`! ${rule} || ${other}`, both, []],
    [`ip rule del pref 9 && ${rule}`, [], []],
    [`ip rule del pref 9 || ${rule}`, [ruleEntry], []],
    [`ip rule del pref 9 && ip rule flush || ${rule}`, [ruleEntry], []],
    [`${rule}; ${rule} || ${other}`, both, []],
    [`false && ${rule}`, [], []],
    [`{ ${rule}; ${other}; } && true`, both, []],
    [`modprobe x && ${rule}`, [], ['1: it runs only if what is before it succeeds']],
    [`[ -e x ] || ${rule}`, [], ['1: it runs only if what is before it fails']],
    [`[ -e x ] &&\n\n${rule}`, [], ['3: it runs only if what is before it succeeds']],
    [
      `[ -e x ] && { ${rule}; ${other}; }`,
      [],
      [
        '1: whether the group that it is in runs is not known',
        '1: whether the group that it is in runs is not known',
      ],
    ],
    [
      `[ -e x ] && (\n${rule}\n)\n${other}`,
      both.slice(1),
      ['2: whether the group that it is in runs is not known'],
    ],
    [`(${rule})\n${other}`, both, []],
    [`${rule}\nexit 0\n${other}`, [ruleEntry], []],
    [`${rule}\nexec ${other}\nip rule add pref 7`, both, []],
    [`exec >/dev/null\n${rule}`, [ruleEntry], []],
    [`f() {\n exit 1\n}\n${rule}`, [ruleEntry], []],
    [`(exit 1)\n${rule}`, [ruleEntry], []],
    [`${rule} || exit 1\n${other}`, both, []],
    [
      `[ -e x ] || exit 0\n${rule}`,
      [ruleEntry],
      ['1: it may end here: what follows is read as if it does not'],
    ],
    [
      `if [ -e x ]; then exit 0; fi\n${rule}`,
      [ruleEntry],
      ['1: it may end here: what follows is read as if it does not'],
    ],
  ];
  for (const [text, entries, left] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual(read(text), { entries, left }));
  }
});

describe('lines for ip -batch', () => {
  const open = 'rule add pref 6 fwmark 1 table 8';
  const isUnsaid = /^1: whether it is of IPv4 or IPv6 is said by the options of ip -batch alone/;
  const sixth = 'priority: 6, family: ipv6, fwmark: 0x1, lookup: 8';

  test('are of the family that a line with an address tells', () => {
    assert.deepEqual(entriesOf(`route add 2001:db8::/32 dev e0\n${open}`)[0], sixth);
    assert.match(entriesOf(`route add 10.0.0.0/8 dev e0\n${open}`)[0] ?? '', /family: ipv4/);
  });

  test('are of the family that a comment says, as exports have it', () => {
    assert.deepEqual(entriesOf(`# IPv6: ip -6 -batch f\n${open}`), [sixth]);
  });

  test('are left out where nothing tells, or not all the same', () => {
    assert.match(read(open).left.join(), isUnsaid);
    const mixed = read(`${open}\nroute add 10.0.0.0/8 dev e0\nroute add 2001:db8::/32 dev e0`);
    assert.match(mixed.left.join(), isUnsaid);
    assert.equal(mixed.entries.length, 2);
  });

  test('in a here-document are of the options of the command', () => {
    assert.deepEqual(entriesOf(`ip -6 -batch - <<'EOF'\n${open}\nEOF\n${rule}`), [
      ruleEntry,
      sixth,
    ]);
    assert.match(entriesOf(`ip -b - <<-EOF\n\t${open}\n\tEOF`)[0] ?? '', /family: ipv4/);
  });
});

/** Each with the lines of it that are left out, and why. */
type Case = readonly [text: string, entries: readonly string[], left: readonly string[]];

function assertCases(cases: readonly Case[]): void {
  for (const [text, entries, left] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual(read(text), { entries, left }));
  }
}

const second = 'ip rule add pref 6 table 8';
const secondEntry = 'priority: 6, family: ipv4, lookup: 8';

describe('a function is one, however it is written', () => {
  const inFunction = 'it is in a function, and what calls it is not known';
  const heads: readonly string[] = [
    'f() {\n',
    'f()\n{\n',
    'f ( )\n\n# why\n{\n',
    'function f {\n',
    'function f\n{\n',
    'function f() {\n',
    'function f()\n{\n',
    'f()\n(\n',
    'f() if true; then\n',
  ];
  for (const head of heads) {
    const end = head.endsWith('(\n') ? ')' : head.includes(' if ') ? 'fi' : '}';
    const at = head.split('\n').length;
    const text = `${rule}\n${head}ip rule flush\nexit 1\n${end}\n${second}`;
    test(JSON.stringify(text), () =>
      assert.deepEqual(read(text), {
        entries: [ruleEntry, secondEntry],
        left: [`${at + 1}: ${inFunction}`],
      }),
    );
  }
  assertCases([
    [`f() {\n${rule}`, [], [`2: ${inFunction}`]],
    [`f()\n${rule}\n${second}`, [secondEntry], [`2: ${inFunction}`]],
    [`f() {\n if true; then\n  g() { :; }\n fi\n ${rule}\n}`, [], [`5: ${inFunction}`]],
    [`{\n${rule}`, [], ['2: whether the group that it is in runs is not known']],
    [`if true; then\n${rule}`, [], ['2: it is in a branch, and whether it runs is not known']],
    [`while x\ndo\n${rule}`, [], ['3: it is in a loop, and how often it runs is not known']],
    [
      `{ f()\n{\n${rule}\n}; function g {\n${rule}\n}; } && ${second}`,
      [],
      [`3: ${inFunction}`, `5: ${inFunction}`, '6: it runs only if what is before it succeeds'],
    ],
    [`LIST=()\n${rule}`, [ruleEntry], []],
    [`(\ncase x in\na) true;;\nesac\nexit 1\n)\n${rule}`, [ruleEntry], []],
  ]);
});

describe('what a shell does not join, or joins', () => {
  assertCases([
    [`# ISP A --\\\n${rule}`, [ruleEntry], []],
    [`${rule}; #comment \\\n${second}`, [ruleEntry, secondEntry], []],
    [`${rule} # C:\\\n${second}`, [ruleEntry, secondEntry], []],
    [`${rule} &&\n# why\n${second}`, [ruleEntry, secondEntry], []],
    ['ip rule add from 10.0.0.2 \\\n  pref "5" ta\\\nble 7', [ruleEntry], []],
  ]);
});

describe('a quoted text of several lines is one word', () => {
  const ofSsh = '1: what "ssh" makes of it is not known';
  assertCases([
    [`ssh gw2 '\n${rule}\n'\n${second}`, [secondEntry], [ofSsh]],
    [`ssh gw2 "\n${rule}\n"\n${second}`, [secondEntry], [ofSsh]],
    [
      `docker exec x sh -c "\n${rule} # it's \\"\n" && ${second}`,
      [],
      [
        '1: what "docker" makes of it is not known',
        '3: it runs only if what is before it succeeds',
      ],
    ],
    [`echo "Example:\n${rule}"\n${second}`, [secondEntry], []],
    [
      `X=$(\n${rule}\n)\n${second}`,
      [secondEntry],
      [`1: what $( ${rule} ) stands for is known to the shell alone`],
    ],
    [`CALL=(${rule})`, [], [`1: what (${rule}) stands for is known to the shell alone`]],
    [`echo x > "/tmp/a b"\n${rule} 2> '/tmp/a b'`, [ruleEntry], []],
    // Where no shell reads it, an apostrophe is one.
    [
      `iface e0 inet static\n  description Bob's\n  up ip rule add iif $IFACE pref 1\niface e1 inet static\n  description Al's`,
      ['priority: 1, family: ipv4, iif: e0, lookup: main'],
      [],
    ],
  ]);
});

describe('a here-document for ip -batch is one command', () => {
  const ended = 'ip -batch has ended before it: a line failed, and it has no option -force';
  const batch = (options: string, behind: string, ...lines: readonly string[]) =>
    [`ip ${options} -batch - <<EOF ${behind}`, ...lines, 'EOF', ''].join('\n');
  const own = 'rule add from 10.0.0.2 pref 5 table 7';
  const missing = 'rule del pref 9';
  assertCases([
    [`ip rule del pref 9\n${batch('-4', '|| exit 1', own)}${second}`, [ruleEntry, secondEntry], []],
    [batch('-4', '&& ip rule del pref 5', own), [], []],
    [`false || ${batch('-4', '', own, 'rule add pref 6 table 8')}`, [ruleEntry, secondEntry], []],
    [`modprobe x\n${batch('', '|| exit 1', own)}${second}`, [ruleEntry, secondEntry], []],
    [batch('-4', `|| ${second}`, missing, own), [secondEntry], [`3: ${ended}`]],
    [batch('-4 -force', `|| ${second}`, missing, own), [ruleEntry, secondEntry], []],
    [batch('', '', `${own} # it's`, 'rule add "x'), [ruleEntry], ['3: its quotes do not end']],
  ]);
});

describe('what is no command that was run for certain', () => {
  const ofSystemd = (setting: string) => `systemd runs ${setting}= at other times than ExecStart=`;
  assertCases([
    [`GW=$(false) && ${rule}`, [], ['1: it runs only if what is before it succeeds']],
    [`GW=\`false\` && ${rule}`, [], ['1: it runs only if what is before it succeeds']],
    [`GW=$1 && ${rule}`, [ruleEntry], []],
    [
      `[Service]\nExecStart=/sbin/${rule}\nExecReload=/sbin/${second}\nExecCondition=-/sbin/${second}`,
      [ruleEntry],
      [`3: ${ofSystemd('ExecReload')}`, `4: ${ofSystemd('ExecCondition')}`],
    ],
    [
      'ip route restore < /etc/routes\nip ru res < /etc/rules',
      [],
      [
        '1: what it reads was written by "ip route save", and only ip can read that',
        '2: what it reads was written by "ip rule save", and only ip can read that',
      ],
    ],
    [`sh -c 'ip route restore' < x`, [], ['1: what "sh" makes of it is not known']],
  ]);
});

describe('a command that is proposed can be pasted', () => {
  assertCases([
    [
      `ip -6 -batch '/tmp/x; rm -rf ~ #'`,
      [],
      [
        `1: it reads another file, as IPv6: sed 's/^/ip -6 /' '/tmp/x; rm -rf ~ #' | multihome import --commands -`,
      ],
    ],
    [`ip -batch 'a b'`, [], [`1: it reads another file: import --commands 'a b'`]],
    [
      'ip -batch "$FILE"',
      [],
      ['1: it reads another file, and what $FILE stands for is known to the shell alone'],
    ],
    [
      'make | ip -batch -',
      [],
      [
        '1: it reads standard input: write what comes there into a file, and import that: import --commands FILE',
      ],
    ],
  ]);
});

test('a file without a command of ip that changes anything is said to be one', () => {
  const choice = { file: 'f', tableNames, protocol: 157, adopts: false };
  const printed = 'default via 10.0.0.1 dev eth0 table 7\n';
  const imported = importCommands(printed, choice);
  assert.match(importText(imported, []).text, /^# Nothing was found: no command of ip in f /m);
  assert.match(leftOutText(imported), /^multihome: nothing was found: no command of ip in f /);
  const found = importCommands(`${rule}\n`, choice);
  assert.doesNotMatch(importText(found, []).text, /Nothing/);
  assert.equal(leftOutText(found), '');
});
