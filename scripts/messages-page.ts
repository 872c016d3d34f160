/** Lays out docs/messages.md: every problem code, what it means and what to do. */

import { problemCodes } from '../src/model/problem-codes.ts';

const groups = [
  ['MH0', 'Text and shape'],
  ['MH1', 'Values'],
  ['MH2', 'References and uniqueness'],
  ['MH3', 'Routing'],
  ['MH4', 'Health'],
  ['MH5', 'Plan'],
  ['MH6', 'Host'],
] as const;

export function messagesPage(): string {
  const sections = groups.map(([start, title]) => section(start, title));
  return `# Messages\n\n${introduction}\n${sections.join('')}`;
}

const introduction = `Codes are stable: a script may rely on them, and none is ever used again for
something else. This page is generated from \`src/model/problem-codes.ts\`.
`;

function section(start: string, title: string): string {
  const entries = Object.entries(problemCodes).filter(([code]) => code.startsWith(start));
  if (entries.length === 0) return '';
  const lines = entries.map(
    ([code, { name, severity, summary, explanation }]) =>
      `- **${code}** \`${name}\` (${severity}): ${summary} ${explanation}`,
  );
  return `\n## ${title}\n\n${lines.join('\n')}\n`;
}
