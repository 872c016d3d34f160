/** Topologies of every outcome, and reports of `check` and `verify` about them. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Expectation } from '../../src/model/expectation.ts';
import type { Place, Problem } from '../../src/model/problem.ts';
import type { FileReport, Report, ReportFormat } from '../../src/model/report.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { Finished } from './multihome.ts';
import { runHere, temporaryFolder } from './multihome.ts';
import type { Owner } from './namespace.ts';

const head = `version: 1
uplinks:
  isp-a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  isp-b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [isp-a, isp-b]}
`;

/** What tries to be more than text: in XML, YAML, TAP and SARIF, on a terminal, for a runner. */
export const hostileName =
  '::error::a\n::error file=b::c\r\n##[error]d <e a="1">&amp;]]></e> %0A% # SKIP \\# \\\\ {0} [x](y) [z\\](y)\u001b[31m\u0000\u0085\u2028\ud800\uffff \u{1f600} #';

const hostileYaml = JSON.stringify(hostileName).replace(
  /[^\x20-\x7e]/g,
  (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
);

/** By file. Each has its expectation in line 6. */
export const topologies = {
  'holds.yaml': `${head}expect: [any -> any => uplink isp-a, isp-b -> any => uplink isp-b]\n`,
  'fails.yaml': `${head}expect: [any -> 8.8.8.8 => uplink isp-b, any -> any => uplink isp-a]\n`,
  'mistaken.yaml': `${head}expect: [wlan -> any => uplink isp-a]\n`,
  'warns.yaml': `${head}networks: {lan: {interface: eth0, ipv4: 192.168.1.1/24}}\n`,
  'invalid.yaml': `${head}outbound: {mode: none}\nunknown: 1\n`,
  'twice.yaml': `${head}expect: [any -> any => uplink isp-a, any -> any => uplink isp-a]\n`,
  'hostile.yaml': `${head}expect: [{name: ${hostileYaml}, flow: any -> any, then: uplink isp-b}]\n`,
} as const;

/** In a folder of their own, where the program is then started. */
export function checkedAs(
  owner: Owner,
  format: ReportFormat,
  files: readonly string[],
  written: Readonly<Record<string, string>> = topologies,
): Finished {
  const folder = temporaryFolder(owner);
  for (const [name, text] of Object.entries(written)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const input = files.includes('-') ? topologies['fails.yaml'] : '';
  return runHere(['check', '--format', format, ...files], { folder, input });
}

export function place(line: number, column = 3, file = 'router.yaml'): Place {
  return { file, line, column, endColumn: column + 4, text: `  a line of ${file}` };
}

export function problem(more: Partial<Problem> = {}): Problem {
  return { code: 'MH704', severity: 'error', message: 'it goes astray', at: place(7), ...more };
}

export function expectation(name: string | undefined, line = 7, column = 3): Expectation {
  return {
    name,
    down: [],
    flows: [{ text: 'any -> any', from: { kind: 'any' }, to: { kind: 'any' } }],
    way: { text: 'local', isNegated: false, way: { kind: 'local' } },
    kinds: 'as written',
    at: place(line, column),
  };
}

export function verdict(result: Verdict['result'], name?: string, line = 7): Verdict {
  return { expectation: expectation(name, line), result, packets: 1 };
}

export function fileReport(more: Partial<FileReport> = {}): FileReport {
  const file = 'router.yaml';
  return { file, exitCode: 0, problems: [], verdicts: [], remark: `${file}: ok`, ...more };
}

export function report(...files: readonly FileReport[]): Report {
  return { command: 'verify', version: '1.2.3', files };
}
