/** A part of an example's topology that is a topology by itself. */

/** Which keys of the file to keep: all of each, or the list entries that match. */
export type Kept = Readonly<Record<string, 'all' | RegExp>>;

export function excerpt(topology: string, kept: Kept): string {
  const blocks = topology.split(/^(?=[a-z])/m);
  const parts = Object.entries({ version: 'all' as const, ...kept }).map(([key, entries]) => {
    const block = blocks.find((one) => one.startsWith(`${key}:`));
    if (block === undefined) throw new Error(`the example has no "${key}"`);
    return entries === 'all' ? block : entriesOf(block, entries);
  });
  return parts.join('');
}

function entriesOf(block: string, wanted: RegExp): string {
  const [key = '', ...entries] = block.split(/^(?= {2}- )/m);
  const found = entries.filter((entry) => wanted.test(entry));
  if (found.length === 0) throw new Error(`no entry of the example matches ${wanted.source}`);
  return `${key}${found.join('')}`;
}
