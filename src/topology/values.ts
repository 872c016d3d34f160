/** Strings and numbers -> values of the model, with messages that say what is wrong. */

import { ipProtocols } from '../model/ip-protocol.ts';
import type { Mark, Realms } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';
import { scopes } from '../model/route.ts';
import type { TableId } from '../model/table.ts';
import { mainTable, tableId, tableIdMax } from '../model/table.ts';
import { quote } from './describe.ts';
import type { Flaw } from './problem-at.ts';
import { bad, good } from './read-value.ts';
import type { Read } from './read-value.ts';
import { didYouMean } from './suggest.ts';

/** iproute2, rtnl_rtrealm_a2n: realms have an eight-bit name table. */
const realmMax = 255;

export type Bounds = { readonly min: number; readonly max: number };

const namePattern = /^[A-Za-z][A-Za-z0-9_-]{0,30}$/;
const tableNamePattern = /^[A-Za-z][A-Za-z0-9_.-]{0,30}$/;
const interfacePattern = /^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,14}$/;

export function readNumber(written: number, { min, max }: Bounds): Read<number> {
  if (written >= min && written <= max) return good(written);
  const message = `${written} is too ${written < min ? 'small' : 'large'}`;
  return bad(min, { code: 'MH110', message, hint: `write a number from ${min} to ${max}` });
}

export function readName(written: string): Read<string> {
  if (namePattern.test(written)) return good(written);
  return badName(written, 'a letter, then letters, digits, "_" or "-"');
}

export function readTableName(written: string): Read<string> {
  if (tableNamePattern.test(written)) return good(written);
  if (/^[0-9]+$/.test(written)) {
    const message = `${quote(written)} is a number, not the name of a table`;
    return bad('t', { code: 'MH207', message, hint: `write ${written} without quotes` });
  }
  return badName(written, 'a letter, then letters, digits, "_", "." or "-"');
}

function badName(written: string, alphabet: string): Read<string> {
  const message = `${quote(written)} cannot be a name`;
  return bad('name', { code: 'MH112', message, hint: `write ${alphabet}, at most 31 characters` });
}

/** Nothing else may ever reach a line of `ip -batch`. */
export function readInterface(written: string): Read<string> {
  if (interfacePattern.test(written)) return good(written);
  const message = `${quote(written)} cannot be the name of an interface`;
  return bad('lo', { code: 'MH111', message, hint: interfaceHint(written) });
}

function interfaceHint(written: string): string {
  if (written.length > 15) return 'Linux allows 15 characters';
  if (/\s/.test(written)) return 'it cannot have spaces';
  return 'write letters, digits and _ . + @ -, beginning with a letter, a digit or _';
}

export function readTableId(written: number): Read<TableId> {
  const id = tableId(written);
  if (id !== undefined) return good(id);
  const message = `${written} is not the number of a table`;
  return bad(mainTable, { code: 'MH110', message, hint: `write a number from 1 to ${tableIdMax}` });
}

/** The mark of an uplink. */
export function readMark(written: number | string): Read<Mark> {
  const read = readFwmark(written);
  if (read.flaw !== undefined || read.value.value !== 0) return read;
  const message = 'a mark of 0 would match every packet that has no mark';
  return bad(read.value, { code: 'MH127', message, hint: 'choose a mark above 0' });
}

/** What a rule selects by: 0 is possible, but only behind a mask. */
export function readFwmark(written: number | string): Read<Mark> {
  const standIn = { value: 1, mask: fullMark };
  const [value, mask = fullMark, ...rest] = String(written).split('/').map(markNumber);
  if (value === undefined || !isMark(value) || !isMark(mask) || rest.length > 0) {
    const message = `${quote(written)} is not a mark`;
    return bad(standIn, {
      code: 'MH108',
      message,
      hint: 'write VALUE or VALUE/MASK, such as 0x10/0xff',
    });
  }
  // The kernel takes a mark of 0 without a mask, and a mask of 0, for no selector at all.
  if (mask === 0 || String(written) === '0' || /^0x0+$/i.test(String(written))) {
    const message = `mark ${quote(written)} selects nothing: every packet would match`;
    return bad(standIn, {
      code: 'MH127',
      message,
      hint: 'write 0/0xffffffff for packets without a mark',
    });
  }
  // Bitwise operators are signed in JavaScript; `>>> 0` makes the result unsigned again.
  const outside = (value & ~mask) >>> 0;
  if (outside === 0) return good({ value, mask });
  const message = `mark ${hex(value)} has bits outside its mask ${hex(mask)}`;
  return bad(standIn, { code: 'MH128', message, hint: `the bits ${hex(outside)} can never match` });
}

