/**
 * A shell in a network namespace of its own, which goes when the shell ends. Commands of a shell
 * cost a tenth of what processes of our own do.
 */

import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** Commands whose output is to be told from that of others. */
export type Part = { readonly name: string; readonly commands: string };

export type Said = { readonly found: string; readonly failed: string };

export type NamespaceShell = {
  /** Runs all parts, and returns what each has printed. */
  readonly run: (parts: readonly Part[]) => Promise<(name: string) => Said>;
  readonly close: () => Promise<void>;
};

export function openNamespace(): NamespaceShell {
  const child = spawn('unshare', ['--net', 'sh'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject).on('close', () => resolve());
  });
  // Whoever waits for output learns that none will come.
  child.stdin.on('error', () => undefined);
  const found = textUntil(child.stdout);
  const failed = textUntil(child.stderr);
  let rounds = 0;
  return {
    run: async (parts) => {
      const last = `${begins}end ${rounds++}`;
      const script = [...parts.map(({ name, commands }) => `${begin(name)}${commands}`), ''];
      child.stdin.write(`${script.join('\n')}${begin(last.slice(begins.length))}`);
      const texts = await Promise.all([found(last), failed(last)]);
      const [printed, said] = texts.map(partsIn);
      return (name) => ({ found: printed?.get(name) ?? '', failed: said?.get(name) ?? '' });
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

const begins = '@@ ';

function begin(name: string): string {
  return `printf '\\n${begins}%s\\n' '${name}'; printf '\\n${begins}%s\\n' '${name}' >&2\n`;
}

/** What a stream says up to a line, each time from where the last one ended. */
function textUntil(stream: Readable): (line: string) => Promise<string> {
  let text = '';
  let hasEnded = false;
  let look = (): void => undefined;
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
    look();
  });
  stream.on('close', () => {
    hasEnded = true;
    look();
  });
  return (line) =>
    new Promise((resolve, reject) => {
      look = () => {
        const at = text.indexOf(`\n${line}\n`);
        if (at === -1) {
          if (hasEnded) reject(new Error(`the shell ended: ${text.slice(-2000)}`));
          return;
        }
        const before = text.slice(0, at);
        text = text.slice(at + line.length + 2);
        look = () => undefined;
        resolve(before);
      };
      look();
    });
}

function partsIn(text: string): ReadonlyMap<string, string> {
  const parts = `\n${text}`.split(`\n${begins}`).slice(1);
  return new Map(
    parts.map((part) => {
      const at = part.indexOf('\n');
      return at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    }),
  );
}

/** Lines for `ip -batch`; those the kernel refuses are told of, and passed over. */
export function batchCommands(options: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `ip ${options} -force -batch - <<'END'\n${lines.join('\n')}\nEND`;
}
