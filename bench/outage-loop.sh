#!/bin/bash
# What many hosts fail over with: a loop that asks the main uplink, then the internet through it, and
# replaces the default route. outage-loop.sh MAIN GATEWAY BACKUP GATEWAY TARGET...
main=$1 main_gateway=$2 backup=$3 backup_gateway=$4
shift 4
fail_threshold=3
check_interval=5
ping_timeout=1
recovery_wait=10

works() {
  ping -c 1 -W "$ping_timeout" -I "$1" "$2" >/dev/null 2>&1 || return 1
  local target
  for target in "${targets[@]}"; do
    ping -c 1 -W "$ping_timeout" -I "$1" "$target" >/dev/null 2>&1 && return 0
  done
  return 1
}

current() {
  ip route show default | sed -n '1s/.* dev \([^ ]*\).*/\1/p'
}

targets=("$@")
failures=0
while true; do
  if works "$main" "$main_gateway"; then
    failures=0
    if [ "$(current)" != "$main" ]; then
      sleep "$recovery_wait"
      works "$main" "$main_gateway" && ip route replace default via "$main_gateway" dev "$main"
    fi
  else
    failures=$((failures + 1))
    if [ "$failures" -ge "$fail_threshold" ] && [ "$(current)" != "$backup" ]; then
      works "$backup" "$backup_gateway" &&
        ip route replace default via "$backup_gateway" dev "$backup" && failures=0
    fi
  fi
  sleep "$check_interval"
done
