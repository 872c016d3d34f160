/** Spaces that look like one and are none, such as editors and web pages leave behind. */

import type { Problem } from '../model/problem.ts';
import type { Locate } from './places.ts';
import { problemAt } from './problem-at.ts';

const oddSpaces = /([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])\1*/g;

const quotedOrComment = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'|(?<![^ \t\r\n])#.*/g;

/**
 * YAML takes them for letters, and complains about what follows. Only asked where something is
 * wrong: they may stand in a value that is right.
 */
export function oddSpaceProblems(text: string, locate: Locate): readonly Problem[] {
  if (text.search(oddSpaces) < 0) return [];
  const plain = text.replaceAll(quotedOrComment, (part) => '_'.repeat(part.length));
  return [...plain.matchAll(oddSpaces)].map(({ index, 0: run }) => {
    const isOne = run.length === 1;
    return problemAt(locate({ start: index, end: index + run.length }), {
      code: 'MH001',
      message: `${isOne ? 'this is' : 'these are'} ${nameOf(run.charCodeAt(0), isOne)}`,
      hint: isOne ? 'write an ordinary space' : 'write ordinary spaces',
    });
  });
}

function nameOf(code: number, isOne: boolean): string {
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (code === 0xa0) return isOne ? `a no-break space (${point})` : `no-break spaces (${point})`;
  return `the character${isOne ? '' : 's'} ${point}`;
}
