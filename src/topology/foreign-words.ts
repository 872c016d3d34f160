/** Words of other programs and of everyday speech, and what a topology calls the same. */

/** By what completes `write …`: the words that mean it. */
type Meanings = Readonly<Record<string, string>>;

const refusals: Meanings = {
  unreachable: 'unreachable reject',
  prohibit: 'prohibit',
  blackhole: 'blackhole drop',
};

const interfaceWords = 'dev device iface if ifname nic link port';
const addressWords = 'addr ip cidr ip-address ipaddr';
const gatewayWords = 'gw via router nexthop next-hop default-gateway';
const priorityWords = 'prio pref preference order position';

const selector: Meanings = {
  '`dport`, or `sport` for the source port': 'port ports',
  '`dport`': 'dst-port dest-port destination-port to-port dports',
  '`sport`': 'src-port source-port from-port sports',
  '`uidrange` with numbers': 'user users uid uids owner uid-range',
  '`from`': 'src source saddr source-address',
  '`to`': 'dst dest destination daddr destination-address target',
  '`fwmark`': 'mark nfmark packet-mark',
  '`iif`': 'in input in-interface iifname incoming',
  '`oif`': 'out output out-interface oifname outgoing',
  '`iif` for packets that came in there, or `oif` for sockets bound to it':
    'interface dev device iface',
  '`priority`': priorityWords,
};

/** Words that mean something in every mapping. */
const everywhere: Meanings = { 'a comment: # …': 'comment description remark note' };

const meanings: Readonly<Record<string, Meanings>> = {
  topology: {
    '`uplinks`': 'wan wans isp isps providers links',
    '`uplinks` or `networks`': 'interfaces',
    '`networks`': 'lan lans',
    '`policies`': 'policy',
    '`protocol`': 'proto',
    '`health`': 'probe check checks healthcheck health-check',
  },
  uplink: {
    '`interface`': interfaceWords,
    '`address` under `ipv4` or `ipv6`': `address ${addressWords}`,
    '`gateway` under `ipv4` or `ipv6`': `gateway ${gatewayWords}`,
    '`ipv4`': 'inet v4',
    '`ipv6`': 'inet6 v6',
    '`mark`': 'fwmark',
    '`metric` under `outbound`': 'metric',
    '`priority`': priorityWords,
    '`health`': 'check healthcheck health-check',
    '`table`': 'table-id table-name',
  },
  'uplink-family': {
    '`address`': addressWords,
    '`gateway`': gatewayWords,
    '`address: auto`': 'dhcp auto slaac',
    'the length behind the address, such as 203.0.113.10/24':
      'netmask mask prefixlen prefix-length length',
  },
  network: {
    '`interface`': interfaceWords,
    '`ipv4` or `ipv6` with the address': `address subnet prefix ${addressWords}`,
    '`ipv4`': 'inet v4',
    '`ipv6`': 'inet6 v6',
  },
  'network-family': { '`address`': `subnet prefix ${addressWords}` },
  outbound: {
    '`uplinks` with a list': 'uplink via wan wans interfaces',
    '`mode`': 'strategy policy type method',
    '`weight` in each uplink': 'weight weights',
    '`metric`': priorityWords,
  },
  policy: {
    ...selector,
    '`ipproto`': 'proto protocol ip-proto ip-protocol',
    '`uplinks` with a list': 'uplink via gateway gw lookup table use outbound',
    'a rule under `rules` with `not`': 'not',
    'a rule under `rules` with `tun-id`': 'tun-id',
    'a rule under `rules` with `action`': `action ${Object.values(refusals).join(' ')}`,
  },
  rule: {
    ...selector,
    '`ipproto`': 'ip-proto ip-protocol',
    '`ipproto`; what made the rule is the `protocol` at the top of the file': 'proto protocol',
    '`lookup`': 'table',
    '`action`': 'type',
    '`uplink`, or `lookup` with a table': 'via gateway gw nexthop',
    ...completed('action', refusals),
  },
  route: {
    '`via`': 'gateway gw router next-hop',
    '`nexthops` with a list': 'nexthop uplinks',
    '`dev`': 'interface device iface oif',
    '`to`': 'dst dest destination prefix network target',
    '`metric`': 'preference priority prio distance cost',
    '`src`': 'source prefsrc preferred-source source-address',
    '`table`': 'lookup table-id',
    '`hoplimit`': 'ttl',
    '`advmss`': 'mss',
    '`nhid`': 'nexthop-id nhg nexthop-group',
    'the weight in an entry of `nexthops`': 'weight',
    ...completed('type', refusals),
  },
  nexthop: {
    '`via`': 'gateway gw router nexthop next-hop',
    '`dev`': 'interface device iface oif',
    '`weight`': 'share metric priority',
  },
  health: {
    '`probe`': 'type method kind check',
    '`targets` with a list': 'target host hosts address addresses ip ping',
    '`targets` with a list of URLs': 'url urls',
    '`interval`': 'every period frequency',
    '`down-after` with a time': 'down fail-after fall failures retries threshold',
    '`up-after` with a time': 'up recover-after rise successes',
    '`latency`': 'rtt delay',
    '`loss`': 'packet-loss packetloss',
  },
};

/** What completes `write …` for a key that this shape has under another name. */
export function meaningOf(shape: string, key: string): string | undefined {
  const word = key.toLowerCase().replaceAll('_', '-');
  const own = Object.entries({ ...everywhere, ...meanings[shape] });
  return own.find(([, words]) => words.split(' ').includes(word))?.[0];
}

/** The words that `meaningOf` knows in this shape. */
export function foreignWords(shape: string): readonly string[] {
  return Object.values(meanings[shape] ?? {}).flatMap((words) => words.split(' '));
}

function completed(key: string, words: Meanings): Meanings {
  return Object.fromEntries(
    Object.entries(words).map(([value, all]) => [`\`${key}: ${value}\``, all]),
  );
}
