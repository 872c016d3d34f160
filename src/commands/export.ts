/** `export`: the topology in the words of another program, for somebody else to keep. */

import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Exported, ExportFormat } from '../model/export.ts';
import { exported, exportedText } from '../render/export.ts';
import { lossText } from '../render/export-text.ts';
import { visible } from '../render/terminal-text.ts';
import type { Environment } from './environment.ts';
import { writeExport } from './export-files.ts';
import { exportSource } from './export-source.ts';
import { reportFailure } from './failure.ts';
import { loadTopology } from './topology-file.ts';

export type ExportOptions = {
  readonly format: ExportFormat;
  readonly file: string | undefined;
  /** Where its files go; undefined for standard output. */
  readonly directory: string | undefined;
  /** What cannot be said ends it. */
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
  const result = exported(source.value, format);
  for (const loss of result.losses) terminal.remark(`${visible(lossText(loss))}\n`);
  if (strict && result.losses.length > 0) {
    return reportFailure(notWhole(format, result), terminal, false);
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

function notWhole(format: ExportFormat, { losses }: Exported) {
  const message = `${format} cannot say all of it (see above: ${losses.length}), and --strict wants all`;
  return { exitCode: exitCodes.refused, message };
}
