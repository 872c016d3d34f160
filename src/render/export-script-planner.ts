/**
 * The planner of an exported script, in `awk`: what there is and what is wanted -> lines for `ip -batch`.
 * Words of `ip` are read alike from its listings and from what is wanted; what is listed otherwise is
 * made anew, which is right, but not nothing.
 */
const text = String.raw`
  BEGIN {
    split("unicast local broadcast anycast multicast blackhole unreachable prohibit throw", types, " ")
    for (i in types) { type_of[i] = types[i]; type_of[types[i]] = types[i] }
    split("linkdown dead pervasive offload trap notify rt_offload rt_trap rt_offload_failed", flags, " ")
    for (i in flags) is_state[flags[i]] = 1
    split("src scope realms from nhid mtu window rtt rttvar ssthresh cwnd advmss reordering hoplimit initcwnd features rto_min initrwnd quickack congctl fastopen_no_cookie pref expires", route_words, " ")
    split("not from to tos dscp fwmark iif oif ipproto sport dport uidrange tun_id lookup suppress_prefixlength suppress_ifgroup realms goto action", rule_words, " ")
    full = family == 4 ? "/32" : "/128"
  }
  /^@/ { part = $0; next }
  { sub(/#.*/, ""); gsub(/\\/, " ") }
  NF == 0 { next }
  part == "@rules" { read_rule(1); there("rule"); next }
  part == "@routes" { read_route(1); there("route"); next }
  { line = $0; sub(/^(rule|route) add /, "", line) }
  $1 == "rule" { read_rule(3); wanted[++count] = line; note("rule") }
  $1 == "route" { read_route(3); wanted[++count] = line; note("route") }
  END { decide() }

  function bare(prefix) {
    if (prefix == "0.0.0.0/0" || prefix == "::/0" || prefix == "all") return "default"
    if (length(prefix) > length(full) && substr(prefix, length(prefix) - length(full) + 1) == full)
      return substr(prefix, 1, length(prefix) - length(full))
    return prefix
  }
  # Listed as 0x08, 0x10 or 0.
  function hex(value) { sub(/^0x/, "", value); sub(/^0+/, "", value); return value == "" ? "0" : value }
  function only_to(value) { sub(/^0\//, "", value); return value }

  # Sets slot (what the kernel tells it by), content, owner and removal.
  function read_rule(i, word, value, k) {
    split("", has)
    removal = ""
    if ($i ~ /^[0-9]+:$/) { has["pref"] = $i; sub(/:/, "", has["pref"]); i++ }
    for (; i <= NF; i++) {
      word = $i
      if (word == "[detached]" || word == "[unresolved]") continue
      if (word == "not") { has["not"] = "yes"; removal = removal " not"; continue }
      if (word in type_of || word == "nop" || word == "l3mdev") {
        has["action"] = word in type_of ? type_of[word] : word
        removal = removal " " has["action"]
        continue
      }
      value = $(++i)
      if (word == "table") word = "lookup"
      if (word == "protocol") word = "proto"
      if (value == "[l3mdev-table]") { has["action"] = "l3mdev"; removal = removal " l3mdev"; continue }
      sub(/^ipproto-/, "", value)
      if (word != "pref" && word != "proto" && value != "all") removal = removal " " word " " value
      if (word == "from" || word == "to") { value = bare(value); if (value == "default") continue }
      if (word == "fwmark") { gsub(/0x/, "", value) }
      if (word == "tos") value = hex(value)
      if (word == "realm") word = "realms"
      if (word == "realms") value = only_to(value)
      has[word] = value
    }
    slot = "rule " has["pref"]
    owner = has["proto"]
    content = in_order(rule_words)
    removal = "rule del pref " has["pref"] removal " protocol " owner
  }

  function read_route(i, word, type, hop, hops, many, to) {
    split("", has)
    type = "unicast"
    if ($i in type_of) { type = type_of[$i]; i++ }
    to = bare($i)
    hop = ""; hops = 0; many = 0
    for (i++; i <= NF; i++) {
      word = $i
      if (word in is_state) continue
      if (word == "nexthop") { if (many) found[++hops] = hop; hop = ""; many = 1; continue }
      if (word == "onlink") { hop = hop " onlink"; continue }
      if (word == "via") {
        hop = hop " via " $(++i)
        if ($i == "inet" || $i == "inet6") hop = hop " " $(++i)
        continue
      }
      if (word == "dev" || word == "weight") { hop = hop " " word " " $(++i); continue }
      if (word == "realm") word = "realms"
      if ($(i + 1) == "lock") i++
      has[word] = $(++i)
    }
    found[++hops] = hop
    if (!("table" in has)) has["table"] = 254
    if (!("metric" in has)) has["metric"] = family == 4 ? 0 : 1024
    if ("expires" in has) has["expires"] = "soon"
    if ("realms" in has) has["realms"] = only_to(has["realms"])
    if ("pref" in has && has["pref"] == "medium") delete has["pref"]
    if (family == 6) delete has["scope"]
    if (!("tos" in has)) has["tos"] = 0
    has["tos"] = hex(has["tos"])
    if (type ~ /^(blackhole|unreachable|prohibit|throw)$/ || "nhid" in has) { hops = 0; many = 0 }
    slot = "route " has["table"] " " to " " has["metric"] " " has["tos"]
    if ("from" in has) slot = slot " " has["from"]
    owner = has["proto"]
    removal = "route del " type " " to " table " has["table"] " proto " owner
    if (has["metric"] != 0) removal = removal " metric " has["metric"]
    if (has["tos"] != "0") removal = removal " tos 0x" has["tos"]
    if ("nhid" in has) removal = removal " nhid " has["nhid"]
    if (hops == 1 || (many && family == 6)) removal = each_hop(removal, hops)
    content = type in_hops(hops) in_order(route_words)
  }
  function in_order(words, k, text) {
    text = ""
    for (k = 1; k in words; k++) {
      if (words[k] in has) { text = text " " words[k] " " has[words[k]]; delete has[words[k]] }
    }
    for (k in has) {
      if (k !~ /^(pref|proto|protocol|table|metric|tos|error|cache|users|age)$/) text = text " " k " " has[k]
    }
    return text
  }
  # By weight they are chosen, not by their order.
  function in_hops(hops, k, j, swap, text) {
    for (k = 2; k <= hops; k++)
      for (j = k; j > 1 && found[j] < found[j - 1]; j--) {
        swap = found[j]; found[j] = found[j - 1]; found[j - 1] = swap
      }
    text = ""
    for (k = 1; k <= hops; k++) text = text " |" found[k]
    return text
  }
  # IPv6 keeps next hops as routes of their own.
  function each_hop(start, hops, k, way, text) {
    text = ""
    for (k = 1; k <= hops; k++) {
      way = found[k]
      sub(/ weight [0-9]+/, "", way); sub(/ onlink/, "", way)
      text = text (k == 1 ? "" : "\n") start way
    }
    return text
  }

  # Where only the gateway is wanted, the kernel finds the device and lists it.
  function without_devices(text) { gsub(/ dev [^ ]+/, "", text); return text }

  function there(noun) {
    if (owner == protocol) {
      ours[++own] = content; ours_slot[own] = slot; ours_removal[own] = removal; ours_noun[own] = noun
      in_slot[slot]++
      if ((slot, content) in present) twice[own] = 1
      present[slot, content] = 1
      with_device[slot, without_devices(content)] = content
    } else {
      others[slot] = 1
      by_others[slot, content] = 1
    }
  }
  function note(noun) { wanted_noun[count] = noun; wanted_slot[count] = slot; wanted_content[count] = content }

  function decide(i, s, c, bad) {
    for (i = 1; i <= count; i++) {
      s = wanted_slot[i]; c = wanted_content[i]
      if (c ~ / via / && c !~ / dev / && (s, c) in with_device) c = with_device[s, c]
      if ((s, c) in present) { fine[s, c] = 1; continue }
      if ((s, c) in by_others) continue
      if (s in others) { print "in the way of " wanted_noun[i] " " wanted[i] ": somebody else has the place" > "/dev/stderr"; bad = 1; continue }
      verb = "add"
      if (wanted_noun[i] == "route" && in_slot[s] > 0) { verb = "replace"; replaced[s] = 1 }
      if (wanted_noun[i] == "route") print "route " verb " " wanted[i]
      else print "rule add " wanted[i]
    }
    if (bad) exit 5
    for (i = own; i > 0; i--) if (ours_noun[i] == "rule" && is_surplus(i)) print ours_removal[i]
    for (i = own; i > 0; i--) if (ours_noun[i] == "route" && is_surplus(i)) print ours_removal[i]
  }
  function is_surplus(i) {
    if (ours_slot[i] in replaced) return 0
    return !((ours_slot[i], ours[i]) in fine) || i in twice
  }
`;

export const planner: readonly string[] = text.trimEnd().split('\n').slice(1);
