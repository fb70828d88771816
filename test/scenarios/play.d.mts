/** What a play needs of the package, from its sources or from its build. */
export interface Tools {
  readonly logging: unknown
  /** What core's entry `queue` exports. */
  readonly queue: unknown
  /** Of the formatter. */
  readonly repr: (value: unknown) => string
  readonly str: (value: unknown) => string
  readonly decode: unknown
  /** The packages' setClock functions. */
  readonly clocks: readonly ((clock: (() => bigint) | null) => void)[]
}

export interface Report {
  readonly steps: Readonly<Record<string, string>>
  readonly streams: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, string>>
  readonly tree: readonly string[]
}

export function play(steps: readonly object[], tools: Tools): Report
