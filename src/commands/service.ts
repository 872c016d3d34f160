/** `install-service` and `uninstall-service`: what is described comes back after a boot. */

import { readTextFile, removeFile, writeFileAtomically } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import type { InitSystem } from '../host/init-system.ts';
import { initSystemOf, isSystemdRunning, systemctl } from '../host/init-system.ts';
import { ownProgram, packagedUnit } from '../host/own-program.ts';
import { isRoot } from '../host/privileges.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { InstallGuard } from '../model/weak-place.ts';
import { ownCommand } from '../render/own-command.ts';
import type { Started } from '../render/service-text.ts';
import { ifupdownHook, isServiceText, unitText } from '../render/service-text.ts';
import type { Environment } from './environment.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import { needsRoot } from './needs-root.ts';
import { loadTopology } from './topology-file.ts';
import { whyWeak, withoutRoot } from './service-trust.ts';

export type InstallOptions = {
  readonly file: string | undefined;
  /** Applied at boot, and not watched. */
  readonly once: boolean;
  /** Undefined: whatever is there. */
  readonly initSystem: InitSystem | undefined;
  /** Whether it begins now, where it can. */
  readonly starts: boolean;
  /** Guards to go on in spite of. */
  readonly allow: readonly InstallGuard[];
};

const units = ['multihome-watch.service', 'multihome-apply.service'] as const;
type Unit = (typeof units)[number];

const unitPath = (unit: Unit): string => `/etc/systemd/system/${unit}`;

/** One for interfaces that come, one for those that go. */
const hookPaths = [
  '/etc/network/if-up.d/multihome',
  '/etc/network/if-post-down.d/multihome',
] as const;

const allPaths = [...units.map(unitPath), ...hookPaths];

/** With what `systemctl edit` adds to a unit. */
const judgedPaths = [...allPaths, ...units.map((unit) => `${unitPath(unit)}.d`)];

export async function installService(
  options: InstallOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { host, terminal } = environment;
  const report = (failure: Failure) => reportFailure(failure, terminal, false);
  if (!isRoot() && host.root === '') return report(needsRoot('install-service'));
  const file = options.file ?? environment.defaultTopology;
  if (file === '-' || /\p{Cc}/u.test(file)) return report(notAFile);
  const loaded = loadTopology(file);
  if (!loaded.ok) return report(loaded.failure);
  const initSystem = options.initSystem ?? initSystemOf(host);
  if (initSystem === undefined) return report(nobodyStarts);
  const foreign = allPaths.find((path) => isForeign(host, path));
  if (foreign !== undefined) return report(notOurs(foreign));
  const trusts = options.allow.includes('writable-by-others');
  const weak = trusts ? undefined : whyWeak(loaded.value, judgedPaths, host);
  if (weak !== undefined) return report(weak);
  const started: Started = {
    program: ownProgram(),
    file: withoutRoot(host, file),
    managesSysctls: loaded.value.topology.sysctls === 'manage',
  };
  const installed =
    initSystem === 'systemd'
      ? await installUnit(options, started, host)
      : installHooks(options, started, host);
  if (!installed.ok) return report(installed.failure);
  for (const line of installed.value) terminal.print(`${line}\n`);
  return exitCodes.success;
}

/** Each as a line of what was done. */
type Lines = Outcome<readonly string[]>;

async function installUnit(
  { once, starts }: InstallOptions,
  started: Started,
  host: Host,
): Promise<Lines> {
  const [watching, applying] = units;
  const [unit, other] = once ? [applying, watching] : [watching, applying];
  const packaged = packagedUnit(unit);
  if (!packaged.ok) return failed(unexpected(`the unit in the package: ${packaged.reason}`));
  const removed = await removeUnit(other, host);
  if (!removed.ok) return removed;
  const path = unitPath(unit);
  const text = unitText(packaged.text, started);
  const isNew = textOf(host, path) !== text;
  const written = isNew ? writeFileAtomically(host, path, text) : { ok: true as const };
  if (!written.ok) return failed(unexpected(`${path}: ${written.reason}`));
  const runs = isSystemdRunning(host);
  const orders = [
    ...(runs ? [['daemon-reload']] : []),
    ['enable', unit],
    ...(runs && starts ? [['restart', unit]] : []),
  ];
  for (const words of orders) {
    const reason = await systemctl(host, ...words);
    if (reason !== undefined) return failed(unexpected(`systemctl ${words.join(' ')}: ${reason}`));
  }
  const begins =
    runs && starts ? `it runs: systemctl status ${unit}` : 'it begins at the next boot';
  return {
    ok: true,
    value: [...removed.value, `${path} ${isNew ? 'written' : 'unchanged'}`, begins],
  };
}

