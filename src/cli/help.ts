/** What `--help` says in more than one place, or at length. */

import type { PossibleExitCode } from '../model/exit-code.ts';
import { exitCodeMeanings } from '../model/exit-code.ts';

type Meanings = Readonly<Partial<Record<PossibleExitCode, string>>>;

/** Of one verb: what they mean there, where that is not the usual. */
export function exitCodeHelp(codes: readonly PossibleExitCode[], own: Meanings = {}): string {
  return exitCodeLines(codes, { ...exitCodeMeanings, ...usual, ...own });
}

/** What is the same in every verb that has them. */
const usual: Meanings = {
  0: 'success',
  4: 'an expectation does not hold',
  5: 'refused, nothing touched',
};

function exitCodeLines(codes: readonly PossibleExitCode[], meanings: Meanings): string {
  const lines = codes.map((code) => `  ${`${code}`.padStart(2)}  ${meanings[code] ?? ''}`);
  return ['', 'Exit codes:', ...lines].join('\n');
}

export const traceHelp = `
A flow is
  FROM -> TO [PROTOCOL[/PORT]] [sport PORT] [mark N] [tos N] [uid N]
          [iif NAME] [oif NAME]
where FROM and TO are an address, a prefix, the name of an uplink, a network or
an interface, or any:
  multihome trace topology.yaml '203.0.113.10 -> 8.8.8.8 tcp/443'
  multihome trace topology.yaml 'guests -> any' --down isp-a
`;

export const completionHelp = `
In a shell that is open, and from the next one on:
  bash  source <(multihome completion bash)
        multihome completion bash > /usr/share/bash-completion/completions/multihome
  zsh   multihome completion zsh > /usr/local/share/zsh/site-functions/_multihome
  fish  multihome completion fish > ~/.config/fish/completions/multihome.fish
`;

const examples = `
Examples:
  multihome init                    a topology to begin with, from this host
  multihome check topology.yaml     is the file sound? offline, without root
  multihome plan topology.yaml      what would change on this host?
  multihome apply topology.yaml     change it, and prove it
  multihome rollback                take the last apply back
  multihome destroy                 remove all of it
  multihome trace topology.yaml 'any -> 8.8.8.8'
                                    which way, and why?
  multihome rehearse topology.yaml  what if an uplink fails?
  multihome COMMAND --help          options and exit codes of a command
`;

const everyExitCode: readonly PossibleExitCode[] = [0, 1, 2, 3, 4, 5, 6, 7, 64, 66, 69, 75, 77];

export const programHelp = `${examples}${exitCodeLines(everyExitCode, exitCodeMeanings)}`;

export const standardFile =
  '- is standard input (default: $MULTIHOME_TOPOLOGY, else /etc/multihome/topology.yaml)';

export const fileHelp = `topology; ${standardFile}`;

export const applyFileHelp = `topology, or a plan that plan --out has kept, which is asked about only where others could have written it; ${standardFile}`;

export const expectHelp =
  'carry out the plan of this id, without a question, or none (see plan --json)';

export const filesHelp = `topologies; ${standardFile}`;

export const allHelp = 'show all lines of a section; else only the first of many';

export const allowHelp = 'go on although this stands against it; may be repeated';

export const formatHelp =
  'what to print, or to write to a file, as in sarif:out.sarif; may be repeated';

export const lockHelp =
  'wait so long for another multihome to end, such as 30s (default: not at all)';

export const confirmHelp =
  'take it back after so long, such as 2m, unless it is confirmed: multihome confirm';

export const idHelp = 'number of the transaction, as apply says it (default: the last one)';

export const waitHelp =
  'wait so long for interfaces, addresses and gateways that are not there yet, as at boot, such as 30s';
