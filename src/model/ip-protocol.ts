/** Names of the protocols that rules and flows are commonly about, with their IANA numbers. */
export const ipProtocols: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['dccp', 33],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['ipv6-icmp', 58],
  ['sctp', 132],
  ['udplite', 136],
]);

const names = new Map([...ipProtocols].map(([name, number]) => [number, name]));

/** A number where there is no name. */
export function ipProtocolWord(number: number): string {
  return names.get(number) ?? `${number}`;
}
