/** Root without CAP_NET_ADMIN: what it is told. */

import { exitCodes } from '../model/exit-code.ts';
import type { Failure } from './failure.ts';

export function needsNetworkAdmin(verb: string): Failure {
  return {
    exitCode: exitCodes.needsRoot,
    message: `${verb} needs CAP_NET_ADMIN, and root lacks it over this network. Nothing was touched.`,
    hint: 'in a container, add the capability (docker run --cap-add NET_ADMIN), or run it on the host',
  };
}
