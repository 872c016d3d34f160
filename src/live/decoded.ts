/** The outcome of reading text from the host. */

/**
 * `unreadable`: the text is not what the command should print. `inconsistent`: the texts contradict
 * each other, which happens when something changed between two dumps; reading again may help.
 */
export type Decoded<Value> = { readonly ok: true; readonly value: Value } | Undecoded;

export type Undecoded = {
  readonly ok: false;
  readonly kind: 'unreadable' | 'inconsistent';
  /** Names the command, for people. */
  readonly reason: string;
};

export function unreadable(command: string, what: string): Undecoded {
  return { ok: false, kind: 'unreadable', reason: `\`${command}\` ${what}` };
}
