/** Lines of a section of text: what it says on the left, where it comes from on the right. */

import type { Origin } from '../model/origin.ts';

export type Row = {
  readonly text: string;
  readonly paint: (text: string) => string;
  readonly note: string;
};

export function row(text: string, paint: (text: string) => string, note = ''): Row {
  return { text, paint, note };
}

export function plain(text: string): string {
  return text;
}

/** On a narrow terminal the line alone: `topology.yaml:12` becomes `:12`. */
export function shortPlace(note: string): string {
  return note.replace(/^[^ ]*(:[0-9]+)/, '$1');
}

/** The head names the whole path; here the last part is enough. */
export function place({ file, line }: Origin): string {
  return `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
}
