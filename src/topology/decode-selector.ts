/** What policies and rules select by, but for addresses. */

import type { Selector } from '../model/rule.ts';
import type { Decoder } from './decoder.ts';
import { takeOptional } from './decoder.ts';
import type { WrittenPolicy } from './generated/written.ts';
import type { Path } from './places.ts';
import { present } from './present.ts';
import { readPorts, readUsers } from './ranges.ts';
import { readInterface, readIpProtocol, readFwmark, readNumber } from './values.ts';

type WrittenSelector = Pick<
  WrittenPolicy,
  'iif' | 'oif' | 'fwmark' | 'tos' | 'dscp' | 'ipproto' | 'sport' | 'dport' | 'uidrange'
>;

const tosBounds = { min: 1, max: 255 };
const dscpBounds = { min: 0, max: 63 };

export function decodeSelector(decoder: Decoder, path: Path, written: WrittenSelector): Selector {
  const at = (key: keyof WrittenSelector) => [...path, key];
  return present({
    iif: takeOptional(decoder, at('iif'), written.iif, readInterface),
    oif: takeOptional(decoder, at('oif'), written.oif, readInterface),
    fwmark: takeOptional(decoder, at('fwmark'), written.fwmark, readFwmark),
    tos: takeOptional(decoder, at('tos'), written.tos, (tos) => readNumber(tos, tosBounds)),
    dscp: takeOptional(decoder, at('dscp'), written.dscp, (dscp) => readNumber(dscp, dscpBounds)),
    ipproto: takeOptional(decoder, at('ipproto'), written.ipproto, readIpProtocol),
    sport: takeOptional(decoder, at('sport'), written.sport, readPorts),
    dport: takeOptional(decoder, at('dport'), written.dport, readPorts),
    uidrange: takeOptional(decoder, at('uidrange'), written.uidrange, readUsers),
  });
}
