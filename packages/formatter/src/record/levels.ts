/**
 * Level numbers and their names, both ways.
 *
 *   getLevelName(30)  "WARNING"        getLevelName('WARNING')  30        getLevelName(35)  "Level 35"
 *
 * Kept on purpose, because CPython does it: addLevelName removes nothing, so an old name keeps its number; FATAL and
 * WARN are known as names but never shown; names are matched letter for letter.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, _levelToName, getLevelName, _checkLevel.
 */

import { onePerProcess } from '../ground/one-per-process.js'
import { ValueError } from '../python/errors.js'
import { repr, str } from '../python/python-text.js'

export const CRITICAL = 50
export const FATAL = CRITICAL
export const ERROR = 40
export const WARNING = 30
export const WARN = WARNING
export const INFO = 20
export const DEBUG = 10
export const NOTSET = 0

/** Python's `_levelToName` and `_nameToLevel`, live. @internal For @pylogging/core. */
export const levelNames = onePerProcess('levels', () => ({
  ofNumber: new Map<unknown, string>([
    [CRITICAL, 'CRITICAL'],
    [ERROR, 'ERROR'],
    [WARNING, 'WARNING'],
    [INFO, 'INFO'],
    [DEBUG, 'DEBUG'],
    [NOTSET, 'NOTSET'],
  ]),
  toNumber: new Map<unknown, number>([
    ['CRITICAL', CRITICAL],
    ['FATAL', FATAL],
    ['ERROR', ERROR],
    ['WARN', WARN],
    ['WARNING', WARNING],
    ['INFO', INFO],
    ['DEBUG', DEBUG],
    ['NOTSET', NOTSET],
  ]),
}))

/**
 * The name of a level number, or the number of a level name.
 *
 * @returns `"Level 35"` for what has no name, as Python does, never an error.
 */
export function getLevelName(level: number): string
export function getLevelName(level: unknown): string | number
export function getLevelName(level: unknown): string | number {
  return levelNames.ofNumber.get(asKey(level)) ?? levelNames.toNumber.get(level) ?? `Level ${str(level)}`
}

/** Gives a level number a name; the name also becomes valid wherever a level is asked for. */
export function addLevelName(level: number, levelName: string): void {
  levelNames.ofNumber.set(asKey(level), levelName)
  levelNames.toNumber.set(levelName, level)
}

/** A fresh copy of all names and their numbers. */
export function getLevelNamesMapping(): Map<string, number> {
  return new Map(levelNames.toNumber as Map<string, number>)
}

/**
 * The number of a level given as a number or a name.
 *
 * @throws ValueError `Unknown level: 'info'` for a name that is not known letter for letter.
 * @throws TypeError `Level not an integer or a valid string: 10.5` for anything else.
 * @internal For @pylogging/core.
 */
export function checkLevel(level: unknown): number {
  if (typeof level === 'number' && Number.isInteger(level)) return level
  if (typeof level === 'boolean') return Number(level)
  if (typeof level !== 'string')
    throw new TypeError(`Level not an integer or a valid string: ${repr(level)}${levelAdvice()}`)
  const found = levelNames.toNumber.get(level)
  if (found === undefined) throw new ValueError(`Unknown level: ${repr(level)}${levelAdvice()}`)
  return found
}

function levelAdvice(): string {
  const names = [...levelNames.toNumber.keys()].join(', ')
  return `\n  Use ${names}, or a whole number. Letter case matters; addLevelName gives names of your own.`
}

/** Python's dictionaries take True for 1. */
function asKey(level: unknown): unknown {
  return typeof level === 'boolean' ? Number(level) : level
}
