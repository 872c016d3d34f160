/** Cells of a matrix of faults: all are tried, whatever becomes of one, and counted as they happen. */

import type { TestContext } from 'node:test';

/** One cell; what it throws counts against it. */
export type TryCell = (name: string, check: () => void | Promise<void>) => Promise<void>;

/** Every stride-th position is tried; MULTIHOME_STRIDE=1, as `npm run fault-matrix` has it, tries all. */
export const stride = Number(process.env['MULTIHOME_STRIDE'] ?? 17);

/** Whether all of the matrix is wanted, however long it takes. */
export const isWhole = stride === 1;

/** What `scripts/fault-matrix.ts` reads. */
export async function withCells(
  context: TestContext,
  tryAll: (cell: TryCell) => void | Promise<void>,
): Promise<void> {
  let tried = 0;
  const failures: string[] = [];
  try {
    await tryAll(async (name, check) => {
      tried += 1;
      try {
        await check();
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        failures.push(`${name}: ${text}`);
      }
    });
  } finally {
    context.diagnostic(`${tried - failures.length} of ${tried} cells passed`);
  }
  if (tried === 0) throw new Error('no cell was tried');
  if (failures.length === 0) return;
  const shown = failures.slice(0, failuresMax).join('\n\n');
  throw new Error(`${failures.length} of ${tried} cells failed\n${shown}`);
}

/** Each of them is long. */
const failuresMax = 5;
