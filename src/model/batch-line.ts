/** What a line for `ip -batch` may consist of: it runs as root. */

/** Words of one alphabet, none of which begins with a dash: `-batch` would be an option. */
const safeLine = /^[A-Za-z0-9_.:/+@](?:[A-Za-z0-9_.:/+@-]| (?=[A-Za-z0-9_.:/+@]))*$/;

export function isSafeLine(line: string): boolean {
  return safeLine.test(line);
}
