/**
 * Every code a problem can carry, from one file for each area; docs/messages.md is generated.
 *
 * Codes are stable and never reused. Ranges: MH0 text and shape, MH1 values, MH2 references and
 * uniqueness, MH3 routing, MH4 health, MH5 plan, MH6 host,
 * MH7 expectations.
 */

import { compilationCodes } from './codes/compilation.ts';
import { expectationsCodes } from './codes/expectations.ts';
import { healthCodes } from './codes/health.ts';
import { referencesCodes } from './codes/references.ts';
import { routingCodes } from './codes/routing.ts';
import { textCodes } from './codes/text.ts';
import { valuesCodes } from './codes/values.ts';

export const problemCodes = {
  ...textCodes,
  ...valuesCodes,
  ...referencesCodes,
  ...routingCodes,
  ...compilationCodes,
  ...healthCodes,
  ...expectationsCodes,
};

export type ProblemCode = keyof typeof problemCodes;
