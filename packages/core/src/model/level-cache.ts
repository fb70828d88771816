/**
 * The levels that a logger has enabled, as far as it was asked: Python's `_cache`, a Map like any other.
 *
 * The level that was last found to be off is a field as well, because a field is read in a fraction of the time that a Map
 * takes, and most calls of a level that is off are of one level.
 */
export class LevelCache extends Map<number, boolean> {
  /** A level that is in the map as false; NaN, which no level equals, where there is none. */
  off = Number.NaN
  /** Where it notes that it is no longer empty, while its logger is in a tree. */
  notedIn: Set<LevelCache> | null = null

  override set(level: number, isEnabled: boolean): this {
    if (this.size === 0) this.notedIn?.add(this)
    if (!isEnabled) this.off = level
    else if (level === this.off) this.off = Number.NaN
    return super.set(level, isEnabled)
  }

  override delete(level: number): boolean {
    if (level === this.off) this.off = Number.NaN
    return super.delete(level)
  }

  /** V8 makes a new table even for a Map that is empty. */
  override clear(): void {
    if (this.size === 0) return
    this.off = Number.NaN
    super.clear()
  }
}
