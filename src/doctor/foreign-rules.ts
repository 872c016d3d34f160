/** Rules of others: whose they are, and whether they stand before ours or among them. */

import type { Finding } from '../model/finding.ts';
import type { NeighbourMarks } from '../model/neighbour.ts';
import { protocolWord } from '../model/protocol.ts';
import type { Rule } from '../model/rule.ts';
import { sameRule } from '../model/rule.ts';
import type { Situation } from './situation.ts';

/** Of a situation, as much as a plan knows, too. */
export type RulesSeen = Pick<Situation, 'live' | 'desired'> & {
  readonly uplinks: readonly { readonly interface: string }[];
};

export function foreignRuleFindings(
  situation: RulesSeen,
  marks: NeighbourMarks,
): readonly Finding[] {
  const { live, desired } = situation;
  const ours = desired?.rules.map(({ item }) => item) ?? [];
  const foreign = live.rules.filter(
    (rule) =>
      rule.protocol !== desired?.protocol &&
      !kernelPriorities.has(rule.priority) &&
      !ours.some((own) => sameRule(own, rule)),
  );
  const known = neighbours.flatMap((one) => {
    const own = foreign.filter((rule) => one.isTheirs(rule, foreign));
    return own.length === 0 ? [] : [{ ...one, rules: own }];
  });
  const theirs = new Set(known.flatMap(({ rules }) => rules));
  const others = foreign.filter((rule) => !theirs.has(rule));
  return [
    ...known.map((one) => one.finding(one.rules, situation)),
    ...amongOurs(foreign, ours),
    ...beforeOurs(others, ours, marks),
  ];
}

const kernelPriorities: ReadonlySet<number> = new Set([0, 32_766, 32_767]);

type Neighbour = {
  readonly isTheirs: (rule: Rule, foreign: readonly Rule[]) => boolean;
  readonly finding: (rules: readonly Rule[], situation: RulesSeen) => Finding;
};

const neighbours: readonly Neighbour[] = [
  {
    isTheirs: ({ priority }) => priority >= 5_210 && priority <= 5_270,
    finding: () => ({
      code: 'MH623',
      severity: 'information',
      message: 'rules of Tailscale (5210 to 5270) come before ours',
      reason:
        'what table 52 knows goes to its network, and to an exit node everything; its own packets, mark 0x80000/0xff0000, ask main alone, and so follow outbound. Keep marks of yours out of 0xff0000',
    }),
  },
  { isTheirs: isMwan3, finding: mwan3Finding },
  {
    isTheirs: isWgQuick,
    finding: (rules, { desired }) => {
      const first = Math.min(...(desired?.rules.map(({ item }) => item.priority) ?? []));
      const isBefore = rules.every(({ priority }) => priority < first);
      return {
        code: 'MH623',
        severity: 'information',
        message: `rules of wg-quick at ${rules.map(({ priority }) => priority).join(', ')} lead everything into its tunnel`,
        reason: isBefore
          ? 'they come before ours: only its own packets, by their mark, reach policies and uplinks'
          : 'they come behind ours: what policies take, and what is bound to an uplink, does not enter the tunnel. Brought up again, it would come before ours',
      };
    },
  },
  {
    isTheirs: ({ protocol }) => protocol === keepalivedProtocol,
    finding: (rules) => ({
      code: 'MH623',
      severity: 'information',
      message: `keepalived has ${rules.length === 1 ? 'a rule' : `${rules.length} rules`} here`,
      reason: 'they are left alone. A virtual address on an uplink gets no from-rule by itself',
      remedy: {
        kind: 'advice',
        text: 'write in the topology: rules: [{from: VIRTUAL-ADDRESS, uplink: NAME}]',
      },
    }),
  },
];

const keepalivedProtocol = 18;

/**
 * Of each interface, by its number: what comes in by it and what has its mark go to the table of that
 * number, or nowhere. The last two marks are for traffic that is to be refused (mwan3.sh).
 */
function isMwan3(rule: Rule, foreign: readonly Rule[]): boolean {
  const { priority, selector, action } = rule;
  const [block, number] = [Math.floor(priority / 1_000), priority % 1_000];
  if (number < 1 || number > mwan3NumberMax) return false;
  if (block === 1) {
    const isItsOwn = selector.iif !== undefined && leadsTo(number, action);
    return (
      isItsOwn && foreign.some((one) => isMarked(one, 2, number) && leadsTo(number, one.action))
    );
  }
  const refuses = action.kind === 'blackhole' || action.kind === 'unreachable';
  return (
    (isMarked(rule, 2, number) && (refuses || leadsTo(number, action))) ||
    (isMarked(rule, 3, number) && refuses)
  );
}

