/** The host to work on, and with which program: what every function of this folder is given. */

export type Host = {
  /** The program and its first words: `['ip']`, or `['ip', '-n', 'NAME']` for a namespace. */
  readonly ip: readonly [string, ...string[]];
  /** Directory every file is read and written below; '' for the host's own. */
  readonly root: string;
  /** How long one `ip` may take. */
  readonly timeoutMs: number;
  /** Of the lock: whoever writes to the kernel holds it as long as he does. */
  readonly lockDescriptor?: number;
};

const hostDefaults: Host = { ip: ['ip'], root: '', timeoutMs: 120_000 };

export function createHost(options: Partial<Host> = {}): Host {
  return { ...hostDefaults, ...options };
}

/** An environment variable; empty counts as absent. */
export function environmentVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
