/** Runs a function with `TZ` set, or unset for undefined. Node's own clock follows; the former zone comes back after. */
export function inZone<Result>(zone: string | undefined, run: () => Result): Result {
  const former = process.env['TZ']
  setZone(zone)
  try {
    return run()
  } finally {
    setZone(former)
  }
}

function setZone(zone: string | undefined): void {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
}
