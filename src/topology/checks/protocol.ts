import { daemonOf } from '../../model/protocol.ts';
import { problemAt } from '../problem-at.ts';
import type { Check } from './check.ts';

/** Programs clean up what carries their number, as we do. */
export const protocolIsFree: Check = ({ protocol }, places) => {
  const owner = daemonOf(protocol);
  if (owner === undefined) return [];
  const message = `protocol ${protocol} is that of ${owner}: its routes would be taken for ours`;
  const hint = 'leave it out, or choose a number that nobody uses';
  return [problemAt(places.value(['protocol']), { code: 'MH130', message, hint })];
};
