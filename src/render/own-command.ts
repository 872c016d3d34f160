/** A command of ours as it can be pasted: for the host whose files are below `root`, '' for this one's own. */

import { shellWord } from '../model/shell-word.ts';

export function ownCommand(
  { root }: { readonly root: string },
  ...words: readonly string[]
): string {
  const where = root === '' ? [] : ['--root', root];
  return ['multihome', ...where, ...words].map(shellWord).join(' ');
}
