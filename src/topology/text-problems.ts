/** What is wrong with a text before anybody parses it. */

import type { Problem } from '../model/problem.ts';
import type { Locate } from './places.ts';
import { problemAt } from './problem-at.ts';

/** 8 MiB: 100 000 prefixes written in place fit, a disk image by mistake does not. */
export const topologyLengthMax = 8 * 1024 * 1024;

/** U+FFFD is what decoding makes of bytes that are not UTF-8. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const notText = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/;

export function textProblem(text: string, locate: Locate): Problem | undefined {
  const start = { start: 0, end: 1 };
  if (text.length > topologyLengthMax) {
    const size = (text.length / 1024 / 1024).toFixed(1);
    return problemAt(locate(start), {
      code: 'MH007',
      message: `the topology is ${size} MiB long; at most 8 MiB are read`,
      hint: 'move prefixes into a prefix list: to: {file: prefixes.txt}',
    });
  }
  const index = text.search(notText);
  return index < 0 ? undefined : notTextProblem(text, index, locate);
}

/** NUL in every other place is what UTF-16 looks like. */
function notTextProblem(text: string, index: number, locate: Locate): Problem {
  const code = text.charCodeAt(index);
  const bytes = code === 0xfffd ? 'bytes that are not UTF-8' : `the character ${codePoint(code)}`;
  return problemAt(locate({ start: index, end: index + 1 }), {
    code: 'MH008',
    message: `this is not plain text: it has ${bytes}`,
    hint: 'save the file as UTF-8 text',
  });
}

function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
