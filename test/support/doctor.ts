/** `multihome doctor --json` in a namespace, and its remedies carried out as a person would. */

import { runIn, runProgram } from './multihome.ts';
import { inNamespace } from './namespace.ts';

export type ReportedFinding = {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly reason: string;
  readonly remedy:
    | { readonly kind: 'sysctls'; readonly settings: readonly { key: string; value: number }[] }
    | { readonly kind: 'command'; readonly command: string }
    | { readonly kind: 'file'; readonly path: string; readonly text: string }
    | { readonly kind: 'advice'; readonly text: string }
    | null;
};

export type DoctorReport = { readonly findings: readonly ReportedFinding[] };

export function doctorIn(
  namespace: string,
  root: string,
  ...file: readonly string[]
): { readonly report: DoctorReport; readonly exitCode: number | null } {
  const { stdout, stderr, exitCode } = runIn(namespace, root, ['doctor', '--json', ...file]);
  if (exitCode !== 0 && exitCode !== 4) throw new Error(`doctor: ${exitCode} ${stdout}${stderr}`);
  return { report: JSON.parse(stdout) as DoctorReport, exitCode };
}

/** Its settings, written as sysctl(8) does: CI may lack it. */
export function carryOutRemedy(namespace: string, found: ReportedFinding | undefined): void {
  if (found?.remedy?.kind !== 'sysctls') throw new Error(`no settings: ${JSON.stringify(found)}`);
  for (const { key, value } of found.remedy.settings) {
    const path = `/proc/sys/${key.replaceAll('.', '/')}`;
    const { exitCode, stderr } = runProgram(inNamespace(namespace, 'tee', path), {
      input: `${value}\n`,
    });
    if (exitCode !== 0) throw new Error(`${key}: ${stderr}`);
  }
}
