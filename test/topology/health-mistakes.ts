/** Health checks that cannot say what they should. */

import type { Mistake } from './mistake.ts';
import { twoUplinks } from './mistake.ts';

export const healthMistakes: readonly Mistake[] = [
  {
    name: 'a hook without a path',
    text: `version: 1
watch: {hook: [on-switch, --quietly]}
`,
    want: ['2:16-25 MH126 "on-switch" is not an absolute path -> write /path/to/program'],
  },
  {
    name: 'a hook that is a shell command',
    text: `version: 1
watch: {hook: "/bin/logger switched"}
`,
    want: [
      '2:15-37 MH020 hook of watch must be a list, not the text "/bin/logger switched" -> write it in brackets: [ ]',
    ],
  },
  {
    name: 'a timeout of no hook',
    text: `version: 1
watch: {hook-timeout: 5s}
`,
    want: [
      '2:23-25 MH410 there is no hook that this could be the timeout of -> add "hook", or remove "hook-timeout"',
    ],
  },
  {
    name: 'a timeout of a hook without a unit',
    text: `version: 1
watch: {hook: [/bin/true], hook-timeout: "5"}
`,
    want: ['2:42-45 MH107 "5" is not a time -> write a unit: "5s" or "5ms"'],
  },
  {
    name: 'a quorum above the number of targets',
    text: `version: 1
health: {targets: [192.0.2.1, 192.0.2.2], quorum: 3}
`,
    want: ['2:51-52 MH401 3 targets must answer, but there are 2 -> write a quorum up to 2'],
  },
  {
    name: 'an inherited quorum that an uplink cannot meet',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto}, health: {targets: [192.0.2.1]}}
health: {quorum: 2, targets: [192.0.2.1, 192.0.2.2]}
`,
    want: ['3:55-77 MH401 2 targets must answer, but there is 1 -> write a quorum up to 1'],
  },
  {
    name: 'an interval longer than down-after',
    text: `version: 1
health: {interval: 10s}
`,
    want: [
      '2:20-23 MH402 the interval (10000 ms) is longer than down-after (5000 ms) -> probe at least once within down-after',
    ],
  },
  {
    name: 'a timeout longer than down-after',
    text: `version: 1
health: {timeout: 6s}
`,
    want: [
      '2:19-21 MH403 the timeout (6000 ms) is longer than down-after (5000 ms) -> write a shorter timeout',
    ],
  },
  {
    name: 'a target that is this host',
    text: `${twoUplinks}health: {targets: [203.0.113.10]}
`,
    want: [
      '5:20-32 MH404 203.0.113.10 is an address of this host: it always answers -> ask somebody on the other side of the uplink',
    ],
  },
  {
    name: 'a target of a family that an uplink lacks',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto}, health: {targets: ["2001:db8::53"]}}
`,
    want: [
      '3:66-80 MH405 2001:db8::53 is ipv6, which uplink "a" does not have -> write a target of another family',
    ],
  },
  {
    name: 'a target of a family that no uplink has',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto}}
health: {targets: [192.0.2.1, "2001:db8::53"]}
`,
    want: [
      '4:31-45 MH405 2001:db8::53 is ipv6, which no uplink has -> write a target of another family',
    ],
  },
  {
    name: 'tcp without targets',
    text: `version: 1
health: {probe: tcp}
`,
    want: ['2:17-20 MH406 the probe tcp needs "targets" -> add "targets"'],
  },
  {
    name: 'a command probe without a command',
    text: `version: 1
health: {probe: command}
`,
    want: ['2:17-24 MH406 the probe command needs "command" -> add "command"'],
  },
  {
    name: 'a port for ping',
    text: `version: 1
health: {port: 80}
`,
    want: ['2:16-18 MH407 the probe ping does not use "port" -> remove "port"'],
  },
  {
    name: 'a command for ping',
    text: `version: 1
health: {command: [/bin/true]}
`,
    want: ['2:19-30 MH407 the probe ping does not use "command" -> write probe: command'],
  },
  {
    name: 'loss thresholds the wrong way round',
    text: `version: 1
health: {loss: {down: 10%, up: 30%}}
`,
    want: [
      '2:16-36 MH408 an uplink would come up at 30% loss and go down at 10% -> write a smaller "up" than "down"',
    ],
  },
  {
    name: 'latency thresholds that are equal',
    text: `version: 1
health: {latency: {down: 250ms, up: 250ms}}
`,
    want: [
      '2:19-43 MH409 an uplink would come up at 250 ms latency and go down at 250 ms -> write a smaller "up" than "down"',
    ],
  },
];
