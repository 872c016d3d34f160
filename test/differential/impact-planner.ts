/** Plans by the product's own way from a read host; the files they write live below a folder. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Planned } from '../../src/commands/prepare.ts';
import { planRemovalFrom } from '../../src/commands/prepare-removal.ts';
import { planFrom } from '../../src/commands/prepare.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Host } from '../../src/host/host.ts';
import { createHost } from '../../src/host/host.ts';
import type { LiveReading } from '../../src/host/read-live.ts';
import { ipVersionMin } from '../../src/live/ip-version.ts';
import type { Live } from '../../src/model/live.ts';
import { defaultProtocol } from '../../src/model/ownership.ts';
import type { Plan } from '../../src/model/plan.ts';
import { allowableGuards } from '../../src/model/plan.ts';
import { planGuards, standing } from '../../src/plan/guards.ts';
import { readTopology } from '../../src/topology/read.ts';
import type { TopologyFiles } from '../support/drafts.ts';

/** What is wanted: a topology, or that all of ours goes. */
export type Wish = {
  readonly name: 'first' | 'pair' | 'removal';
  readonly files: TopologyFiles | undefined;
};

export type Refusal = 'invalid' | 'refused';

export class Planner {
  readonly #host: Host = createHost({ root: mkdtempSync(join(tmpdir(), 'multihome-impact-')) });

  remove(): void {
    rmSync(this.#host.root, { recursive: true, force: true });
  }

  async plan(wish: Wish, live: Live): Promise<Planned | Refusal> {
    const planned = await this.#planned(wish, live);
    if (planned === undefined) return 'invalid';
    return standing(planGuards(planned.plan), allowableGuards).length > 0 ? 'refused' : planned;
  }

  writeFiles({ files }: Plan): void {
    for (const { path, after } of files) {
      const target = `${this.#host.root}${path}`;
      mkdirSync(dirname(target), { recursive: true });
      if (after === undefined) rmSync(target);
      else writeFileSync(target, after);
    }
  }

  async #planned({ files }: Wish, live: Live): Promise<Planned | undefined> {
    const read: LiveReading = { ok: true, live, version: ipVersionMin };
    const reading = Promise.resolve(read);
    if (files === undefined) {
      const removal = await planRemovalFrom(defaultProtocol, reading, this.#host);
      return removal.ok ? removal.value : undefined;
    }
    const topology = readTopology({
      file: 'topology.yaml',
      text: JSON.stringify(files.topology),
      readList: (path) => ({ ok: true, text: files.lists[path] ?? '' }),
    });
    if (!topology.ok) return undefined;
    const { value } = topology;
    const planned = await planFrom(value, (facts) => compile(value, facts), reading, this.#host);
    return planned.ok ? planned.value : undefined;
  }
}
