/** What `apply` and `destroy` say of a transaction. */

import type { Host } from '../host/host.ts';
import { commandsText } from '../render/commands-text.ts';
import { ownCommand } from '../render/own-command.ts';
import { visible } from '../render/terminal-text.ts';
import { watchedBy } from './beside-watch.ts';
import type { CarriedOut, Why } from './carry-out.ts';
import { revertCommand } from './carry-out.ts';
import type { Stop } from './execute.ts';
import { stopCommand } from './stop-watch.ts';

type Armed = { readonly verb: string; readonly transaction: number; readonly seconds: number };

export function armedText({ verb, transaction, seconds }: Armed, host: Host): string {
  return (
    `${verb} ${transaction} is taken back in ${seconds} s, unless you keep it: ` +
    `${commandOn(host, 'confirm', transaction)}\n`
  );
}

function commandOn(host: Host, verb: string, transaction: number): string {
  return visible(ownCommand(host, verb, `${transaction}`));
}

type Done = Extract<CarriedOut, { readonly kind: 'done' }>;

/** What can become of it. */
export function nextText(
  { transaction, directory, confirmSeconds, hasWayBack }: Done,
  host: Host,
): string {
  if (confirmSeconds !== undefined) {
    return `Not kept yet: ${commandOn(host, 'confirm', transaction)}\n`;
  }
  const watching = watchedBy(host);
  const stopping =
    watching === undefined ? '' : `${stopCommand(watching)}, and once that has ended: `;
  return hasWayBack
    ? `To take it back: ${stopping}${commandOn(host, 'rollback', transaction)}\n`
    : `It cannot be taken back: somebody has removed ${directory}\n`;
}

export function nothingArmedText(): string {
  return 'Nothing is armed, because nothing changes: there will be nothing to confirm.\n';
}

/** A line of its own: a terminal shows `^C` before it. */
export function interruptedText(signal: string): string {
  return `\nmultihome: ${signal}: taking it back, which must not be interrupted\n`;
}

export function abandonedText(verb: string, command: string): string {
  return `multihome: ${verb} was stopped before it was taken back. To take it back: ${command}\n`;
}

export function restoredText(verb: string): string {
  return `multihome: ${verb} did not come to its end and was taken back: the host is as it was before.\n`;
}

export function failedText(
  verb: string,
  { why, rolledBack, directory }: Extract<CarriedOut, { readonly kind: 'failed' }>,
): string {
  const back =
    rolledBack.kind === 'restored'
      ? ['  It has been taken back: the host is as it was before.']
      : [
          '  It could not be taken back wholly:',
          ...rolledBack.missing.map((line) => `    ${line}`),
          `  To finish that: ${revertCommand(directory)}`,
        ];
  return [...whyLines(verb, why), ...back, ''].join('\n');
}

function whyLines(verb: string, why: Why): readonly string[] {
  switch (why.kind) {
    case 'stopped':
      return stopLines(verb, why.stop);
    case 'unproven':
      return [
        'multihome: every step ran, but the host is not as planned. Still to do:',
        ...first(commandsText(why.remaining).trimEnd().split('\n')),
        '  Somebody else seems to change the same things, or has added a next hop of his own to an',
        '  IPv6 route of ours.',
      ];
    case 'unverified':
      return [
        `multihome: every step ran, but the host could not be read again to prove it: ${why.failure.message ?? ''}`,
      ];
    case 'broken':
      return [
        `multihome: after ${verb} the kernel does not do any more what it did before:`,
        ...first(why.expectations),
      ];
    case 'not-taken-over':
      return [`multihome: after ${verb} ${why.reason}`];
  }
}

function stopLines(verb: string, { at, reason, done, total }: Stop): readonly string[] {
  const progress =
    done === undefined
      ? `It is not known how many of ${total} steps were done.`
      : `${done} of ${total} steps were done, ${total - done} were not.`;
  return [`multihome: ${verb} stopped at: ${at}`, `  ${reason}`, `  ${progress}`];
}

/** Nobody reads more. */
const linesMax = 20;

function first(lines: readonly string[]): readonly string[] {
  const rest = lines.length - linesMax;
  const shown = lines.slice(0, linesMax).map((line) => `  ${line}`);
  return rest > 0 ? [...shown, `  ${rest} more`] : shown;
}
