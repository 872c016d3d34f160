/** Expectations that cannot be read; whether they hold is a matter of `check`. */

import type { Mistake } from './mistake.ts';
import { twoUplinks } from './mistake.ts';

export const expectationMistakes: readonly Mistake[] = [
  {
    name: 'an expectation without a way',
    text: `${twoUplinks}expect: [any -> 8.8.8.8]
`,
    want: [
      '5:10-24 MH701 "any -> 8.8.8.8" has no "=>" -> write FLOW => WAY, such as any -> 8.8.8.8 => uplink NAME',
    ],
  },
  {
    name: 'an expectation whose flow cannot be read',
    text: `${twoUplinks}expect: [{flow: [any to 8.8.8.8], then: uplink a}]
`,
    want: [
      '5:18-32 MH701 "any to 8.8.8.8" is no flow: here must be "->" -> write FROM -> TO [PROTOCOL[/PORT]] [sport PORT] [mark N] [tos N] [uid N] [iif NAME] [oif NAME]',
    ],
  },
  {
    name: 'an expectation of no known way',
    text: `${twoUplinks}expect: [any -> any => by a]
`,
    want: [
      '5:10-28 MH702 "by a" is no way -> write uplink NAME, dev NAME, local, refused, unreachable, prohibit or blackhole',
    ],
  },
  {
    name: 'an expectation of an unknown uplink',
    text: `${twoUplinks}expect: [{when: {down: [bb]}, flow: any -> any, then: not uplink a}]
`,
    want: ['5:25-27 MH201 there is no uplink "bb" -> uplinks of this file: a, b'],
  },
  {
    name: 'a word of a case that stands for nothing',
    text: `${twoUplinks}expect:
  - each: [{source: 203.0.113.10, by: a}, {sorce: 198.51.100.10, by: b}]
    flow: $source -> any
    then: uplink $by
`,
    want: ['6:43-72 MH706 $source stands for nothing -> did you mean "sorce"?'],
  },
  {
    name: 'a word of a case that nothing asks for',
    text: `${twoUplinks}expect: [{each: {by: [a, b], to: [8.8.8.8]}, flow: any -> 8.8.8.8, then: uplink a}]
`,
    want: ['5:17-44 MH706 no $by stands in this expectation, which has the word "by" -> remove it'],
  },
  {
    name: 'one mistake in all cases',
    text: `${twoUplinks}expect:
  - {each: {by: [a, b]}, flow: any to 8.8.8.8, then: 'uplink $by'}
`,
    want: [
      '6:32-46 MH701 "any to 8.8.8.8" is no flow: here must be "->" -> write FROM -> TO [PROTOCOL[/PORT]] [sport PORT] [mark N] [tos N] [uid N] [iif NAME] [oif NAME]',
    ],
  },
];
