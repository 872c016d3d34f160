/** A question of DNS that every server can answer, and what the answer says (RFC 1035, section 4). */

export type DnsAnswer =
  | { readonly kind: 'answer' }
  | { readonly kind: 'failure'; readonly reason: string }
  /** Not an answer to our question, or not DNS at all. */
  | { readonly kind: 'other' };

const headerLength = 12;
const idMax = 0xffff;
const responseFlag = 0x80;
const recursionFlag = 0x01;
const rcodeMask = 0x0f;

const failures: Readonly<Record<number, string>> = { 2: 'SERVFAIL', 5: 'REFUSED' };

/** The name servers of the root: no server has to ask far for them. */
export function rootQuestion(id: number): Uint8Array {
  const header = [...bytesOf(id), recursionFlag, 0, ...bytesOf(1), 0, 0, 0, 0, 0, 0];
  const name = [0];
  const typeNs = bytesOf(2);
  const classInternet = bytesOf(1);
  return Uint8Array.from([...header, ...name, ...typeNs, ...classInternet]);
}

export function decodeDnsAnswer(message: Uint8Array, id: number): DnsAnswer {
  const [high = 0, low = 0, flags = 0, more = 0] = message;
  const isAnswer = message.length >= headerLength && (flags & responseFlag) !== 0;
  if (!isAnswer || ((high << 8) | low) !== id) return { kind: 'other' };
  const reason = failures[more & rcodeMask];
  return reason === undefined ? { kind: 'answer' } : { kind: 'failure', reason };
}

/** The question once more, as an answer that holds nothing. */
export function dnsAnswerTo(question: Uint8Array): Uint8Array {
  const answer = Uint8Array.from(question);
  answer[2] = (answer[2] ?? 0) | responseFlag;
  return answer;
}

function bytesOf(value: number): readonly [number, number] {
  return [(value & idMax) >> 8, value & 0xff];
}
