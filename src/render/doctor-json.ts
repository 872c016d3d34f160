/** The versioned form of what doctor finds: schemas/doctor.schema.json. */

import { hostCodes } from '../model/codes/host.ts';
import type { Finding, Remedy } from '../model/finding.ts';
import { sysctlKey } from '../model/sysctl.ts';
import type { DoctorHead } from './doctor-text.ts';
import { sysctlDropIn } from './remedy.ts';

export function doctorJson(head: DoctorHead, findings: readonly Finding[]): object {
  return {
    format: 'multihome-doctor',
    format_version: '1.0',
    hostname: head.hostname,
    topology: head.topology ?? null,
    findings: findings.map(findingJson),
    sysctl_lines: sysctlDropIn(findings),
  };
}

function findingJson({ code, severity, message, reason, remedy, at }: Finding): object {
  return {
    code,
    name: hostCodes[code].name,
    severity,
    message,
    reason,
    remedy: remedy === undefined ? null : remedyJson(remedy),
    at: at === undefined ? null : { file: at.file, line: at.line, column: at.column },
  };
}

function remedyJson(remedy: Remedy): object {
  switch (remedy.kind) {
    case 'sysctls': {
      const settings = remedy.settings.map(({ path, value }) => ({ key: sysctlKey(path), value }));
      return { kind: 'sysctls', settings };
    }
    case 'command':
      return { kind: 'command', command: remedy.command };
    case 'file':
      return { kind: 'file', path: remedy.path, text: remedy.text, command: remedy.command };
    case 'advice':
      return { kind: 'advice', text: remedy.text };
  }
}