function installHooks(options: InstallOptions, started: Started, host: Host): Lines {
  if (!options.once) return failed(nobodyWatches(options, host));
  const lines: string[] = [];
  for (const path of hookPaths) {
    const written = writeFileAtomically(host, path, ifupdownHook(started), 0o755);
    if (!written.ok) return failed(unexpected(`${path}: ${written.reason}`));
    lines.push(`${path} written`);
  }
  return { ok: true, value: [...lines, 'it is applied whenever an interface comes or goes'] };
}

/** Routing stays as it is. */
export async function uninstallService({ host, terminal }: Environment): Promise<ExitCode> {
  const report = (failure: Failure) => reportFailure(failure, terminal, false);
  if (!isRoot() && host.root === '') return report(needsRoot('uninstall-service'));
  const foreign = allPaths.find((path) => isForeign(host, path));
  if (foreign !== undefined) return report(notOurs(foreign));
  const lines: string[] = [];
  for (const unit of units) {
    const removed = await removeUnit(unit, host);
    if (!removed.ok) return report(removed.failure);
    lines.push(...removed.value);
  }
  for (const path of hookPaths) {
    if (textOf(host, path) === undefined) continue;
    const removed = removeFile(host, path, []);
    if (!removed.ok) return report(unexpected(`${path}: ${removed.reason}`));
    lines.push(`${path} removed`);
  }
  const rest = `routing stays as it is: ${ownCommand(host, 'destroy')} takes it away`;
  for (const line of lines.length === 0 ? ['nothing is installed'] : [...lines, rest]) {
    terminal.print(`${line}\n`);
  }
  return exitCodes.success;
}

async function removeUnit(unit: Unit, host: Host): Promise<Lines> {
  const path = unitPath(unit);
  if (textOf(host, path) === undefined) return { ok: true, value: [] };
  const runs = isSystemdRunning(host);
  const words = ['disable', ...(runs ? ['--now'] : []), unit];
  const reason = await systemctl(host, ...words);
  if (reason !== undefined) return failed(unexpected(`systemctl ${words.join(' ')}: ${reason}`));
  const removed = removeFile(host, path, []);
  if (!removed.ok) return failed(unexpected(`${path}: ${removed.reason}`));
  const reloading = runs ? await systemctl(host, 'daemon-reload') : undefined;
  if (reloading !== undefined) return failed(unexpected(`systemctl daemon-reload: ${reloading}`));
  return { ok: true, value: [`${path} removed`] };
}

function textOf({ root }: Host, path: string): string | undefined {
  const read = readTextFile(`${root}${path}`);
  return read.ok ? read.text : undefined;
}

/** Also what is there and cannot be read. */
function isForeign({ root }: Host, path: string): boolean {
  const read = readTextFile(`${root}${path}`);
  return read.ok ? !isServiceText(read.text) : !read.missing;
}

function unexpected(message: string): Failure {
  return { exitCode: exitCodes.unexpectedError, message };
}

function notOurs(path: string): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `${path} is there, and was not written by install-service. Nothing was touched.`,
    hint: 'move it away first; changes of your own go to a drop-in: systemctl edit multihome-watch',
  };
}

const notAFile: Failure = {
  exitCode: exitCodes.usage,
  message:
    'a service needs a file that it can read again: not standard input, nor a name with control characters',
};

const nobodyStarts: Failure = {
  exitCode: exitCodes.unavailable,
  message: 'neither systemd nor ifupdown was found here',
  hint: 'docs/service.md says how others start it, or name one: --for systemd',
};

function nobodyWatches({ file, initSystem }: InstallOptions, host: Host): Failure {
  const asked = initSystem === undefined ? [] : ['--for', initSystem];
  const words = ['install-service', '--once', ...asked, ...(file === undefined ? [] : [file])];
  return {
    exitCode: exitCodes.unavailable,
    message: 'ifupdown starts no services: it can apply a topology when interfaces come and go',
    hint: `${ownCommand(host, ...words)} does that; nobody fails over then but the kernel`,
  };
}
