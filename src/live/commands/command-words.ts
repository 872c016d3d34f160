/** The words of a command, from its program on. */

import type { Word } from './shell-words.ts';

/** What takes an interface down does not tell how it is when it is up. */
const downWords = new Set(['down', 'pre-down', 'post-down']);
const upWords = new Set(['up', 'pre-up', 'post-up']);
const wrappers = new Set([
  ...[
    'sudo',
    'doas',
    'env',
    'busybox',
    'nohup',
    'nice',
    'setsid',
    'builtin',
    'command',
    'exec',
    '$',
  ],
]);

/** Without what is before the program: the word of interfaces(5), a prompt, sudo, assignments. */
export function commandWords(
  all: readonly Word[],
  interfaceName: string | undefined,
): readonly Word[] | 'down' | undefined {
  const words = all.map((word) => named(word, interfaceName));
  const [first] = words;
  if (first === undefined) return undefined;
  if (downWords.has(first.text)) return 'down';
  const unit = /^Exec(Start|StartPre|StartPost|Stop|StopPost)=[-@+!:]*/.exec(first.text);
  if (unit?.[1]?.startsWith('Stop')) return 'down';
  const text = first.text.slice(unit?.[0].length ?? 0);
  const rest = upWords.has(text) ? words.slice(1) : [{ ...first, text }, ...words.slice(1)];
  let isWrapped = false;
  const from = rest.findIndex(({ text: word }) => {
    const isOption = isWrapped && word.startsWith('-');
    isWrapped ||= isWrapper(word);
    return !isWrapper(word) && !isOption && !isAssignment(word);
  });
  return from === -1 ? undefined : rest.slice(from);
}

function isWrapper(word: string): boolean {
  return wrappers.has(word.replace(/^.*\//, ''));
}

export function isAssignment(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
}

function named(word: Word, interfaceName: string | undefined): Word {
  const isName = word.unknown === '$IFACE' || word.unknown === '${IFACE}';
  if (!isName || interfaceName === undefined) return word;
  const text = word.text.replace(word.unknown ?? '', interfaceName);
  return text.includes('$') ? word : { text };
}
