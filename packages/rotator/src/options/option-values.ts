/**
 * The value of one option: checked, or refused with its name and its owner's.
 *
 *   wholeNumber(1.5, 'maxBytes', 'RotatingFile', 0)
 *   ValueError: option "maxBytes" of RotatingFile must be a whole number, not 1.5
 *
 * A value of the wrong type is a TypeError, one that is not allowed a ValueError.
 */

import type { TimeOfDay } from '../schedule/schedule.js'
import { ValueError } from '../world/errors.js'

export function functionOrNull<Given>(value: Given | null | undefined, option: string, owner: string): Given | null {
  if (value == null) return null
  ofType('function', value, option, owner)
  return value
}

interface TypeNames {
  string: string
  number: number
  boolean: boolean
  function: (...names: string[]) => never
}

export function ofType<Name extends keyof TypeNames>(
  type: Name,
  value: unknown,
  option: string,
  owner: string,
): TypeNames[Name] {
  if (typeof value !== type)
    throw new TypeError(`option "${option}" of ${owner} must be a ${type}, not ${typeof value}`)
  return value as TypeNames[Name]
}

export function wholeNumber(value: unknown, option: string, owner: string, least: number, most = Infinity): number {
  const number = ofType('number', value, option, owner)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new ValueError(`option "${option}" of ${owner} must be a whole number, not ${number}`)
}

export function milliseconds(value: unknown, option: string, owner: string): number {
  const number = ofType('number', value, option, owner)
  if (number >= 0) return number
  throw new ValueError(`option "${option}" of ${owner} must be 0 or more milliseconds, not ${number}`)
}

export function checkEncoding(encoding: unknown, owner: string): void {
  if (encoding == null || (typeof encoding === 'string' && /^utf[-_]?8$/i.test(encoding))) return
  throw new ValueError(`unknown encoding: ${String(encoding)} (option "encoding" of ${owner}).\n  Use utf-8.`)
}

export function parseCompress(compress: unknown, owner: string): 'gzip' | null {
  if (compress == null || compress === 'gzip') return compress ?? null
  throw new ValueError(`unknown compression: ${String(compress)} (option "compress" of ${owner}).\n  Use 'gzip'.`)
}

const LIMITS = { hour: 23, minute: 59, second: 59 } as const

/** Python's words for a field out of its range are those of datetime.time. */
export function parseTime(time: unknown, owner: string): TimeOfDay {
  const fields = typeof time === 'string' ? timeFromText(time, owner) : time
  if (typeof fields !== 'object' || fields === null) {
    throw new TypeError(`option "atTime" of ${owner} must be a time such as '13:45' or an object, not ${typeof time}`)
  }
  const read = (name: keyof TimeOfDay): number => {
    const value: unknown = (fields as Partial<TimeOfDay>)[name] ?? 0
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > LIMITS[name]) {
      throw new ValueError(`${name} must be in 0..${LIMITS[name]} (option "atTime" of ${owner})`)
    }
    return value
  }
  return { hour: read('hour'), minute: read('minute'), second: read('second') }
}

function timeFromText(text: string, owner: string): TimeOfDay {
  const [, hour, minute, second = '0'] = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? []
  if (hour === undefined) {
    throw new ValueError(`Invalid isoformat string: '${text}' (option "atTime" of ${owner}).\n  Use HH:MM or HH:MM:SS.`)
  }
  return { hour: Number(hour), minute: Number(minute), second: Number(second) }
}
