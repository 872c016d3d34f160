/** Where in the topology something was asked for. Lines and columns count from 1. */
export type Origin = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
};
