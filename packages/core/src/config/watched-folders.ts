/**
 * The folders in which a change can mean that a path leads to another file.
 *
 *   /etc/app/log.yaml → ../data/log.yaml, and /etc/data → /etc/v1     watches /etc/app, /etc, /etc/v1
 *
 * These are the folders of the file and of each link on the way to it, and the folder above each: a folder that is removed
 * and made anew is another one, which only the one above tells. Where a folder is missing, the nearest one above it that is
 * there is watched instead.
 */
import { type FSWatcher, readlinkSync, statSync, watch } from 'node:fs'
import { dirname, join, parse, resolve, sep } from 'node:path'

/** More links than this are a circle. */
const MOST_LINKS = 40

interface Watched {
  readonly watcher: FSWatcher
  /** The identity of the folder that had this name when the watch began. */
  readonly identity: string
}

export class WatchedFolders {
  readonly #path: string
  readonly #onChange: () => void
  readonly #watched = new Map<string, Watched>()

  constructor(path: string, onChange: () => void) {
    this.#path = path
    this.#onChange = onChange
    this.follow()
  }

  /** Watches the folders that are on the way by now. */
  follow(): void {
    const wanted = new Map(foldersOf(this.#path).map((folder) => [folder, identityOf(folder)]))
    for (const [folder, { watcher, identity }] of this.#watched) {
      if (wanted.get(folder) === identity) continue
      watcher.close()
      this.#watched.delete(folder)
    }
    for (const [folder, identity] of wanted) {
      if (identity !== null && !this.#watched.has(folder)) this.#watch(folder, identity)
    }
  }

  close(): void {
    for (const { watcher } of this.#watched.values()) watcher.close()
    this.#watched.clear()
  }

  #watch(folder: string, identity: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, this.#onChange)
      watcher.on('error', () => watcher.close())
      this.#watched.set(folder, { watcher, identity })
    } catch {
      // No watchers left, or none on this file system: the file is looked at all the same.
    }
  }
}

/** @returns Absolute, each once; none of them need be there. */
export function foldersOf(path: string): string[] {
  const folders = new Set<string>()
  for (const link of linksOf(path)) {
    const folder = dirname(link)
    for (const each of [folder, dirname(folder)]) folders.add(nearestThere(each))
  }
  return [...folders]
}

/** The path itself, and each link on the way to its file. */
function linksOf(path: string): string[] {
  const found: string[] = []
  let left = resolve(path)
  for (let count = 0; count < MOST_LINKS; count += 1) {
    const link = firstLink(left)
    if (link === null) return [...found, left]
    found.push(link.path)
    left = link.target
  }
  return found
}

/** The first part of a path that is a link, and where the path leads through it. */
function firstLink(path: string): { path: string; target: string } | null {
  const { root } = parse(path)
  const parts = path.slice(root.length).split(sep)
  for (const [index] of parts.entries()) {
    const part = join(root, ...parts.slice(0, index + 1))
    try {
      return { path: part, target: resolve(dirname(part), readlinkSync(part), ...parts.slice(index + 1)) }
    } catch {
      // Not a link.
    }
  }
  return null
}

function nearestThere(folder: string): string {
  for (let each = folder; ; each = dirname(each)) if (identityOf(each) !== null || each === dirname(each)) return each
}

function identityOf(folder: string): string | null {
  try {
    const { dev, ino, birthtimeNs } = statSync(folder, { bigint: true })
    // A number is given again to the next folder.
    return [dev, ino, birthtimeNs].join()
  } catch {
    return null
  }
}
