/** Every code a problem can carry, in one place. Codes are never reused. */
export const problemCodes = {
  MH001: 'placeholder',
} as const;

export type ProblemCode = keyof typeof problemCodes;
