/** A report in the format that a program wants. */

import type { Report, ReportFormat } from '../model/report.ts';
import { reportJson } from './report-json.ts';
import { reportPlain } from './report-plain.ts';

/** With a line break at the end. */
export function renderReport(report: Report, format: ReportFormat): string {
  switch (format) {
    case 'text':
      return reportPlain(report);
    case 'json':
      return reportJson(report);
    default:
      throw new Error(format);
  }
}
