// Generated from schemas/topology.schema.json by scripts/generate.ts: do not edit, run `npm run generate`.

/** What a mapping may have: keys of its own, or anything that is all of one shape. */
export type Shape = {
  /** Each key, and the name of the shape of its value. */
  readonly keys?: Readonly<Record<string, string>>;
  /** The shape of the entries of a list, or of a mapping by name. */
  readonly each?: string;
};

export const shapes: Readonly<Record<string, Shape>> = {
  "topology/uplinks": {
    "each": "uplink"
  },
  "topology/networks": {
    "each": "network"
  },
  "topology/policies": {
    "each": "policy"
  },
  "topology/tables/*": {
    "keys": {
      "id": "topology/tables/*/id"
    }
  },
  "topology/tables": {
    "each": "topology/tables/*"
  },
  "topology/rules": {
    "each": "rule"
  },
  "topology/routes": {
    "each": "route"
  },
  "topology/watch/hook": {
    "each": "topology/watch/hook/*"
  },
  "topology/watch": {
    "keys": {
      "hook": "topology/watch/hook",
      "hook-timeout": "duration",
      "max-outage": "duration",
      "conntrack": "topology/watch/conntrack"
    }
  },
  "topology/expect": {
    "each": "expectation"
  },
  "topology/invariants": {
    "each": "topology/invariants/*"
  },
  "topology/management": {
    "each": "topology/management/*"
  },
  "topology": {
    "keys": {
      "version": "topology/version",
      "protocol": "topology/protocol",
      "priority-base": "topology/priority-base",
      "main-first": "topology/main-first",
      "connection-marks": "topology/connection-marks",
      "sysctls": "topology/sysctls",
      "last-resort": "last-resort",
      "route-options": "route-options",
      "uplinks": "topology/uplinks",
      "networks": "topology/networks",
      "outbound": "outbound",
      "policies": "topology/policies",
      "tables": "topology/tables",
      "rules": "topology/rules",
      "routes": "topology/routes",
      "health": "health",
      "watch": "topology/watch",
      "expect": "topology/expect",
      "invariants": "topology/invariants",
      "management": "topology/management"
    }
  },
  "destinations": {
    "keys": {
      "file": "destinations/file"
    },
    "each": "destinations/*"
  },
  "uplink-list": {
    "each": "uplink-list/*"
  },
  "route-options/features": {
    "each": "route-options/features/*"
  },
  "route-options": {
    "keys": {
      "mtu": "route-options/mtu",
      "advmss": "route-options/advmss",
      "window": "route-options/window",
      "rtt": "duration",
      "rttvar": "duration",
      "rto-min": "duration",
      "ssthresh": "route-options/ssthresh",
      "cwnd": "route-options/cwnd",
      "reordering": "route-options/reordering",
      "hoplimit": "route-options/hoplimit",
      "initcwnd": "route-options/initcwnd",
      "initrwnd": "route-options/initrwnd",
      "quickack": "route-options/quickack",
      "features": "route-options/features",
      "congctl": "route-options/congctl",
      "fastopen-no-cookie": "route-options/fastopen-no-cookie"
    }
  },
  "uplink-family/address": {
    "each": "uplink-family/address/*"
  },
  "uplink-family/assume": {
    "keys": {
      "address": "uplink-family/assume/address",
      "gateway": "address"
    }
  },
  "uplink-family": {
    "keys": {
      "address": "uplink-family/address",
      "gateway": "uplink-family/gateway",
      "onlink": "uplink-family/onlink",
      "assume": "uplink-family/assume"
    }
  },
  "health/targets": {
    "each": "health/targets/*"
  },
  "health/command": {
    "each": "health/command/*"
  },
  "health/loss": {
    "keys": {
      "down": "percent",
      "up": "percent"
    }
  },
  "health/latency": {
    "keys": {
      "down": "duration",
      "up": "duration"
    }
  },
  "health": {
    "keys": {
      "probe": "health/probe",
      "targets": "health/targets",
      "command": "health/command",
      "port": "health/port",
      "interval": "duration",
      "timeout": "duration",
      "down-after": "duration",
      "up-after": "duration",
      "quorum": "health/quorum",
      "loss": "health/loss",
      "latency": "health/latency"
    }
  },
  "uplink/table": {
    "keys": {
      "id": "uplink/table/id",
      "name": "uplink/table/name"
    }
  },
  "uplink/masquerade": {
    "each": "family"
  },
  "uplink": {
    "keys": {
      "interface": "interface",
      "table": "uplink/table",
      "priority": "priority",
      "mark": "mark",
      "masquerade": "uplink/masquerade",
      "weight": "weight",
      "last-resort": "last-resort",
      "route-options": "route-options",
      "ipv4": "uplink-family",
      "ipv6": "uplink-family",
      "health": "health"
    }
  },
  "network-family": {
    "keys": {
      "address": "network-family/address"
    }
  },
  "network": {
    "keys": {
      "interface": "interface",
      "ipv4": "network-family",
      "ipv6": "network-family"
    }
  },
  "outbound": {
    "keys": {
      "mode": "outbound/mode",
      "uplinks": "uplink-list",
      "metric": "outbound/metric"
    }
  },
  "policy/from": {
    "each": "policy/from/*"
  },
  "policy": {
    "keys": {
      "name": "name",
      "family": "family",
      "from": "policy/from",
      "to": "destinations",
      "iif": "interface",
      "oif": "interface",
      "fwmark": "mark",
      "tos": "tos",
      "dscp": "dscp",
      "ipproto": "ip-protocol",
      "sport": "port-range",
      "dport": "port-range",
      "uidrange": "uid-range",
      "priority": "priority",
      "mode": "policy/mode",
      "uplinks": "uplink-list"
    }
  },
  "rule": {
    "keys": {
      "family": "family",
      "priority": "priority",
      "not": "rule/not",
      "from": "rule/from",
      "to": "rule/to",
      "iif": "interface",
      "oif": "interface",
      "fwmark": "mark",
      "tos": "tos",
      "dscp": "dscp",
      "ipproto": "ip-protocol",
      "sport": "port-range",
      "dport": "port-range",
      "uidrange": "uid-range",
      "tun-id": "rule/tun-id",
      "lookup": "table-reference",
      "uplink": "name",
      "goto": "rule/goto",
      "action": "rule/action",
      "l3mdev": "rule/l3mdev",
      "adopt": "rule/adopt",
      "suppress-prefixlength": "rule/suppress-prefixlength",
      "suppress-ifgroup": "rule/suppress-ifgroup",
      "realms": "realms"
    }
  },
  "nexthop": {
    "keys": {
      "via": "address",
      "dev": "interface",
      "uplink": "name",
      "onlink": "nexthop/onlink",
      "weight": "weight"
    }
  },
  "route/to": {
    "keys": {
      "file": "route/to/file"
    },
    "each": "route/to/*"
  },
  "route/nexthops": {
    "each": "nexthop"
  },
  "route": {
    "keys": {
      "family": "family",
      "to": "route/to",
      "type": "route/type",
      "table": "table-reference",
      "via": "address",
      "dev": "interface",
      "uplink": "name",
      "onlink": "route/onlink",
      "nexthops": "route/nexthops",
      "nhid": "route/nhid",
      "src": "address",
      "metric": "route/metric",
      "tos": "tos",
      "scope": "route/scope",
      "pref": "route/pref",
      "realms": "realms",
      "adopt": "route/adopt",
      "expires": "duration",
      "mtu": "route-options/mtu",
      "advmss": "route-options/advmss",
      "window": "route-options/window",
      "rtt": "route-options/rtt",
      "rttvar": "route-options/rttvar",
      "rto-min": "route-options/rto-min",
      "ssthresh": "route-options/ssthresh",
      "cwnd": "route-options/cwnd",
      "reordering": "route-options/reordering",
      "hoplimit": "route-options/hoplimit",
      "initcwnd": "route-options/initcwnd",
      "initrwnd": "route-options/initrwnd",
      "quickack": "route-options/quickack",
      "features": "route-options/features",
      "congctl": "route-options/congctl",
      "fastopen-no-cookie": "route-options/fastopen-no-cookie"
    }
  },
  "expectation/each/*": {
    "each": "expectation/each/*/*"
  },
  "expectation/each": {
    "each": "expectation/each/*"
  },
  "expectation/when/down": {
    "each": "expectation/when/down/*"
  },
  "expectation/when": {
    "keys": {
      "down": "expectation/when/down"
    }
  },
  "expectation/flow": {
    "each": "expectation/flow/*"
  },
  "expectation": {
    "keys": {
      "name": "expectation/name",
      "each": "expectation/each",
      "when": "expectation/when",
      "flow": "expectation/flow",
      "then": "expectation/then"
    }
  }
};
