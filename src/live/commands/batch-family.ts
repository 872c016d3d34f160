/**
 * Of which family a line for `ip -batch` is: the options of that command say it, and they are in another
 * file. What is left are the addresses of the line, those of its neighbours, or a comment.
 */

import type { Family } from '../../model/address.ts';
import { families } from '../../model/address.ts';
import type { TableName } from '../../model/table.ts';
import type { Step } from './ip-commands.ts';
import { ipCommandsOf } from './ip-commands.ts';
import { verbOf } from './ip-words.ts';
import type { IpCommand } from './read-command.ts';
import { routeRequest } from './route-request.ts';
import { ruleRequest } from './rule-request.ts';
import { Unclear } from './words.ts';

/** What all lines that tell agree on. */
export function familyOfBatch(
  steps: readonly Step[],
  commented: Family | undefined,
  names: readonly TableName[],
): Family | undefined {
  if (commented !== undefined) return commented;
  const told = new Set(
    ipCommandsOf(steps).flatMap((command) =>
      command.isBatch ? toldBy(possibleFamilies(command, names)) : [],
    ),
  );
  return told.size === 1 ? [...told][0] : undefined;
}

function toldBy(possible: readonly Family[]): readonly Family[] {
  return possible.length === 1 ? possible : [];
}

/** Undefined where it can be read as neither: then that is what is wrong with it. */
export function familyOfLine(
  command: IpCommand,
  names: readonly TableName[],
  batchFamily: Family | undefined,
): Family | undefined {
  const possible = possibleFamilies(command, names);
  const family = possible.length === 1 ? possible[0] : batchFamily;
  if (family !== undefined || possible.length === 0) return family;
  throw new Unclear(
    'whether it is of IPv4 or IPv6 is said by the options of ip -batch alone: write "ip -4" or "ip -6" before it',
  );
}

function possibleFamilies(command: IpCommand, names: readonly TableName[]): readonly Family[] {
  const isFlush = verbOf(command.noun, command.words[0]) === 'flush';
  return families.filter((family) => isFlush || isReadable(command, family, names));
}

function isReadable(
  { noun, words: [, ...words] }: IpCommand,
  family: Family,
  names: readonly TableName[],
): boolean {
  try {
    if (noun === 'rule') ruleRequest(words, family, names);
    else routeRequest(words, family, names);
    return true;
  } catch (error) {
    if (error instanceof Unclear) return false;
    throw error;
  }
}
