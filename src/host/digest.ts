import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal digits; where one text ends and the next begins counts, too. */
export function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest('hex');
}
