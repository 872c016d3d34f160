/** Words of the command line -> values; commander reports what they throw as wrong usage. */

import { InvalidArgumentError } from 'commander';

import { allowableGuards } from '../model/plan.ts';
import { daemonOf } from '../model/protocol.ts';
import type { ReportTarget } from '../model/report.ts';
import { reportFormats } from '../model/report.ts';
import { cutNames } from '../model/rehearsal.ts';
import { installGuards } from '../model/weak-place.ts';

/** A list that ends at the next word: `--allow a FILE` must not take the file for a guard. */
function collector<Word extends string>(words: readonly Word[]) {
  return (value: string, before: readonly Word[] | undefined): readonly Word[] => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return [...new Set([...(before ?? []), word])];
    throw new InvalidArgumentError(`Allowed choices are ${words.join(', ')}.`);
  };
}

export const collectGuard = collector(allowableGuards);
export const collectInstallGuard = collector(installGuards);
export const collectCut = collector(cutNames);

const speedMax = 100;

export function speed(value: string): number {
  const number = /^[0-9]+(\.[0-9]+)?$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= speedMax) return number;
  throw new InvalidArgumentError(`It is a number from 1 to ${speedMax}.`);
}

/** 0 to 4 are the kernel's and everybody's: nothing of that number is ours to remove. */
export function protocolNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number <= 4 || number > 255) {
    throw new InvalidArgumentError('It is a number from 5 to 255.');
  }
  const daemon = daemonOf(number);
  if (daemon === undefined) return number;
  throw new InvalidArgumentError(`${number} is the number of ${daemon}: what has it is not ours.`);
}

export function collectWord(
  value: string,
  before: readonly string[] | undefined,
): readonly string[] {
  return [...(before ?? []), value];
}

/** `junit`, `junit:report.xml`; of those for standard output there can be one. */
export function collectReport(
  value: string,
  before: readonly ReportTarget[] | undefined,
): readonly ReportTarget[] {
  const [, name, file] = /^([^:]*)(?::(.*))?$/s.exec(value) ?? [];
  const format = reportFormats.find((one) => one === name);
  if (format === undefined || file === '') {
    throw new InvalidArgumentError(
      `It is ${reportFormats.join(', ')}, or one of them with a file, such as sarif:out.sarif.`,
    );
  }
  const target = { format, file: file === '-' ? undefined : file };
  const others = before ?? [];
  if (target.file === undefined && others.some((other) => other.file === undefined)) {
    throw new InvalidArgumentError(
      'Only one can go to standard output; name a file for the other.',
    );
  }
  return [...others, target];
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `30s`, in milliseconds. */
export function duration(value: string): number {
  const [, count = '', unit = ''] = /^([0-9]{1,6})(ms|s|m|h)$/.exec(value) ?? [];
  const factor = units[unit];
  if (factor !== undefined) return Number(count) * factor;
  throw new InvalidArgumentError('It is a time with its unit: ms, s, m or h, such as 30s.');
}

const confirmMs = { min: 5_000, max: 86_400_000 };

/** Nobody confirms within less than a few seconds. */
export function confirmTime(value: string): number {
  const milliseconds = duration(value);
  const isWhole = milliseconds % 1_000 === 0;
  if (isWhole && milliseconds >= confirmMs.min && milliseconds <= confirmMs.max)
    return milliseconds;
  throw new InvalidArgumentError('It is a time from 5s to 24h, such as 2m.');
}

export function planId(value: string): string {
  if (/^[0-9a-f]{16}$/.test(value)) return value;
  throw new InvalidArgumentError('It is 16 hexadecimal digits, as plan --json says them.');
}

export function transactionId(value: string): number {
  const id = Number(value);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new InvalidArgumentError('It is a number, as apply says it.');
}
