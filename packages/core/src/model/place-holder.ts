/** Holds the place of a name that nobody asked for, between a logger and the nearest one above it. */
export class PlaceHolder<L = unknown> {
  readonly loggerMap = new Set<L>()

  constructor(logger: L) {
    this.loggerMap.add(logger)
  }

  /** Notes a logger below. */
  append(logger: L): void {
    this.loggerMap.add(logger)
  }
}
