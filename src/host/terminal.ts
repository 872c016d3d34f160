/** The process's own streams: where results, remarks and questions go. */

import { readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { isatty } from 'node:tty';

export type ColourChoice = 'auto' | 'always' | 'never';

export type Terminal = {
  /** Results only. */
  readonly print: (text: string) => void;
  /** Everything that is not the result. */
  readonly remark: (text: string) => void;
  /** Whoever read the results reads no more. */
  readonly isUnread: () => boolean;
  readonly colourOut: boolean;
  readonly colourRemarks: boolean;
  /** Of standard output; infinite where that is no terminal. */
  readonly columnsOut: number;
  /** How wide remarks may be. */
  readonly columnsRemarks: number;
  /** Somebody is there who sees the plan and the question, and can answer. */
  readonly interactive: boolean;
  /** A line may be written over. */
  readonly showsProgress: boolean;
  readonly ask: (question: string) => Promise<string>;
};

const columnsUnknown = 80;

export function createTerminal(colour: ColourChoice): Terminal {
  return {
    print: (text) => void process.stdout.write(text),
    remark: (text) => void process.stderr.write(text),
    isUnread: () => !process.stdout.writable,
    colourOut: wantsColour(colour, process.stdout),
    colourRemarks: wantsColour(colour, process.stderr),
    columnsOut: process.stdout.columns || Number.POSITIVE_INFINITY,
    columnsRemarks: process.stderr.columns || columnsUnknown,
    showsProgress: isatty(2) && process.env['TERM'] !== 'dumb',
    interactive: isatty(0) && isatty(1) && isatty(2),
    ask,
  };
}

/** `--color` beats FORCE_COLOR beats NO_COLOR beats what the stream is (no-color.org). */
function wantsColour(choice: ColourChoice, stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = process.env;
  if (choice !== 'auto') return choice === 'always';
  if (force !== undefined && force !== '' && force !== '0') return true;
  if ((no !== undefined && no !== '') || term === 'dumb') return false;
  return stream.isTTY;
}

/** The terminal that remarks go to, if it is one. */
export function terminalPath(): string | undefined {
  if (!isatty(2)) return undefined;
  try {
    const path = readlinkSync('/proc/self/fd/2');
    return path.startsWith('/dev/') ? path : undefined;
  } catch {
    return undefined;
  }
}

/** A question is no result. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const aborted = new AbortController();
  lines.on('close', () => aborted.abort());
  try {
    return await lines.question(question, { signal: aborted.signal });
  } catch {
    return '';
  } finally {
    lines.close();
  }
}
