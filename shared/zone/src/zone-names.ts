/**
 * The process's time zone: offset, daylight time and abbreviation at an instant, as CPython finds them.
 *
 *   TZ=Europe/Paris   zoneAt(1784116800)   is   { tm_gmtoff: 7200, tm_isdst: 1, tm_zone: 'CEST' }
 *
 * The answer is the system's, as in Python, from the zone files that `TZ` or /etc/localtime names, and not that of the
 * zone data inside Node: Node has no abbreviations for most zones, does not know POSIX's zone strings, and where the two
 * disagree, because one of them is older, a Python program beside this one would log the system's time.
 *
 *   TZ unset                 /etc/localtime
 *   TZ='' or ':'             UTC
 *   TZ=[:]Europe/Paris       the file of that name in TZDIR or /usr/share/zoneinfo
 *   TZ=[:]/path              that file
 *   TZ=CET-1CEST,M3.5.0,…    posix-zone.ts
 *   none of these            Node's own zone, if it knows the name or TZ is unset: Windows, containers without zone files
 *   nor that                 UTC under the letters the text begins with, as in glibc
 *
 * TZ is read again at each call and the file when TZ has changed. It is read only if it is a regular file of ordinary
 * size, and used only if all of it makes sense. In a worker thread TZ is that of the worker's `process.env`.
 */
import { readFileSync, statSync } from 'node:fs'
import { nodeZone } from './node-zone.js'
import { parsePosixZone, posixMoment, type ZoneMoment } from './posix-zone.js'
import { parseZoneFile, zoneFileMoment } from './zone-file.js'

export type { ZoneMoment } from './posix-zone.js'

/** A zone's clock. */
export type Zone = (epochSecond: number) => ZoneMoment

const LOCAL_FILE = '/etc/localtime'
const ZONE_DIRECTORY = '/usr/share/zoneinfo'
/** The largest file of the zone database has 4 KB. */
const MAX_FILE_BYTES = 65_536

let loaded: { readonly name: string | undefined; readonly zone: Zone } | undefined

/** Returns the reading of the process's clock at an instant, in whole seconds since 1970. */
export function zoneAt(epochSecond: number): ZoneMoment {
  return currentZone()(epochSecond)
}

/** The process's zone. As long as it stays the same, so does this object. */
export function currentZone(): Zone {
  const { TZ } = process.env
  if (loaded === undefined || loaded.name !== TZ) loaded = { name: TZ, zone: loadZone(TZ) }
  return loaded.zone
}

function loadZone(variable: string | undefined): Zone {
  const name = variable?.replace(/^:/, '')
  if (name === '') return fixedZone('UTC')
  return fileZone(name) ?? posixZone(name) ?? zoneOfNode(name) ?? fixedZone(/^[A-Za-z]{3,}/.exec(name ?? '')?.[0] ?? '')
}

/** A path is a matter of files alone: Node takes one it does not know for UTC. */
function zoneOfNode(name: string | undefined): Zone | undefined {
  return name?.startsWith('/') ? undefined : nodeZone()
}

function fixedZone(tm_zone: string): Zone {
  const always: ZoneMoment = { tm_gmtoff: 0, tm_isdst: 0, tm_zone }
  return () => always
}

function fileZone(name: string | undefined): Zone | undefined {
  const { TZDIR } = process.env
  const path = name === undefined ? LOCAL_FILE : name.startsWith('/') ? name : `${TZDIR || ZONE_DIRECTORY}/${name}`
  const file = readZoneFile(path)
  return file && ((second) => zoneFileMoment(file, second))
}

/** Opening a pipe would wait for its writer, and a device may have no end: hence the look before. */
function readZoneFile(path: string): ReturnType<typeof parseZoneFile> {
  try {
    const status = statSync(path)
    return status.isFile() && status.size <= MAX_FILE_BYTES ? parseZoneFile(readFileSync(path)) : undefined
  } catch {
    return undefined
  }
}

function posixZone(name: string | undefined): Zone | undefined {
  const zone = parsePosixZone(name ?? '')
  return zone && ((second) => posixMoment(zone, second))
}
