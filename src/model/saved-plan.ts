/** A plan that was kept to be carried out later, or not at all: what it is bound to. */

export type SavedPlan = PlanIdentity & {
  /** ISO 8601, UTC. */
  readonly made: string;
};

/** Nothing of it is ever run: a fresh plan is made, and has to be the same. */
export type PlanIdentity = {
  /** 16 hexadecimal digits of a digest of all the rest, but for the name of the host. */
  readonly id: string;
  readonly host: HostIdentity;
  readonly topology: {
    /** Absolute. */
    readonly path: string;
    /** Of its text and those of the prefix lists it names: SHA-256, hexadecimal. */
    readonly digest: string;
  };
  readonly protocol: number;
  /** What it changes and what it builds upon, a line each, in numbers only, sorted. */
  readonly changes: readonly string[];
};

export type HostIdentity = {
  readonly name: string;
  /** machine-id(5), where there is one. */
  readonly machineId: string | undefined;
  /** Inode number of its nsfs file. */
  readonly networkNamespace: number;
  /** Directory that its files are below; empty for its own. */
  readonly root: string;
};

/** Why a saved plan does not fit, or how it differs from what would be done now. */
export type PlanMismatch =
  | { readonly kind: 'other-host'; readonly madeOn: string }
  | { readonly kind: 'other-namespace' }
  | { readonly kind: 'other-root' }
  | {
      readonly kind: 'stale';
      readonly topologyChanged: boolean;
      /** Lines of the saved plan that a plan of now lacks. */
      readonly gone: readonly string[];
      /** Lines that it did not have. */
      readonly added: readonly string[];
    }
  /** Of the id that was expected nothing more is known. */
  | { readonly kind: 'unexpected'; readonly id: string };

export const savedPlanFormat = 'multihome-saved-plan';
