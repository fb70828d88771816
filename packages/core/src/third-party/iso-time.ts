/**
 * Python's `datetime.isoformat()` of moments in UTC, or in a zone.
 *
 *   isoTime(1767225600.25)           2026-01-01T00:00:00.250000+00:00
 *   isoTime(1767225600.25, 3600)     2026-01-01T01:00:00.250000+01:00
 */

/**
 * Returns the text of seconds since the epoch: with microseconds, halves to the even one, and without them where there
 * are none.
 *
 * @param offset - Seconds east of Greenwich.
 */
export function isoTime(seconds: number, offset = 0): string {
  let whole = Math.floor(seconds)
  // As CPython: of the fraction of a negative number too.
  let micros = halfEven((seconds - Math.trunc(seconds)) * 1e6)
  if (seconds < 0 && micros !== 0) micros += 1e6
  if (micros === 1e6) {
    micros = 0
    whole += 1
  }
  return isoText((whole + offset) * 1000, micros, offset)
}

/** Returns the text of a Date, whose clock has milliseconds. */
export function isoDate(date: Date): string {
  const milliseconds = date.getTime()
  if (Number.isNaN(milliseconds)) return String(date)
  const micros = date.getUTCMilliseconds() * 1000
  return isoText(milliseconds, micros)
}

function isoText(milliseconds: number, micros: number, offset = 0): string {
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`
  return `${new Date(milliseconds).toISOString().slice(0, -'.000Z'.length)}${fraction}${offsetText(offset)}`
}

/** Zones of old had seconds, too. */
function offsetText(offset: number): string {
  const parts = [3600, 60, 1].map((unit) => Math.floor(Math.abs(offset) / unit) % (unit === 3600 ? 24 : 60))
  const [hours, minutes, seconds] = parts.map((part) => String(part).padStart(2, '0'))
  return `${offset < 0 ? '-' : '+'}${hours}:${minutes}${seconds === '00' ? '' : `:${seconds}`}`
}

function halfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
