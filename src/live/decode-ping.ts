/**
 * What one line of `ping -n -O` of iputils says (ping/ping_common.c, ping.c, ping6_common.c), of its
 * standard output as of its standard error. The sequence has 16 bits, as in the packet.
 */

export type PingLine =
  | { readonly kind: 'reply'; readonly sequence: number; readonly latencyMs: number }
  /** `no answer yet`: said when the next one is sent. */
  | { readonly kind: 'outstanding'; readonly sequence: number }
  /** An ICMP error came back. */
  | { readonly kind: 'refused'; readonly sequence: number; readonly reason: string }
  /** The kernel did not send it. */
  | { readonly kind: 'unsent'; readonly reason: string }
  /** The answer to SIGQUIT: so many were sent since it started. */
  | { readonly kind: 'status'; readonly sent: number }
  | { readonly kind: 'other' };

const patterns = {
  reply: /^\d+ bytes from \S+: icmp_seq=(\d+) (?:.* )?time=(\d+(?:\.\d+)?) ms$/,
  outstanding: /^no answer yet for icmp_seq=(\d+)$/,
  refused: /^From \S+ icmp_seq=(\d+) (.*\S)$/,
  unsent: /^\S*ping6?: (?:sendmsg|local error): (.*\S)$/,
  status: /^\r?\d+\/(\d+) packets, \d+% loss/,
};

/** These say that the packet went on, or ask to slow down. */
const noErrors = /^(?:\(BAD CHECKSUM\)|Redirect|Source Quench)/;

/** What ends in `(DUP!)`, `(BAD CHECKSUM!)`, `(DIFFERENT ADDRESS!)` is no answer to our question. */
export function decodePingLine(line: string): PingLine {
  const reply = patterns.reply.exec(line);
  if (reply) {
    const [, sequence, latency] = reply;
    return { kind: 'reply', sequence: Number(sequence), latencyMs: Number(latency) };
  }
  const outstanding = patterns.outstanding.exec(line);
  if (outstanding) return { kind: 'outstanding', sequence: Number(outstanding[1]) };
  const refused = patterns.refused.exec(line);
  if (refused) {
    const [, sequence, reason = ''] = refused;
    if (noErrors.test(reason)) return { kind: 'other' };
    return { kind: 'refused', sequence: Number(sequence), reason };
  }
  const unsent = patterns.unsent.exec(line);
  if (unsent) return { kind: 'unsent', reason: unsent[1] ?? '' };
  const status = patterns.status.exec(line);
  return status ? { kind: 'status', sent: Number(status[1]) } : { kind: 'other' };
}
