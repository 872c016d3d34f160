/**
 * What the runner of GitHub Actions makes of a line (actions/runner, ActionCommand.cs): there are two
 * notations, and the second counts anywhere in a line.
 */

export type WorkflowCommand = {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
};

const names = new Set([
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'echo', 'add-mask', 'add-path'],
  ...['set-env', 'set-output', 'save-state', 'stop-commands', 'add-matcher', 'remove-matcher'],
]);

/** Undefined for text. */
export function readCommand(line: string): WorkflowCommand | undefined {
  const [, info = '', data = ''] =
    /^\s*::(.*?)::(.*)$/s.exec(line) ?? /##\[(.*?)\](.*)$/s.exec(line) ?? [];
  const [name = ''] = info.split(' ', 1);
  if (!names.has(name.toLowerCase())) return undefined;
  const properties = info
    .slice(name.length)
    .trim()
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = ''] = pair.split('=', 1);
      return [key, unescaped(pair.slice(key.length + 1))] as const;
    });
  return { name, properties: Object.fromEntries(properties), data: unescaped(data) };
}

function unescaped(text: string): string {
  return ['%0D', '%0A', '%3A', '%2C', '%25'].reduce(
    (before, code) => before.replaceAll(code, decodeURIComponent(code)),
    text,
  );
}
