/**
 * Ends a destructuring that must name every field of a type: a field added later and not sorted
 * into identity, equality or order leaves a rest that is not empty, which does not compile.
 */
export function nothing(_rest: Record<string, never>): void {
  // The check is the type; there is nothing to do.
}
