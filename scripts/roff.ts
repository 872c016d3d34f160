/** Pieces of a manual page, in the macros of man(7). */

export type ManualHeader = {
  readonly title: string;
  readonly section: number;
  readonly version: string;
};

/** Without a date: a page that is made anew must come out the same. Headings begin paragraphs. */
export function page({ title, section: number, version }: ManualHeader, body: string): string {
  const head = `.TH ${title.toUpperCase()} ${number} "" "multihome ${version}" "multihome"\n.nh`;
  return `${head}\n${body.replaceAll(/^(\.S[HS] .*\n)\.PP\n/gm, '$1')}\n`;
}

/** Text as it stands, over as many lines as it has. */
export function escaped(text: string): string {
  const safe = text.replaceAll('\\', String.raw`\e`).replaceAll('-', String.raw`\-`);
  return safe.replaceAll(/^(?=['.])/gm, String.raw`\&`);
}

export function bold(text: string): string {
  return String.raw`\fB${escaped(text)}\fR`;
}

export function italic(text: string): string {
  return String.raw`\fI${escaped(text)}\fR`;
}

/** Words with the marks of Markdown: code and what is stressed are bold, of links the words stay. */
export function inline(text: string): string {
  const parts = text
    .replaceAll(/\s*\n\s*/g, ' ')
    .split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*|\[[^\]]+\]\([^)]*\))/);
  return parts.map((part, index) => (index % 2 === 0 ? escaped(part) : marked(part))).join('');
}

function marked(part: string): string {
  const link = /^\[(.*)\]\((.*)\)$/.exec(part);
  if (link !== null) return linked(link[1] ?? '', link[2] ?? '');
  return bold(part.replaceAll(/^[`*]+|[`*]+$/g, ''));
}

/** To a heading of the same page: the reader has to look for it by its name. */
function linked(text: string, target: string): string {
  const isNamed = !target.startsWith('#') || target === `#${text}`;
  return isNamed ? inline(text) : `${inline(text)} (${escaped(target.slice(1))})`;
}

export function section(title: string): string {
  return `.SH ${quoted(title.toUpperCase())}`;
}

export function subsection(title: string): string {
  return `.SS ${quoted(title)}`;
}

export function paragraph(text: string): string {
  return `.PP\n${text}`;
}

/** A term, and what is said about it. */
export function described(term: string, text: string): string {
  return `.TP\n${term}\n${text}`;
}

export function item(mark: string, text: string): string {
  return `.IP ${mark} 4\n${text}`;
}

export function verbatim(text: string): string {
  return `.PP\n.RS 4\n.nf\n${escaped(text)}\n.fi\n.RE`;
}

function quoted(text: string): string {
  return `"${escaped(text.replaceAll(/[`"]/g, ''))}"`;
}
