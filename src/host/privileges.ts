/** Whether this process may change routing. Reading needs no privilege. */

/** Root of a user namespace counts: `unshare -rn` is root there. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
