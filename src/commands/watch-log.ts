/** What the service tells: a line each, for people, for the journal, or for programs. */

import { environmentVariable } from '../host/host.ts';
import type { Terminal } from '../host/terminal.ts';
import { visible } from '../render/terminal-text.ts';

export type Level = 'error' | 'warning' | 'notice' | 'info';

export type Log = (level: Level, text: string, fields?: LogFields) => void;

/** For programs: `event` says which of the kinds of docs/watch.md it is. */
export type LogFields = { readonly event: string } & Readonly<Record<string, unknown>>;

export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

/** syslog(3); the journal takes them from the line (sd-daemon(3)). */
const severities: Readonly<Record<Level, number>> = { error: 3, warning: 4, notice: 5, info: 6 };

export function createLog(format: LogFormat, { print, remark }: Terminal): Log {
  if (format === 'json') {
    return (level, text, fields) => {
      const line = { time: new Date().toISOString(), level, ...fields, message: text };
      print(`${JSON.stringify(line)}\n`);
    };
  }
  const isJournal = environmentVariable('JOURNAL_STREAM') !== undefined;
  return (level, text) => {
    const head = isJournal ? `<${severities[level]}>` : `${new Date().toISOString()} `;
    const word = level === 'error' || level === 'warning' ? `${level}: ` : '';
    remark(`${head}${isJournal ? '' : word}${visible(text)}\n`);
  };
}
