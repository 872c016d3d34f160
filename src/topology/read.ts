/** Text -> Topology, or everything that is wrong with it. */

import type { Checked, Problem } from '../model/problem.ts';
import { comparePlaces } from '../model/problem.ts';
import { checks } from './checks/checks.ts';
import { decodeTopology } from './decode.ts';
import type { Decoder, ReadList } from './decoder.ts';
import { validateTopology } from './generated/validate.ts';
import type { WrittenTopology } from './generated/written.ts';
import { locator } from './places.ts';
import type { Locate, Places } from './places.ts';
import { oddSpaceProblems } from './odd-spaces.ts';
import { hasErrors } from './problem-at.ts';
import { schemaProblems } from './schema-problems.ts';
import { textProblem } from './text-problems.ts';
import type { Topology } from './topology.ts';
import { readYaml } from './yaml.ts';

export type TopologyInput = {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
  /** Gives the text of a prefix list; `path` is as written in the topology. */
  readonly readList: ReadList;
};

/**
 * Each stage needs what the one before it promises, so the first stage with errors is the last:
 * text, YAML, shape, values and references, and what the whole of it means.
 */
export function readTopology({ file, text: bytes, readList }: TopologyInput): Checked<Topology> {
  const text = bytes.replace(/^\uFEFF/, '');
  const locate = locator(file, text);
  const unreadable = textProblem(text, locate);
  if (unreadable !== undefined) return { ok: false, problems: [unreadable] };
  const yaml = readYaml(text, locate);
  if (!yaml.ok) return failed(yaml.problems, text, locate);
  const { value, places } = yaml.value;
  if (!hasShape(value)) {
    const errors = validateTopology.errors ?? [];
    return failed(schemaProblems(errors, value, places), text, locate);
  }
  const decoder: Decoder = { file, places, problems: [], readList };
  const topology = decodeTopology(decoder, value);
  if (hasErrors(decoder.problems)) return failed(decoder.problems, text, locate);
  return judge(topology, places, decoder.problems);
}

/** What cannot be seen is told first: it may well be the cause of all the rest. */
function failed(problems: readonly Problem[], text: string, locate: Locate): Checked<never> {
  const invisible = oddSpaceProblems(text, locate);
  return { ok: false, problems: sorted(invisible.length > 0 ? invisible : problems) };
}

function judge(
  topology: Topology,
  places: Places,
  warnings: readonly Problem[],
): Checked<Topology> {
  const found = checks.flatMap((check) => check(topology, places));
  const problems = sorted([...warnings, ...found]);
  return hasErrors(problems)
    ? { ok: false, problems }
    : { ok: true, value: topology, warnings: problems };
}

/** The generated types describe exactly what the generated validator lets through. */
function hasShape(value: unknown): value is WrittenTopology {
  return validateTopology(value);
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(comparePlaces);
}
