/** Ranges of ports and users. */

import type { Range } from '../model/rule.ts';
import { quote } from './describe.ts';
import { bad, good } from './read-value.ts';
import type { Read } from './read-value.ts';
import type { Bounds } from './values.ts';

/** include/net/fib_rules.h, fib_rule_port_range_valid: 65535 is refused in rules. */
const rulePortMax = 65534;
/** The greatest number stands for "no user". */
const uidMax = 0xfffffffe;

export function readPorts(written: number | string): Read<Range> {
  return readRange(written, { min: 1, max: rulePortMax }, 'ports');
}

export function readUsers(written: number | string): Read<Range> {
  return readRange(written, { min: 0, max: uidMax }, 'users');
}

function readRange(written: number | string, { min, max }: Bounds, noun: string): Read<Range> {
  const match = /^([0-9]{1,10})(?:-([0-9]{1,10}))?$/.exec(String(written).trim());
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (first >= min && last <= max && first <= last) return good({ first, last });
  const flaw = { code: 'MH109', message: `${quote(written)} is not a range of ${noun}` } as const;
  const hint = first > last ? `write ${last}-${first}` : rangeHint(String(written), { min, max });
  return bad({ first: min, last: min }, { ...flaw, hint });
}

function rangeHint(written: string, { min, max }: Bounds): string {
  if (/[a-z]/i.test(written)) return 'write a number or FIRST-LAST: names are not looked up';
  if (/[0-9]\s*,/.test(written)) {
    return 'write one policy or rule for each of them, or a range FIRST-LAST';
  }
  const [, first, last] = /^([0-9]+)\s*(?::|\.\.|-)\s*([0-9]+)$/.exec(written) ?? [];
  const isRange = Number(first) >= min && Number(first) <= Number(last) && Number(last) <= max;
  return isRange ? `write ${first}-${last}` : `write FIRST-LAST, from ${min} to ${max}`;
}
