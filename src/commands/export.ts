/** `export`: the topology in the words of another program, for somebody else to keep. */

import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { ExportFormat, ExportLoss } from '../model/export.ts';
import type { Problem } from '../model/problem.ts';
import { exported, exportedText, refusals } from '../render/export.ts';
import { lossText } from '../render/export-text.ts';
import { visible } from '../render/terminal-text.ts';
import type { Environment } from './environment.ts';
import { writeExport } from './export-files.ts';
import { exportSource } from './export-source.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { loadTopology } from './topology-file.ts';

export type ExportOptions = {
  readonly format: ExportFormat;
  readonly file: string | undefined;
  /** Where its files go; undefined for standard output. */
  readonly directory: string | undefined;
  /** What apply would write and the format cannot say ends it. */
  readonly strict: boolean;
};

export async function exportTopology(
  options: ExportOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { terminal } = environment;
  const { format, directory, strict } = options;
  const loaded = loadTopology(options.file ?? environment.defaultTopology);
  if (!loaded.ok) return reportFailure(loaded.failure, terminal, false);
  const source = await exportSource(loaded.value.topology, environment.host);
  if (!source.ok) return reportFailure(source.failure, terminal, false);
  const refused = refusals(source.value, format);
  if (refused.length > 0) return reportFailure(unsafe(refused), terminal, false);
  const result = exported(source.value, format);
  for (const loss of result.losses) terminal.remark(`${visible(lossText(loss))}\n`);
  const missing = result.losses.filter(({ lasting }) => lasting === undefined);
  if (strict && missing.length > 0) {
    return reportFailure(notWhole(format, missing), terminal, false);
  }
  if (directory === undefined) {
    terminal.print(exportedText(result));
    return exitCodes.success;
  }
  const failure = writeExport(result, directory);
  if (failure !== undefined) return reportFailure(failure, terminal, false);
  terminal.print(result.files.map(({ path }) => `${visible(`${directory}/${path}`)}\n`).join(''));
  return exitCodes.success;
}

function notWhole(format: ExportFormat, missing: readonly ExportLoss[]): Failure {
  const message = `${format} cannot say all of it (see above: ${missing.length}), and --strict wants all that apply would write`;
  return { exitCode: exitCodes.refused, message };
}

function unsafe(refused: readonly ExportLoss[]): Failure {
  const problems = refused.map((one): Problem => ({
    code: 'MH393',
    severity: 'error',
    message: lossText(one),
    hint: 'declare the networks of this host under networks, or export to systemd-networkd, which has the rule',
  }));
  return { exitCode: exitCodes.refused, problems };
}
