"""Adds the routes of standard input, lines for `ip -batch`, through pyroute2."""

import sys

from pyroute2 import IPRoute

with IPRoute() as kernel:
    links = {}
    for line in sys.stdin:
        noun, verb, kind, *words = line.split()
        if noun != "route":
            continue
        destination, *words = words
        given = dict(zip(words[::2], words[1::2]))
        route = {"dst": destination, "type": kind}
        device = given.get("dev")
        if device is not None:
            if device not in links:
                links[device] = kernel.link_lookup(ifname=device)[0]
            route["oif"] = links[device]
        for word, name in (("via", "gateway"), ("src", "prefsrc")):
            if word in given:
                route[name] = given[word]
        for word, name in (("table", "table"), ("proto", "proto"), ("scope", "scope"), ("metric", "priority")):
            if word in given:
                route[name] = int(given[word])
        kernel.route(verb, **route)
