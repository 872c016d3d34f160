/** How our objects and files are told from everybody else's. */

/** rt_protos number of what is ours unless the topology chooses another; free upstream. */
export const defaultProtocol = 157;

/** First words of every file of ours; a file without them is somebody else's, wherever it is. */
export const fileHeader =
  '# Written by multihome, and overwritten by it. `multihome destroy` removes it.';

/** A pattern for grep(1), too. */
export const fileMark = '# Written by multihome';

/** In our drop-in for sysctl.d(5): what a setting goes back to. There is no other state. */
export const beforeMark = '# Before: ';

export function isOurFile(text: string): boolean {
  return text.startsWith(fileMark);
}

/** The name our drop-in gives the protocol number. */
export function protocolName(protocol: number): string {
  return protocol === defaultProtocol ? 'multihome' : `multihome-${protocol}`;
}

/** Drop-ins of ours, by the protocol that owns them: iproute2 reads only `*.conf`. */
export function dropInPaths(protocol: number): {
  readonly tables: string;
  readonly protocols: string;
  readonly sysctls: string;
} {
  const file = `${protocolName(protocol)}.conf`;
  return {
    tables: `/etc/iproute2/rt_tables.d/${file}`,
    protocols: `/etc/iproute2/rt_protos.d/${file}`,
    sysctls: `/etc/sysctl.d/50-${file}`,
  };
}

/** The protocol whose drop-ins have this name, if it is a name of ours. */
export function protocolOfDropIn(fileName: string): number | undefined {
  const number = /^multihome(?:-([0-9]+))?\.conf$/.exec(fileName);
  if (number === null) return undefined;
  const protocol = Number(number[1] ?? defaultProtocol);
  return `${protocolName(protocol)}.conf` === fileName ? protocol : undefined;
}
