/** Runs something in another time zone. Needs a main thread or a fork: a worker thread's TZ changes nothing. */
export function inZone<Result>(zone: string, action: () => Result): Result {
  const before = process.env['TZ']
  process.env['TZ'] = zone
  try {
    return action()
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}

/** Seconds since the epoch. */
export function seconds(iso: string): number {
  return Date.parse(iso) / 1000
}
