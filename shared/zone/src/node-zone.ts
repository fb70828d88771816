/**
 * Node's own idea of the process's time zone, for systems without zone files.
 *
 *   Europe/Paris in July   { tm_gmtoff: 7200, tm_isdst: 1, tm_zone: 'CEST' }
 *
 * The offset is Date's. The name is Intl's in the English of whatever country has one, since each knows only its own:
 * EST in en-US, CEST in en-GB, AEST in en-AU. Where none has, it is the offset in digits, +0545, which is how the zone
 * database names what has no name. Daylight time is what is ahead of the lesser of the offsets of January and July.
 */
import type { ZoneMoment } from './posix-zone.js'

const ENGLISH = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'en-CA']
/** The last second that Date knows. */
const LAST_SECOND = 8.64e12
/** Intl's name for the zone where Node has made nothing of TZ; for most of such names it says nothing at all. */
const UNKNOWN = 'Etc/Unknown'

/** The clock of Node's own zone; undefined if Node does not know what TZ names, and goes by UTC. */
export function nodeZone(): ((epochSecond: number) => ZoneMoment) | undefined {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string }
  if (timeZone === undefined || timeZone === UNKNOWN) return undefined
  const formats = ENGLISH.map((locale) => new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }))
  return (epochSecond) => nodeMoment(formats, epochSecond)
}

function nodeMoment(formats: readonly Intl.DateTimeFormat[], epochSecond: number): ZoneMoment {
  const date = new Date(Math.max(-LAST_SECOND, Math.min(LAST_SECOND, epochSecond)) * 1000)
  const offset = offsetAt(date)
  const year = date.getFullYear()
  const standard = Math.min(offsetAt(new Date(year, 0, 1)), offsetAt(new Date(year, 6, 1)))
  return { tm_gmtoff: offset, tm_isdst: offset > standard ? 1 : 0, tm_zone: nameAt(formats, date) ?? digits(offset) }
}

/** Returns the seconds east of UTC; Date has them as minutes west of it, with a fraction where there is one. */
function offsetAt(date: Date): number {
  return Math.round(0 - date.getTimezoneOffset() * 60)
}

function nameAt(formats: readonly Intl.DateTimeFormat[], date: Date): string | undefined {
  for (const format of formats) {
    const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value
    if (name !== undefined && /^[A-Z]{3,5}$/.test(name)) return name
  }
  return undefined
}

function digits(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / 60)
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0')
  const rest = minutes % 60 === 0 ? '' : String(minutes % 60).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${hours}${rest}`
}