function markNumber(text: string): number {
  return /^(0[xX][0-9a-fA-F]{1,8}|0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : Number.NaN;
}

function isMark(value: number): boolean {
  return value >= 0 && value <= fullMark;
}

export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

export function readIpProtocol(written: number | string): Read<number> {
  const named = ipProtocols.get(String(written));
  const number = named ?? (/^[0-9]{1,3}$/.test(String(written)) ? Number(written) : 0);
  if (number >= 1 && number <= 255) return good(number);
  const guess = didYouMean(String(written), [...ipProtocols.keys()]);
  const hint = guess ?? `write ${[...ipProtocols.keys()].join(', ')} or a number from 1 to 255`;
  return bad(1, { code: 'MH113', message: `${quote(written)} is not an IP protocol`, hint });
}

/** One number is the destination realm, as in `ip rule … realms 4`. */
export function readRealms(written: number | string): Read<Realms> {
  const match = /^(?:([0-9]{1,3})\/)?([0-9]{1,3})$/.exec(String(written));
  const from = Number(match?.[1] ?? 0);
  const to = Number(match?.[2]);
  if (from <= realmMax && to <= realmMax) return good({ from, to });
  const message = `${quote(written)} is not a pair of realms`;
  return bad(
    { from: 0, to: 0 },
    { code: 'MH114', message, hint: 'write FROM/TO, each from 0 to 255' },
  );
}

export function readScope(written: number | string): Read<number> {
  const named = Object.entries(scopes).find(([name]) => name === written)?.[1];
  const number = named ?? (/^[0-9]{1,3}$/.test(String(written)) ? Number(written) : Number.NaN);
  if (number <= 255) return good(number);
  const words = Object.keys(scopes);
  const hint = didYouMean(String(written), words) ?? `write ${words.join(', ')} or 0 to 255`;
  return bad(0, { code: 'MH116', message: `${quote(written)} is not a scope`, hint });
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** In milliseconds. */
export function readDuration(written: string): Read<number> {
  const match = /^([0-9]+(?:\.[0-9]+)?)(ms|s|m|h)$/.exec(written);
  const milliseconds = Math.round(Number(match?.[1]) * (unitMs[match?.[2] ?? ''] ?? Number.NaN));
  if (milliseconds >= 1 && milliseconds <= 0xffffffff) return good(milliseconds);
  const flaw = { code: 'MH107', message: `${quote(written)} is not a time` } as const;
  const isBare = /^[0-9]+(\.[0-9]+)?$/.test(written);
  const hint = isBare
    ? `write a unit: "${written}s" or "${written}ms"`
    : 'write 200ms, 5s, 2m or 1h';
  return bad(1, { ...flaw, hint });
}

export function readPercentage(written: string): Read<number> {
  const match = /^([0-9]{1,3}(?:\.[0-9]+)?)%$/.exec(written);
  const percent = Number(match?.[1]);
  if (percent >= 0 && percent <= 100) return good(percent);
  const message = `${quote(written)} is not a percentage`;
  return bad(0, { code: 'MH115', message, hint: 'write 0% to 100%' });
}

export function readCongestionControl(written: string): Read<string> {
  if (/^[a-z0-9_-]{1,15}$/.test(written)) return good(written);
  const message = `${quote(written)} cannot be a congestion control algorithm`;
  return bad('x', { code: 'MH122', message, hint: 'write a name such as cubic or bbr' });
}

/** 0 and 1 are what `ip route` writes. */
export function readSwitch(written: number | boolean): Read<boolean> {
  if (written === true || written === 1) return good(true);
  if (written === false || written === 0) return good(false);
  const message = `${written} is neither true nor false`;
  return bad(false, { code: 'MH110', message, hint: 'write true, false, 1 or 0' });
}

/** Of a program to run. No shell and no PATH: a service has neither in a useful form. */
export function programFlaw(written: string): Flaw | undefined {
  if (written.startsWith('/')) return undefined;
  const message = `${quote(written)} is not an absolute path`;
  return { code: 'MH126', message, hint: 'write /path/to/program' };
}
