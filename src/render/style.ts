/** Colour, only where asked for, and never the only carrier of a meaning. */

import { Chalk } from 'chalk';

export type Style = {
  readonly add: (text: string) => string;
  readonly change: (text: string) => string;
  readonly remove: (text: string) => string;
  readonly alarm: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
};

export function styleOf(colour: boolean): Style {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return {
    add: chalk.green,
    change: chalk.yellow,
    remove: chalk.red,
    alarm: chalk.red.bold,
    strong: chalk.bold,
    faint: chalk.dim,
  };
}
