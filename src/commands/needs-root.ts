/** Who may not do it, and what he is told. */

import { exitCodes } from '../model/exit-code.ts';
import type { Failure } from './failure.ts';

export function needsRoot(verb: string): Failure {
  return { exitCode: exitCodes.needsRoot, message: `${verb} needs root. Nothing was touched.` };
}

/** Root, but without CAP_NET_ADMIN. */
export function needsNetworkAdmin(verb: string): Failure {
  return {
    exitCode: exitCodes.needsRoot,
    message: `${verb} needs CAP_NET_ADMIN, and root lacks it over this network. Nothing was touched.`,
    hint: 'in a container, add the capability (docker run --cap-add NET_ADMIN), or run it on the host',
  };
}
