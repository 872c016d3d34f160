/** Chunks of a stream -> lines. */

const lineMax = 4096;

/** What is no text, or has no end, is cut: the memory of who reads for months is not theirs. */
export function createLineSplitter(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(-lineMax);
    for (const line of lines) onLine(line);
  };
}
