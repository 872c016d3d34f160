/** The least that any program must do that looks at all routes: dump them and parse the JSON. */

import { execFileSync } from 'node:child_process';

const words = ['-N', '-j', '-d', 'route', 'show', 'table', 'all'];
const text = execFileSync('ip', words, { encoding: 'utf8', maxBuffer: 2 ** 29 });
const routes: unknown = JSON.parse(text);
if (!Array.isArray(routes)) throw new Error('not a list of routes');
