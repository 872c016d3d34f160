/** A report in the format that a program wants. */

import type { Report, ReportFormat } from '../model/report.ts';
import { reportGithub } from './report-github.ts';
import { reportJson } from './report-json.ts';
import { reportJunit } from './report-junit.ts';
import { reportPlain } from './report-plain.ts';
import { reportSarif } from './report-sarif.ts';
import { reportTap } from './report-tap.ts';

/** With a line break at the end. */
export function renderReport(report: Report, format: ReportFormat): string {
  switch (format) {
    case 'text':
      return reportPlain(report);
    case 'json':
      return reportJson(report);
    case 'github':
      return reportGithub(report);
    case 'sarif':
      return reportSarif(report);
    case 'junit':
      return reportJunit(report);
    case 'tap':
      return reportTap(report);
  }
}
