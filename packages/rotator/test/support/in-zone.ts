/** Another time zone for a while. Needs a main thread or a fork: a worker thread's TZ changes nothing. */

/** @returns Gives the former zone back. */
export function useZone(zone: string): () => void {
  const before = process.env['TZ']
  process.env['TZ'] = zone
  return () => {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}

export function inZone<Result>(zone: string, action: () => Result): Result {
  const restore = useZone(zone)
  try {
    return action()
  } finally {
    restore()
  }
}

/** Seconds since the epoch. */
export function seconds(iso: string): number {
  return Date.parse(iso) / 1000
}
