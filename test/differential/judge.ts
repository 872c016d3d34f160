/** The model's answer beside the kernel's, in words that can be compared. */

import type { decide } from '../../src/lookup/decide.ts';
import type { RoutingIndex, indexState } from '../../src/lookup/state.ts';
import { kernelWords, modelWords, wayTaken } from '../../src/lookup/answer-words.ts';
import type { KernelAnswer, RouteQuestion } from '../../src/model/kernel-answer.ts';
import type { Answered, Questions } from './kernel-answers.ts';
import { asFlow } from './random-flows.ts';
import { families } from '../../src/model/address.ts';

/** The product's, or one with a fault planted in it. */
export type Model = { readonly indexState: typeof indexState; readonly decide: typeof decide };

export type Verdict = {
  readonly question: RouteQuestion;
  readonly kernel: string;
  /** Any of them will do. */
  readonly model: readonly string[];
  readonly uncertain: string | undefined;
  readonly agrees: boolean;
  /** Whether the model names the IPv6 source that the kernel chose; undefined where it chose none. */
  readonly namesSource: boolean | undefined;
};

export function judge(
  model: Model,
  { live, answers }: Answered,
  questions: Questions,
): readonly Verdict[] {
  const index = model.indexState(live);
  return families.flatMap((family) => {
    const isMerged = index.families[family].merged !== undefined;
    return questions[family].map((question, at) => {
      const answer = answers[family][at];
      if (answer === undefined) throw new Error('no answer');
      return compare(model, index, question, answer, isMerged);
    });
  });
}

function compare(
  model: Model,
  index: RoutingIndex,
  question: RouteQuestion,
  answer: KernelAnswer,
  isMerged: boolean,
): Verdict {
  const asked = { flow: asFlow(question), isMerged };
  const decision = model.decide(index, asked.flow);
  if (answer.kind === 'unanswered') throw new Error(answer.reason);
  const kernel = kernelWords(answer, asked);
  const words = modelWords(decision, asked);
  const way = wayTaken(kernel, words);
  const agrees = way >= 0;
  const { uncertain } = decision;
  const chooses = question.family === 'ipv6' && / src \S*:/.test(kernel);
  const namesSource = chooses && agrees ? words[way]?.includes('src *') === false : undefined;
  return { question, kernel, model: words, uncertain, agrees, namesSource };
}
