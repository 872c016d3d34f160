/** The lines of a text, by offsets in it. */

/** The offset of the first character of the line that `position` is in. */
export function lineStart(text: string, position: number): number {
  // lastIndexOf takes a negative offset for 0, where a newline would be one that comes after.
  return position === 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
}
