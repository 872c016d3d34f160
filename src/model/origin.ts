/** Where in the topology something was asked for. Lines and columns count from 1. */
export type Origin = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
};

/** A file as messages name it; `-` is what people type for standard input. */
export function shownFile(typed: string): string {
  return typed === '-' ? standardInput : typed;
}

/** What `shownFile` was given. */
export function typedFile(shown: string): string {
  return shown === standardInput ? '-' : shown;
}

export const standardInput = '<stdin>';
