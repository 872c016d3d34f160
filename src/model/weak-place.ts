/** A file, or a directory or link on the way to it, that others than root can change. */

export type WeakPlace = {
  readonly path: string;
  readonly kind: 'directory' | 'link' | 'file';
  readonly owner: number;
  /** With the bits above those of its owner (inode(7)). */
  readonly mode: number;
  /** Of another than root, or than whoever makes an image. */
  readonly isOfUser: boolean;
};

/** Who can write what root runs is root: `install-service --allow` takes that upon itself. */
export const installGuards = ['writable-by-others'] as const;

export type InstallGuard = (typeof installGuards)[number];
