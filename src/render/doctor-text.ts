/** Findings for people: what is so, what follows, and what to do. */

import type { Finding } from '../model/finding.ts';
import { remedyLines, sysctlDropIn } from './remedy.ts';
import { place } from './rows.ts';
import type { Style } from './style.ts';
import { visible } from './terminal-text.ts';

export type DoctorHead = {
  readonly hostname: string;
  /** Undefined where the host is judged by its default routes. */
  readonly topology: string | undefined;
};

export function doctorText(
  { hostname, topology }: DoctorHead,
  findings: readonly Finding[],
  style: Style,
): string {
  const subject = topology ?? 'no topology: judged by default routes';
  return [
    `${style.strong('multihome doctor')}  ${visible(hostname)}  ${visible(subject)}`,
    ...findings.map((finding) => findingText(finding, style)),
    ...dropInText(findings),
    summary(findings),
  ]
    .join('\n\n')
    .concat('\n');
}

function findingText(finding: Finding, style: Style): string {
  const { code, severity, message, reason, remedy, at } = finding;
  const word = severity === 'information' ? style.faint(severity) : paint(severity, style);
  const where = at === undefined ? '' : `   ${style.faint(visible(place(at)))}`;
  return [
    `  ${word}: ${visible(message)} [${code}]${where}`,
    `      ${visible(reason)}`,
    ...(remedy === undefined ? [] : remedyLines(remedy)).map((line) => `      ${visible(line)}`),
  ].join('\n');
}

function paint(severity: 'error' | 'warning', style: Style): string {
  return severity === 'error' ? style.alarm(severity) : style.change(severity);
}

function dropInText(findings: readonly Finding[]): readonly string[] {
  const lines = sysctlDropIn(findings);
  if (lines.length === 0) return [];
  const text = [
    `  ${dropInPath} makes these settings last, and "sysctls: manage" in the topology does:`,
    ...lines.map((one) => `      ${one}`),
  ];
  return [text.map(visible).join('\n')];
}

/** Not the file that `sysctls: manage` writes. */
const dropInPath = '/etc/sysctl.d/60-uplinks.conf';

function summary(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, rest] = [count('error'), count('warning'), count('information')];
  if (findings.length === 0) return 'Nothing found.';
  return `Found: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${rest} for information.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
