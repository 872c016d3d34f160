/** `ip -V` -> which iproute2 this is, and what it can do. */

export type IpVersion = { readonly major: number; readonly minor: number };

export type IpVersionReading =
  | { readonly kind: 'iproute2'; readonly version: IpVersion }
  /** Dated before versions had numbers in this text, and older than all that are accepted. */
  | { readonly kind: 'old' }
  | { readonly kind: 'busybox' }
  | { readonly kind: 'unknown' };

/** The first whose JSON is right in all that is read: `nexthops` came with 5.5 (4ecefff3). */
export const ipVersionMin: IpVersion = { major: 5, minor: 5 };

/** The first version that has each feature a topology may ask for. */
const features = {
  dscp: { major: 6, minor: 13 },
} as const satisfies Record<string, IpVersion>;

export type IpFeature = keyof typeof features;

/** Until 5.7 the text held the date of the release (include/SNAPSHOT.h). */
const snapshots: ReadonlyMap<string, IpVersion> = new Map([
  ['200127', { major: 5, minor: 5 }],
  ['200330', { major: 5, minor: 6 }],
  ['200602', { major: 5, minor: 7 }],
]);

export function parseIpVersion(text: string): IpVersionReading {
  if (/busybox/i.test(text)) return { kind: 'busybox' };
  const dated = /iproute2-ss([0-9]{6})/.exec(text)?.[1];
  if (dated !== undefined) {
    const version = snapshots.get(dated);
    return version === undefined ? { kind: 'old' } : { kind: 'iproute2', version };
  }
  const numbered = /iproute2-v?([0-9]+)\.([0-9]+)/.exec(text);
  if (numbered === null) return { kind: 'unknown' };
  return { kind: 'iproute2', version: { major: Number(numbered[1]), minor: Number(numbered[2]) } };
}

export function isSupported(version: IpVersion): boolean {
  return isAtLeast(version, ipVersionMin);
}

export function hasFeature(version: IpVersion, feature: IpFeature): boolean {
  return isAtLeast(version, features[feature]);
}

export function showIpVersion({ major, minor }: IpVersion): string {
  return `${major}.${minor}`;
}

function isAtLeast(version: IpVersion, least: IpVersion): boolean {
  return version.major === least.major ? version.minor >= least.minor : version.major > least.major;
}
