/** An `ip` that has lost CAP_NET_ADMIN, as when a container loses it. */

export const powerless = 'setpriv --bounding-set -net_admin --inh-caps -net_admin';

/** An action of `Crossing.afterLines`: the rest of the batch is refused. */
export const losing = `first | $real "$@"
  : > "$0.lost"; rest | ${powerless} $real "$@"; exit $?`;

/** Before it: and whatever is written from then on. */
export const staysLost = `if [ -e "$0.lost" ]; then case "$all" in *-batch*) exec ${powerless} $real "$@";; esac; fi\n`;
