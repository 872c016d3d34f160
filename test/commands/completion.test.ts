/** `completion`: what each shell itself makes of the script. */

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { commandLineOf } from '../../src/cli/command-line.ts';
import { declare } from '../../src/cli/run.ts';
import { allowableGuards } from '../../src/model/plan.ts';
import { runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';

const { commands } = commandLineOf(declare(() => undefined));
const verbs = commands.filter(({ path }) => path.length === 1).flatMap(({ path }) => path);

const topology = `version: 1
uplinks:
  fibre: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  lte: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [fibre, lte]}
`;

/** Words on the line, of which the last is completed, and all it can become. */
const lines: readonly (readonly [words: readonly string[], become: readonly string[]])[] = [
  [['pl'], ['plan']],
  [['un'], ['uninstall-service']],
  [
    ['apply', '--al'],
    ['--all', '--allow'],
  ],
  [['apply', '--allow', ''], allowableGuards],
  [['apply', '--allow', 'last-default', '--allow', 'ma'], ['management-path']],
  [['--color', 'always', 'pl'], ['plan']],
  [['--color', 'n'], ['never']],
  [['rehearse', '--cut', 'ca'], ['carrier']],
  [['schema', '--of', 'sa'], ['saved-plan']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [
    ['trace', 'topology.yaml', '--down', ''],
    ['fibre', 'lte'],
  ],
  [['trace', 'topology.yaml', '--down', 'fibre', '--down', 'l'], ['lte']],
  [['trace', 'broken.yaml', '--down', ''], []],
  [['status', 'x'], []],
];

/** A folder with topologies, and one with the program and its script. */
function preparedFolder(context: TestContext, shell: 'bash' | 'zsh' | 'fish'): string {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'bin'));
  symlinkSync(inRepository('bin', 'multihome.js'), join(folder, 'bin', 'multihome'));
  writeFileSync(join(folder, 'topology.yaml'), topology);
  writeFileSync(join(folder, 'broken.yaml'), 'uplinks: {$(touch harm): 1');
  const { stdout, exitCode, stderr } = runHere(['completion', shell]);
  assert.equal(exitCode, 0, stderr);
  writeFileSync(join(folder, 'bin', 'script'), stdout);
  return folder;
}

function inShell(folder: string, argv: readonly string[], input = ''): string {
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, HOME: folder, TERM: 'dumb' };
  const { stdout, stderr, exitCode } = runProgram(argv, { folder, env, input });
  assert.equal(exitCode, 0, `${stdout}${stderr}`);
  return stdout;
}

function sorted(text: string): readonly string[] {
  const words = text.split('\n').map((line) => line.split('\t')[0]?.trim() ?? '');
  return words.filter((word) => word !== '').toSorted();
}

const noBash = { skip: requirePrograms('bash') ?? false };

test('bash takes its script, and completes what can stand in a place', noBash, (context) => {
  const folder = preparedFolder(context, 'bash');
  inShell(folder, ['bash', '-n', 'bin/script']);
  const ask = `source bin/script
    COMP_WORDS=(multihome "$@"); COMP_CWORD=$#; _multihome 2>/dev/null
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  for (const [words, become] of [...lines, [[''], verbs] as const]) {
    const answer = inShell(folder, ['bash', '--norc', '-c', ask, 'bash', ...words]);
    assert.deepEqual(sorted(answer), become.toSorted(), words.join(' '));
  }
  // As bash splits `--allow=ma` (COMP_WORDBREAKS).
  const split = ['apply', '--allow', '=', 'ma'];
  const answer = inShell(folder, ['bash', '--norc', '-c', ask, 'bash', ...split]);
  assert.deepEqual(sorted(answer), ['management-path']);
});

test(
  'in a bash that somebody types in, files and words are completed',
  { skip: requirePrograms('bash', 'script') ?? false },
  (context) => {
    const folder = preparedFolder(context, 'bash');
    const bash = 'bash --norc --noprofile -i';
    const input = `source bin/script\nmultihome che\ttopo\t; exit\n`;
    const shown = inShell(folder, ['script', '-qec', bash, '/dev/null'], input);
    assert.match(shown, /topology\.yaml: ok/);
  },
);

test(
  'zsh takes its script, and completes',
  { skip: requirePrograms('zsh') ?? false },
  (context) => {
    const folder = preparedFolder(context, 'zsh');
    inShell(folder, ['zsh', '-n', 'bin/script']);
    for (const [typed, completed] of [
      ['multihome pl\t', 'multihome plan '],
      ['multihome apply --allow man\t', 'multihome apply --allow management-path '],
      ['multihome rehearse --cut ca\t', 'multihome rehearse --cut carrier '],
      ['multihome trace topology.yaml --down l\t', 'multihome trace topology.yaml --down lte '],
      ['multihome check topo\t', 'multihome check topology.yaml '],
    ] as const) {
      // A terminal of its own, in which the line is typed, and then shown by a key of ours.
      const driver = `zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1='' RPS1=''; autoload -U compinit; compinit -u -d $PWD/dump; source bin/script"
      zpty -w shell 'show() { print -r -- "<$BUFFER>" }; zle -N show; bindkey "^X" show; print rea""dy'
      zpty -r -m shell before '*ready*'
      zpty -w -n shell "$1"
      zpty -w -n shell $'\\x18'
      zpty -r -m shell answer '*<multihome*>*'
      print -r -- "$answer"`;
      const answer = inShell(folder, ['zsh', '-f', '-c', driver, 'zsh', typed]);
      assert.ok(answer.includes(`<${completed}>`), answer);
    }
  },
);

test(
  'fish takes its script, and completes',
  { skip: requirePrograms('fish') ?? false },
  (context) => {
    const folder = preparedFolder(context, 'fish');
    inShell(folder, ['fish', '--no-execute', 'bin/script']);
    for (const [words, become] of lines) {
      const line = ['multihome', ...words].join(' ');
      const ask = `source bin/script; complete -C ${JSON.stringify(line)}`;
      const answer = inShell(folder, ['fish', '--no-config', '-c', ask]);
      assert.deepEqual(sorted(answer), become.toSorted(), line);
    }
  },
);

test('every option with choices says them, and every placeholder for a file is one', () => {
  const options = commands.flatMap(({ options: own }) => own);
  for (const name of ['--allow', '--cut', '--format', '--of', '--color', '--for']) {
    const found = options.filter(({ names }) => names.includes(name));
    assert.ok(found.length > 0, name);
    assert.deepEqual(new Set(found.map(({ values }) => values?.kind)), new Set(['words']), name);
  }
  for (const verb of [
    'check',
    'plan',
    'apply',
    'destroy',
    'trace',
    'verify',
    'watch',
    'rehearse',
  ]) {
    assert.equal(commands.find(({ path }) => path[0] === verb)?.values.kind, 'files', verb);
  }
});