/** `mmx_mask` as it is unless configured, now and in earlier versions. */
const mwan3Masks: ReadonlySet<number> = new Set([0x3f00, 0xff00]);

const mwan3NumberMax = 254;

function isMarked(
  { priority, selector: { fwmark } }: Rule,
  block: number,
  number: number,
): boolean {
  const isPlaced = priority === block * 1_000 + number;
  return (
    isPlaced && fwmark !== undefined && mwan3Masks.has(fwmark.mask) && fwmark.value === number << 8
  );
}

function leadsTo(number: number, action: Rule['action']): boolean {
  return action.kind === 'lookup' && action.table === number;
}

function mwan3Finding(rules: readonly Rule[], { uplinks }: RulesSeen): Finding {
  const devices = new Set(uplinks.map((uplink) => uplink.interface));
  const shared = rules.flatMap(({ selector: { iif } }) =>
    iif !== undefined && devices.has(iif) ? [iif] : [],
  );
  const names = [...new Set(shared)].join(', ');
  if (names === '') {
    return {
      code: 'MH623',
      severity: 'information',
      message: 'rules of mwan3 (1001 to 3254) come before ours',
      reason:
        'what it has marked, bits 0x3f00, never reaches a policy. Keep marks of yours out of them',
    };
  }
  return {
    code: 'MH624',
    severity: 'error',
    message: `mwan3 steers ${names}, too`,
    reason: 'its rules come first, and lead by their own idea of which uplink works',
    remedy: {
      kind: 'command',
      command: '/etc/init.d/mwan3 stop && /etc/init.d/mwan3 disable',
    },
  };
}

/** `not from all fwmark 0xca6c lookup 51820`: its table has the number of the mark. */
function isWgQuick({ selector, action }: Rule): boolean {
  const { not, fwmark } = selector;
  return not === true && action.kind === 'lookup' && fwmark?.value === Number(action.table);
}

function amongOurs(foreign: readonly Rule[], ours: readonly Rule[]): readonly Finding[] {
  const numbers = ours.map(({ priority }) => priority);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const taken = foreign.filter(({ priority }) => priority >= first && priority <= last);
  if (taken.length === 0) return [];
  const free = freeBase(foreign);
  return [
    {
      code: 'MH627',
      severity: 'warning',
      message: `rules of others stand among ours: ${numbersOf(taken)}`,
      reason: 'they decide before some of ours and after others',
      ...(free === undefined
        ? {}
        : { remedy: { kind: 'advice', text: `write in the topology: priority-base: ${free}` } }),
    },
  ];
}

/** As much as the bands need (compile/priorities.ts), with nobody in between. */
function freeBase(foreign: readonly Rule[]): number | undefined {
  const bases = Array.from({ length: 15 }, (_, index) => 10_000 + index * 1_000);
  return bases.find((base) =>
    foreign.every(({ priority }) => priority < base || priority >= base + bandsLength),
  );
}

const bandsLength = 7_000;

function beforeOurs(
  others: readonly Rule[],
  ours: readonly Rule[],
  { programs }: NeighbourMarks,
): readonly Finding[] {
  const first = Math.min(...ours.map(({ priority }) => priority));
  const before = others.filter(({ priority }) => priority < first);
  if (before.length === 0 || ours.length === 0) return [];
  const protocols = new Set(before.map(({ protocol }) => protocolWord(protocol)));
  const suspects = [...programs].length === 0 ? '' : `; there run ${[...programs].join(', ')}`;
  return [
    {
      code: 'MH623',
      severity: 'information',
      message: `rules of others come before ours: ${numbersOf(before)} (proto ${[...protocols].join(', ')})`,
      reason: `what they take never reaches a policy${suspects}`,
    },
  ];
}

const namedMax = 8;

function numbersOf(rules: readonly Rule[]): string {
  const numbers = [...new Set(rules.map(({ priority }) => priority))];
  const more = numbers.length > namedMax ? [`and ${numbers.length - namedMax} more`] : [];
  return [...numbers.slice(0, namedMax), ...more].join(', ');
}
