import { problemAt } from '../problem-at.ts';
import type { Policy } from '../topology.ts';
import type { Check } from './check.ts';

/** Names of policies are part of the names of their tables. */
export const policyNamesOnce: Check = ({ policies }, places) => {
  const first = new Map<string, Policy>();
  return policies.flatMap((policy) => {
    const other = first.get(policy.name);
    if (other === undefined) first.set(policy.name, policy);
    if (other === undefined) return [];
    return [
      problemAt(places.under(policy.at, ['name']), {
        code: 'MH213',
        message: `there is already a policy "${policy.name}"`,
        hint: 'give one of them another name',
        related: [{ message: 'the other one', at: places.under(other.at, ['name']) }],
      }),
    ];
  });
};
