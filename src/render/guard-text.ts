/** Why a plan was refused, and how to go on. */

import type { Guard } from '../model/plan.ts';

export function guardText(guard: Guard): string {
  switch (guard.name) {
    case 'interface-missing':
      return refusal(guard.name, `not there: ${guard.interfaces.join(', ')}`, 'plug it in, or');
    case 'uplink-unready': {
      const names = guard.uplinks.map(({ name, family }) => `${name} (${family})`).join(', ');
      return refusal(guard.name, `not ready: ${names}`, 'give it its address and gateway, or');
    }
    case 'network-unready': {
      const names = guard.networks.map(({ name, family }) => `${name} (${family})`).join(', ');
      return refusal(guard.name, `no address: ${names}`, 'give its interface one, or');
    }
    case 'foreign-conflict': {
      const count = guard.conflicts.length;
      const objects =
        count === 1 ? 'an object that is not ours is' : `${count} objects that are not ours are`;
      return `refused [${guard.name}]: ${objects} in the way. Nothing was touched.`;
    }
  }
}

function refusal(name: string, what: string, remedy: string): string {
  return `refused [${name}]: ${what}. Nothing was touched.\n  ${remedy} go on without it: --allow ${name}`;
}
