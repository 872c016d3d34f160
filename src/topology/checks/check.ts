import type { Problem } from '../../model/problem.ts';
import type { Places } from '../places.ts';
import type { Topology } from '../topology.ts';

/** Judges a topology whose values are right and whose references lead somewhere. */
export type Check = (topology: Topology, places: Places) => readonly Problem[];
