/** networkd.conf(5) and its drop-ins, in the order in which they count -> what becomes of foreign objects. */

import type { ForeignPolicy } from '../model/neighbour.ts';

export function decodeNetworkd(texts: readonly string[]): ForeignPolicy {
  const settings = new Map(texts.flatMap(settingsOf));
  return {
    removesRules: settings.get('ManageForeignRoutingPolicyRules') ?? true,
    removesRoutes: settings.get('ManageForeignRoutes') ?? true,
  };
}

/** systemd.syntax(7): sections, `#` and `;` for comments; what is no boolean is passed over. */
function settingsOf(text: string): readonly (readonly [string, boolean])[] {
  const found: (readonly [string, boolean])[] = [];
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const [, key = '', word = ''] = /^([^#;=[]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    const value = booleans.get(word.toLowerCase());
    if (section === 'Network' && value !== undefined) found.push([key, value]);
  }
  return found;
}

/** parse_boolean of systemd. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'yes', 'y', 'true', 't', 'on'].map((word) => [word, true] as const),
  ...['0', 'no', 'n', 'false', 'f', 'off'].map((word) => [word, false] as const),
]);
