/** The least of a world in which model and kernel still differ. */

import { askKernel } from './kernel-answers.ts';
import { families } from '../../src/model/address.ts';
import type { Questions } from './kernel-answers.ts';
import type { Model, Verdict } from './judge.ts';
import { judge } from './judge.ts';
import type { RouteQuestion } from '../../src/model/kernel-answer.ts';
import type { World } from './world.ts';

export type Difference = { readonly world: World; readonly verdict: Verdict };

const noQuestions: Questions = { ipv4: [], ipv6: [] };

/** Words of a question that may be left out. */
const optional = ['from', 'iif', 'oif', 'mark', 'tos', 'ipproto', 'sport', 'dport', 'uid'] as const;

/** Lines by halves, quarters and one by one, then words of the question, while anything can go. */
export async function shrink(model: Model, found: Difference): Promise<Difference> {
  let best = found;
  for (const part of parts) best = await shrinkPart(model, best, part);
  for (const word of optional) {
    const { world, verdict } = best;
    if (verdict.question[word] === undefined) continue;
    const { [word]: _, ...question } = verdict.question;
    best = (await differs(model, world, question)) ?? best;
  }
  return best;
}

/** How a list of lines is taken out of a world, and put back. */
type Part = {
  readonly of: (world: World) => readonly string[];
  readonly put: (world: World, lines: readonly string[]) => World;
};

const parts: readonly Part[] = [
  ...families.map((family) => ({
    of: ({ lines }: World) => lines[family],
    put: (world: World, lines: readonly string[]) => ({
      ...world,
      lines: { ...world.lines, [family]: lines },
    }),
  })),
  ...(['losses', 'addresses', 'settings', 'links'] as const).map((key) => ({
    of: (world: World) => world[key],
    put: (world: World, lines: readonly string[]) => ({ ...world, [key]: lines }),
  })),
];

async function shrinkPart(model: Model, found: Difference, part: Part): Promise<Difference> {
  let best = found;
  for (let size = part.of(best.world).length; size >= 1; size >>>= 1) {
    for (let start = 0; start < part.of(best.world).length;) {
      const lines = part.of(best.world);
      const fewer = [...lines.slice(0, start), ...lines.slice(start + size)];
      const smaller = await differs(model, part.put(best.world, fewer), best.verdict.question);
      if (smaller === undefined) start += size;
      else best = smaller;
    }
  }
  return best;
}

async function differs(
  model: Model,
  world: World,
  question: RouteQuestion,
): Promise<Difference | undefined> {
  const questions = { ...noQuestions, [question.family]: [question] };
  try {
    const [verdict] = judge(model, await askKernel(world, questions), questions);
    const isDifference = verdict?.agrees === false && verdict.uncertain === undefined;
    return isDifference ? { world, verdict } : undefined;
  } catch {
    // What cannot be made or asked any more is no smaller case.
    return undefined;
  }
}
