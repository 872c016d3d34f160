/** `npm run simulate-health`: prints the table of docs/health.md. */

import { table } from './health.ts';

const [runs = '60', days = '3'] = process.argv.slice(2);
process.stdout.write(table(Number(runs), Number(days)));
