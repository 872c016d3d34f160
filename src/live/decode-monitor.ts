/** A line of `ip -o monitor label` -> what kind of thing changed (iproute2, ip/ipmonitor.c). */

export type MonitorEvent =
  /** Carrier and state of one interface, as they are now. */
  | {
      readonly kind: 'link';
      readonly name: string;
      readonly up: boolean;
      readonly carrier: boolean;
    }
  | { readonly kind: 'link-gone'; readonly name: string }
  | { readonly kind: 'address' }
  | { readonly kind: 'route' | 'rule'; readonly deleted: boolean; readonly text: string };

/** Undefined for what says nothing of routing. */
export function decodeMonitorLine(line: string): MonitorEvent | undefined {
  const [, label = '', gone, text = ''] = /^\[(\w+)\](Deleted )?(.*)$/.exec(line) ?? [];
  const deleted = gone !== undefined;
  switch (label) {
    case 'LINK':
      return decodeLink(text, deleted);
    case 'ADDR':
      return { kind: 'address' };
    case 'ROUTE':
      return { kind: 'route', deleted, text };
    case 'RULE':
      return { kind: 'rule', deleted, text };
    default:
      return undefined;
  }
}

/** As in `3: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 …`. */
function decodeLink(text: string, deleted: boolean): MonitorEvent | undefined {
  const [, name, words] = /^\d+: ([^\s@]+?)(?:@\S+)?: <([^>]*)>/.exec(text) ?? [];
  if (name === undefined || words === undefined) return undefined;
  // What leaves a bridge is deleted there (br_del_if), and nowhere else.
  if (deleted) return / master /.test(text) ? undefined : { kind: 'link-gone', name };
  const flags = new Set(words.split(','));
  const carrier = flags.has('LOWER_UP') && !flags.has('NO-CARRIER');
  return { kind: 'link', name, up: flags.has('UP'), carrier };
}
