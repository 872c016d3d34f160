/** A line of a file with a mark under a part of it, no wider than the terminal. */

import type { Place } from '../model/problem.ts';
import type { Style } from './style.ts';
import { fittingEnd, fittingStart, visible, width } from './terminal-text.ts';

type Look = {
  readonly columns: number;
  readonly style: Style;
  /** For the mark. */
  readonly paint: (text: string) => string;
};

type Parts = { readonly before: string; readonly marked: string; readonly after: string };

/** On a narrower terminal the mark may stand wrong, but there is something to see. */
const roomMin = 24;

/** The hint stands behind the mark, or where it does not fit, on a line of its own. */
export function frame(at: Place, hint: string, { columns, style, paint }: Look): string {
  const number = String(at.line);
  const margin = ' '.repeat(number.length);
  const room = Math.max(roomMin, columns - number.length - ' | '.length);
  const { before, marked, after } = cut(at, room);
  const indent = ' '.repeat(width(before));
  const mark = '^'.repeat(Math.max(1, width(marked)));
  const fits = width(`${indent}${mark} ${hint}`) <= room;
  const bar = style.faint('|');
  return [
    `${margin} ${bar}`,
    `${style.faint(number)} ${bar} ${before}${marked}${after}`.trimEnd(),
    `${margin} ${bar} ${indent}${paint(mark)} ${fits ? hint : ''}`.trimEnd(),
    ...(fits ? [] : [`${margin} ${bar} ${hint}`]),
  ].join('\n');
}

/** The line around what is marked; every part is as it will stand on the terminal. */
function cut({ text, column, endColumn }: Place, room: number): Parts {
  // A line can have megabytes; no character takes more than two units, and few take no room.
  const near = room * 4;
  const [start, end] = [column - 1, endColumn - 1];
  const whole = {
    before: shownLine(text.slice(Math.max(0, start - near), start)),
    marked: shownLine(text.slice(start, Math.min(end, start + near))),
    after: shownLine(text.slice(end, end + near)),
  };
  const isWhole = width(`${whole.before}${whole.marked}${whole.after}`) <= room;
  return isWhole ? whole : around(whole, room);
}

/** Half of the room at most for what is marked, and a third of the rest for what is before. */
function around({ before, marked, after }: Parts, room: number): Parts {
  const ellipses = 2;
  const shownMark = fittingStart(marked, Math.floor(room / 2));
  const rest = room - ellipses - width(shownMark);
  const beforeMin = Math.min(width(before), Math.floor(rest / 3));
  const afterMax = shownMark === marked ? rest - beforeMin : 0;
  const shownAfter = fittingStart(after, afterMax);
  const shownBefore = fittingEnd(before, rest - width(shownAfter));
  return {
    before: shownBefore === before ? before : `…${shownBefore}`,
    marked: shownMark,
    after: shownMark === marked && shownAfter === after ? after : `${shownAfter}…`,
  };
}

/** A tab becomes one space, so that the mark stands where the terminal puts the text. */
function shownLine(text: string): string {
  return visible(text.replaceAll('\t', ' '));
}
