/** Exit codes: published, tested, never reused. 2 can only ever mean that changes are pending. */
export const exitCodes = {
  success: 0,
  unexpectedError: 1,
  changesPending: 2,
  topologyInvalid: 3,
  expectationFailed: 4,
  refused: 5,
  rolledBack: 6,
  rollbackIncomplete: 7,
  usage: 64,
  noInput: 66,
  unavailable: 69,
  locked: 75,
  needsRoot: 77,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
