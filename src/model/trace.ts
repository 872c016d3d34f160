/** Everything a look-up looked at, for people who ask why. */

import type { Opaque } from './live.ts';
import type { Route } from './route.ts';
import type { Rule, Selector } from './rule.ts';
import type { TableId } from './table.ts';

/** Why a route that covers the destination was not taken. */
export type PassedOver = 'tos' | 'no live next hop' | 'oif' | 'expired' | 'another is preferred';

/** What keeps a rule from taking a packet. */
export type Mismatch = keyof Selector | 'l3mdev';

export type TraceStep =
  | { readonly kind: 'no match'; readonly rule: Rule; readonly word: Mismatch }
  | { readonly kind: 'match'; readonly rule: Rule }
  | { readonly kind: 'unreadable rule'; readonly opaque: Opaque }
  | { readonly kind: 'passed over'; readonly route: Route; readonly reason: PassedOver }
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'no route'; readonly table: TableId }
  | { readonly kind: 'suppressed'; readonly route: Route; readonly by: 'prefixlength' | 'ifgroup' }
  | { readonly kind: 'thrown'; readonly route: Route }
  /** What the kernel decides without rules or tables. */
  | { readonly kind: 'note'; readonly text: string };

/** Undefined where nobody asks: then nothing is made. */
export type Trace = TraceStep[] | undefined;
