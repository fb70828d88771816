/** The state of a file, as far as the rotation goes by it; on Windows windows.ts makes it. */

/**
 * The state of a file, as far as it is looked at; the names are those of Node's fs.Stats.
 *
 * Numbers, not bigints: exact below 2^53, which holds for the inodes of ext4, tmpfs, btrfs and any XFS below 8 PiB.
 * Beyond that two inodes can look alike, and the moment of birth tells them apart (file-identity.ts).
 */
export interface FileStat {
  readonly dev: number
  readonly ino: number
  readonly nlink: number
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Milliseconds since the epoch, with a fraction, as are `ctimeMs` and `birthtimeMs`. */
  readonly mtimeMs: number
  readonly ctimeMs: number
  /** 0 where the file system does not keep it. */
  readonly birthtimeMs: number
  isFile(): boolean
  isDirectory(): boolean
  isSymbolicLink(): boolean
}
