/** argv -> exit code. The only catch-all: what arrives here is a fault of ours. */

import { runCommandLine } from './cli/run.ts';

/** What was lost of the output. */
let unprinted: Error | undefined;

// `multihome --help | head` is no error, and nor is a terminal that was closed (EIO). Whatever else
// happens, as a disk that is full, must not end a change in its middle: it is said at the end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') unprinted ??= error;
  });
}

process.on('exit', () => {
  if (unprinted === undefined) return;
  process.stderr.write(`multihome: not everything could be printed: ${unprinted.message}\n`);
  if (process.exitCode === 0) process.exitCode = 1;
});

try {
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = 'this is a fault in multihome, not in your topology; please report it';
  if (process.argv.includes('--json')) {
    const document = {
      format: 'multihome-error',
      format_version: '1.0',
      exit_code: 1,
      message,
      detail: text,
      problems: [],
    };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  } else {
    process.stderr.write(`multihome: ${message}:\n${text}\n`);
  }
  process.exitCode = 1;
}
