/**
 * The loggers of a tree by their names, and which of them remember answers of isEnabledFor.
 *
 * A cache is told where to note that it is no longer empty when its logger comes into the tree. So forgetting all answers
 * costs nothing for loggers that were not asked, and a logger that was taken out of the tree keeps its answers, as in
 * Python, and is not held by it.
 */
import type { LevelCache } from './level-cache.js'
import type { Logger } from './logger.js'
import type { PlaceHolder } from './place-holder.js'

type Entry = Logger | PlaceHolder<Logger>

/** A Map, so that no logger's name can reach a prototype. */
export class LoggerDict extends Map<string, Entry> {
  readonly #filled = new Set<LevelCache>()

  override set(name: string, entry: Entry): this {
    this.#leave(this.get(name))
    if (!isPlaceHolder(entry)) this.#join(entry._cache as LevelCache)
    return super.set(name, entry)
  }

  override delete(name: string): boolean {
    this.#leave(this.get(name))
    return super.delete(name)
  }

  override clear(): void {
    for (const entry of this.values()) this.#leave(entry)
    super.clear()
  }

  /** Forgets all answers of isEnabledFor. */
  forgetLevels(): void {
    for (const cache of this.#filled) cache.clear()
    this.#filled.clear()
  }

  #join(cache: LevelCache): void {
    cache.notedIn = this.#filled
    if (cache.size > 0) this.#filled.add(cache)
  }

  #leave(entry: Entry | undefined): void {
    if (entry === undefined || isPlaceHolder(entry)) return
    const cache = entry._cache as LevelCache
    cache.notedIn = null
    this.#filled.delete(cache)
  }
}

/** A placeholder of another copy is no instance of our class, so its shape tells. */
export function isPlaceHolder(entry: Entry): entry is PlaceHolder<Logger> {
  return 'loggerMap' in entry
}
