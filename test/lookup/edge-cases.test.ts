import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decide } from '../../src/lookup/decide.ts';
import { indexState } from '../../src/lookup/state.ts';
import { parseAddress } from '../../src/model/address.ts';
import { judge } from '../differential/judge.ts';
import type { Questions } from '../differential/kernel-answers.ts';
import { askKernel } from '../differential/kernel-answers.ts';
import type { RouteQuestion } from '../../src/model/kernel-answer.ts';
import { requireLinks } from '../support/links.ts';
import type { EdgeCase } from './edge-cases.ts';
import { edgeCases } from './edge-cases.ts';
import { routerWith } from './router.ts';

const skip = requireLinks('veth') ?? false;
const model = { indexState, decide };

describe('kernel and model agree on what surprises', { skip }, () => {
  for (const edgeCase of edgeCases) {
    const { name, want, ways = 1, doubt, leavesSource = false } = edgeCase;
    test(name, async () => {
      const question = questionOf(edgeCase);
      const questions = questionsOf(question);
      const [verdict] = judge(
        model,
        await askKernel(routerWith(question.family, edgeCase.lines), questions),
        questions,
      );
      assert.equal(verdict?.kernel, want, 'the kernel');
      assert.ok(verdict.agrees, `the model: ${verdict.model.join(' | ')}`);
      assert.equal(verdict.namesSource === false, leavesSource, verdict.model.join(' | '));
      assert.equal(verdict.model.length, ways);
      if (doubt === undefined) assert.equal(verdict.uncertain, undefined);
      else assert.ok(verdict.uncertain?.includes(doubt), verdict.uncertain);
    });
  }
});

function questionsOf(question: RouteQuestion): Questions {
  return { ...{ ipv4: [], ipv6: [] }, [question.family]: [question] };
}

const protocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };

function questionOf({ family = 'ipv4', get }: EdgeCase): RouteQuestion {
  const [to = '', ...words] = get.split(' ');
  const question: { -readonly [Key in keyof RouteQuestion]: RouteQuestion[Key] } = {
    family,
    to: address(to),
  };
  for (let at = 0; at < words.length; at += 2) {
    const [word, value = ''] = words.slice(at, at + 2);
    if (word === 'from') question.from = address(value);
    else if (word === 'iif' || word === 'oif') question[word] = value;
    else if (word === 'ipproto') question.ipproto = protocols[value] ?? 0;
    else if (word === 'mark' || word === 'tos' || word === 'dport') question[word] = Number(value);
    else throw new Error(`no word of a question: ${word}`);
  }
  return question;
}

function address(text: string): RouteQuestion['to'] {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`no address: ${text}`);
  return parsed;
}
