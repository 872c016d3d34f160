/** Paths of the file system, for those that may not import node's. */

export { dirname, resolve } from 'node:path';
