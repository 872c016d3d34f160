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

/** What those that can happen mean: `--help` says it. */
export const exitCodeMeanings = {
  [exitCodes.success]: 'success; of plan also when there are changes',
  [exitCodes.unexpectedError]: 'unexpected error',
  [exitCodes.changesPending]: 'changes are pending; only of plan --detailed-exitcode',
  [exitCodes.topologyInvalid]: 'the topology is not valid',
  [exitCodes.expectationFailed]: 'an expectation does not hold; doctor: something does not work',
  [exitCodes.refused]: 'refused, nothing touched; of plan with --commands, --detailed-exitcode',
  [exitCodes.rolledBack]: 'it failed and was taken back: the host is as before',
  [exitCodes.rollbackIncomplete]: 'it failed and could not be taken back wholly',
  [exitCodes.usage]: 'wrong usage',
  [exitCodes.noInput]: 'a file cannot be read',
  [exitCodes.unavailable]: 'ip is missing, too old or not to be trusted',
  [exitCodes.locked]: 'another multihome runs, or an apply waits to be confirmed',
  [exitCodes.needsRoot]: 'needs root, with CAP_NET_ADMIN',
} as const satisfies Partial<Record<ExitCode, string>>;

export type PossibleExitCode = keyof typeof exitCodeMeanings;
