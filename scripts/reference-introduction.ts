/** What the schema cannot say: how the parts of a topology work together. */

export const referenceIntroduction = `# The topology

Every key of the file that \`check\`, \`plan\` and \`apply\` read. This page is generated from
\`schemas/topology.schema.json\`; what may go wrong is in [messages.md](messages.md).

## In an editor

Editors with a YAML language server complete keys, explain them and mark mistakes:

\`\`\`console
$ multihome schema > topology.schema.json
\`\`\`

Then the first line of the topology is:

\`\`\`text
# yaml-language-server: $schema=./topology.schema.json
\`\`\`

## What wins

The first of these that fits a packet, and has a route for it, decides:

1. attached networks and specific routes of table \`main\` (unless \`main-first: false\`);
2. the source address: what already has the address of an uplink uses this uplink, as replies do;
3. the firewall mark: what carries the \`mark\` of an uplink uses this uplink;
4. the interface: sockets bound to the interface of an uplink use this uplink;
5. \`rules\`, in the order of the file;
6. \`policies\`, in the order of the file;
7. table \`main\` with its default routes, which \`outbound\` makes.

A \`priority\` takes an uplink's source rule, a rule or a policy out of this order: the smaller the
number, the earlier. The list is the band from \`priority-base\` (10000) up, so a policy with
\`priority: 3000\` wins over all of it, and one with \`priority: 20000\` loses to all but \`main\`. A
packet stays with what it found, even where that refuses it: an uplink without a route ends in its
\`last-resort\`, and only \`none\` lets the search go on.

## Replies

A reply leaves by the uplink on which the request came in, if this host itself answers: the reply
carries the address that was asked (2 in the list above).

Replies that are forwarded need more. The reply of a server behind a port forward still carries the
server's own address while its route is chosen; only then is it translated back. Let the firewall
remember in the connection by which uplink it came in, and mark the packets of the replies:

\`\`\`text
table inet uplink_marks {
  chain prerouting {
    type filter hook prerouting priority mangle;
    iifname "eth1" ct state new ct mark set 0x97
    iifname "eth2" ct state new ct mark set 0x98
    iifname != { "eth1", "eth2" } ct mark != 0 meta mark set ct mark
  }
}
\`\`\`

With \`mark: 0x97\` and \`mark: 0x98\` at the uplinks (as below, in [uplinks](#uplinks)) each reply
goes back where its request came from. The firewall is yours: multihome does not touch it. Nor does
it touch \`rp_filter\`: where \`net.ipv4.conf.IF.rp_filter\` of an uplink (or \`all\`) is 1, the kernel
drops such requests when they come in; 2 lets them pass.

## Health probes

\`multihome watch\` acts upon \`health\` ([watch.md](watch.md)); \`plan\` and \`apply\` ask nobody.`;
