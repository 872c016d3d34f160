/** What to do about a finding: commands, and what makes them last. */

import type { Finding, Remedy } from '../model/finding.ts';
import { shellWord } from '../model/shell-word.ts';
import { sysctlCommand, sysctlKey } from '../model/sysctl.ts';

export function remedyLines(remedy: Remedy): readonly string[] {
  switch (remedy.kind) {
    case 'sysctls':
      return remedy.settings.map((one) => sysctlCommand([one]));
    case 'command':
      return [remedy.command];
    case 'file':
      return [
        `write ${remedy.path}:`,
        ...remedy.text
          .trimEnd()
          .split('\n')
          .map((line) => `    ${line}`.trimEnd()),
        remedy.command,
      ];
    case 'advice':
      return [remedy.text];
  }
}

/** In one line, for whoever shows no more. */
export function remedyCommand(remedy: Remedy): string {
  if (remedy.kind !== 'file') return remedyLines(remedy).join(' && ');
  const { path, text, command } = remedy;
  const lines = text.trimEnd().split('\n');
  const folder = path.slice(0, path.lastIndexOf('/'));
  const words = lines.map(shellWord).join(' ');
  return `mkdir -p ${shellWord(folder)} && printf '%s\\n' ${words} > ${shellWord(path)} && ${command}`;
}

/** All settings that are proposed, as a drop-in for sysctl.d(5): it makes them last. */
export function sysctlDropIn(findings: readonly Finding[]): readonly string[] {
  const settings = findings.flatMap(({ remedy }) =>
    remedy?.kind === 'sysctls' ? remedy.settings : [],
  );
  return [...new Set(settings.map(({ path, value }) => `${sysctlKey(path)} = ${value}`))];
}
