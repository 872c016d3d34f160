/** Other programs of this host that write rules and routes, or that forward. */

export type NeighbourMarks = {
  /** Those that run in our network namespace. */
  readonly programs: ReadonlySet<NeighbourProgram>;
  /** What systemd-networkd is told to do with what it did not make. */
  readonly networkd: ForeignPolicy;
};

export type ForeignPolicy = { readonly removesRules: boolean; readonly removesRoutes: boolean };

export type NeighbourProgram = (typeof neighbourPrograms)[keyof typeof neighbourPrograms];

/** By the name that the kernel has for the process (proc(5), comm: 15 characters). */
export const neighbourPrograms = {
  'systemd-network': 'systemd-networkd',
  NetworkManager: 'NetworkManager',
  dhclient: 'dhclient',
  dhcpcd: 'dhcpcd',
  tailscaled: 'Tailscale',
  mwan3rtmon: 'mwan3',
  mwan3track: 'mwan3',
  keepalived: 'keepalived',
  zebra: 'FRR',
  bird: 'BIRD',
  bird6: 'BIRD',
  dockerd: 'Docker',
  libvirtd: 'libvirt',
  virtnetworkd: 'libvirt',
} as const;

export const networkdDropIn = {
  path: '/etc/systemd/networkd.conf.d/50-multihome.conf',
  text: '[Network]\nManageForeignRoutingPolicyRules=no\nManageForeignRoutes=no\n',
  command: 'systemctl restart systemd-networkd',
} as const;
