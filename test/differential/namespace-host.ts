/** A host in a namespace: made, read, changed and asked through one shell. */

import { dumpArguments, decodeLive } from '../../src/live/decode-live.ts';
import type { Family } from '../../src/model/address.ts';
import { families } from '../../src/model/address.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Live } from '../../src/model/live.ts';
import type { Step } from '../../src/model/plan.ts';
import { batchLine } from '../../src/render/batch.ts';
import type { Line } from '../support/arbitrary-foreign.ts';
import { questionOf } from './impact-flows.ts';
import type { HostDraft } from './impact-host.ts';
import { hostCommands } from './impact-host.ts';
import type { Way } from './impact-judge.ts';
import { wayOf } from './impact-judge.ts';
import { answersFrom } from './kernel-answers.ts';
import type { Part, Said } from './namespace-shell.ts';
import { batchCommands, openNamespace } from './namespace-shell.ts';
import { routeGetLine } from '../../src/render/route-get.ts';

const flags: Readonly<Record<Family, string>> = { ipv4: '-4', ipv6: '-6' };

/** A dump that was taken while the kernel still worked is not sane. */
const attemptsMax = 5;

export class NamespaceHost {
  readonly #shell = openNamespace();
  readonly #history: string[] = [];

  /** All that was done, as commands for a root shell. */
  get history(): readonly string[] {
    return this.#history;
  }

  async build(draft: HostDraft, lines: readonly Line[]): Promise<Live> {
    const commands = hostCommands(draft);
    this.#history.push('unshare --net sh', commands);
    await this.#shell.run([{ name: 'host', commands }]);
    return this.change(lines);
  }

  async change(lines: readonly Line[]): Promise<Live> {
    return this.#changeAndRead((family) =>
      lines.filter((line) => line.family === family).map(({ line }) => line),
    );
  }

  async perform(steps: readonly Step[]): Promise<Live> {
    return this.#changeAndRead((family) =>
      steps.filter((step) => step.family === family).map(batchLine),
    );
  }

  async read(): Promise<Live> {
    return this.#changeAndRead(() => []);
  }

  /** In the order of the flows. */
  async ask(flows: readonly Flow[]): Promise<readonly Way[]> {
    const asked = families.map((family) => ({
      family,
      lines: flows
        .filter((flow) => flow.family === family)
        .map((flow) => routeGetLine(questionOf(flow))),
    }));
    const said = await this.#shell.run(
      asked.map(({ family, lines }) => ({
        name: family,
        commands: batchCommands(`${flags[family]} -N -j -d`, lines),
      })),
    );
    const answers = new Map(
      asked.map(({ family, lines }) => {
        const { found, failed } = said(family);
        return [family, answersFrom(found, failed, lines.length)[Symbol.iterator]()] as const;
      }),
    );
    return flows.map((flow) => {
      const next = answers.get(flow.family)?.next();
      if (next === undefined || next.done === true) throw new Error('no answer');
      return wayOf(next.value, flow);
    });
  }

  async close(): Promise<void> {
    await this.#shell.close();
  }

  async #changeAndRead(linesOf: (family: Family) => readonly string[]): Promise<Live> {
    const changes = families.map((family) => ({
      name: `change ${family}`,
      commands: batchCommands(flags[family], linesOf(family)),
    }));
    const done = changes.map(({ commands }) => commands).filter((commands) => commands !== '');
    if (done.length > 0) this.#history.push(done.join('\n'));
    let said = await this.#shell.run([...changes, ...dumps]);
    for (const { name } of changes) assertRead(said(name));
    for (let attempt = 1; ; attempt++) {
      const decoded = decodeLive(textsIn(said), { hostname: 'host', tableNames: [] });
      if (decoded.ok) return decoded.value;
      if (attempt === attemptsMax) throw new Error(decoded.reason);
      said = await this.#shell.run(dumps);
    }
  }
}

/** A line that cannot be parsed ends the batch: then the test, not the kernel, is at fault. */
function assertRead({ failed }: Said): void {
  if (
    /rather than|instead of|Try option|Too many arguments|is unknown|is wrong|garbage/.test(failed)
  ) {
    throw new Error(`\`ip\` cannot read a line: ${failed}`);
  }
}

const { rules, routes, addresses, settings } = dumpArguments;
const dumps: readonly Part[] = [
  { name: 'rules ipv4', commands: `ip ${rules.ipv4.join(' ')}` },
  { name: 'rules ipv6', commands: `ip ${rules.ipv6.join(' ')}` },
  { name: 'routes ipv4', commands: `ip ${routes.ipv4.join(' ')}` },
  { name: 'routes ipv6', commands: `ip ${routes.ipv6.join(' ')}` },
  { name: 'addresses', commands: `ip ${addresses.join(' ')}` },
  { name: 'settings', commands: `ip ${settings.join(' ')}` },
];

function textsIn(said: (name: string) => Said): Parameters<typeof decodeLive>[0] {
  const text = (name: string): string => said(name).found.trim();
  return {
    rules: { ipv4: text('rules ipv4'), ipv6: text('rules ipv6') },
    routes: { ipv4: text('routes ipv4'), ipv6: text('routes ipv6') },
    addresses: text('addresses'),
    settings: text('settings'),
  };
}
