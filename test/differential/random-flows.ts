/** Random questions, as the model and as `ip route get` take them. */

import type { Address, Family } from '../../src/model/address.ts';
import { parseAddress } from '../../src/model/address.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { RouteQuestion } from '../../src/model/kernel-answer.ts';
import { addresses, devices, ownAddress } from './places.ts';
import type { Random } from './random.ts';

export function randomQuestion(random: Random, family: Family): RouteQuestion {
  const to = address(random.percent(8) ? ownAddress(random, family) : place(random, family));
  const question: { -readonly [Key in keyof RouteQuestion]: RouteQuestion[Key] } = { family, to };
  if (random.percent(30)) {
    question.iif = random.oneOf([...devices, ...devices, 'lo']);
    question.from = address(
      random.percent(10) ? ownAddress(random, family) : place(random, family),
    );
  } else {
    if (random.percent(45)) {
      question.from = address(
        random.percent(85) ? ownAddress(random, family) : place(random, family),
      );
    }
    if (random.percent(22)) question.oif = random.oneOf(devices);
    if (random.percent(40)) question.uid = random.oneOf([1000, 1500, 999, 2000, 7]);
  }
  if (random.percent(45)) question.mark = random.oneOf([0x10, 0x1f, 0x97, 0x30, 0x110]);
  if (random.percent(40))
    question.tos = random.oneOf([0x10, 0x12, 0xb0, 0xb8, 0x08, 0x28, 0x04, 0x1c]);
  if (random.percent(50)) {
    question.ipproto = random.oneOf([6, 17]);
    if (random.percent(70)) question.dport = random.oneOf([443, 53, 1000, 2000, 2001, 1]);
    if (random.percent(40)) question.sport = random.oneOf([443, 999, 1500, 2000, 64_000]);
  } else if (random.percent(15)) {
    question.ipproto = family === 'ipv4' ? 1 : 58;
  }
  return question;
}

/** Where nothing is said, `ip route get` asks for UDP in IPv4 (inet_rtm_getroute). */
export function asFlow(question: RouteQuestion): Flow {
  const ipproto = question.family === 'ipv4' ? 17 : 0;
  return { mark: 0, tos: 0, ipproto, sport: 0, dport: 0, uid: 0, ...question };
}

function place(random: Random, family: Family): string {
  return random.oneOf(addresses[family]);
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`no address: ${text}`);
  return parsed;
}
