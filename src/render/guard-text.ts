/** Why a plan was refused, and how to go on. */

import type { Guard } from '../model/plan.ts';
import { describeRoute, describeRule } from './describe.ts';
import { describeFlow, wayWords } from './trace-text.ts';

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
    case 'management-path': {
      const ways = guard.ways.map(({ flow, before, after }) => {
        const now = wayWords(before);
        return `${describeFlow(flow)} ${now} now, and afterwards ${wayWords(after)}`;
      });
      const what = `the way back to whoever manages this host changes: ${ways.join('; ')}`;
      return refusal(guard.name, what, 'apply it with --confirm 2m, or');
    }
    case 'last-default': {
      const what = `nothing but attached networks can be reached afterwards (${guard.families.join(', ')})`;
      return refusal(guard.name, what, 'give outbound an uplink that works, or');
    }
    case 'removes-everything': {
      const what = `all ${guard.objects} rules and routes of ours would go`;
      return refusal(guard.name, what, 'that is what destroy is for; or');
    }
    case 'empty-table': {
      const rules = guard.rules.map((rule) => describeRule(rule, (id) => `${id}`));
      return refusal(
        guard.name,
        `no route stands where this leads: ${rules.join('; ')}`,
        'write one, or',
      );
    }
    case 'table-id-clash': {
      const routes = guard.routes.map((route) => `table ${route.table}: ${describeRoute(route)}`);
      const what = `somebody else uses a table that would become ours: ${routes.join('; ')}`;
      return refusal(guard.name, what, 'give the uplink another table, or');
    }
  }
}

function refusal(name: string, what: string, remedy: string): string {
  return `refused [${name}]: ${what}. Nothing was touched.\n  ${remedy} go on without it: --allow ${name}`;
}
