/** Findings about one value of a configuration: a level, a truth value, a name that must be defined elsewhere. */
import { checkLevel, getLevelNamesMapping, isPlainObject, nearestName } from '@pylogging/formatter'
import { isTrue } from '../python/python-objects.js'
import type { Finding } from './findings.js'
import { reason } from './trial.js'

/** The advice on a placeholder that is taken as it stands. */
export const FILLING = 'loadConfig(file, { env: true }) fills in ${NAME}; here, --env'

export function hasPlaceholder(text: string): boolean {
  return /\$\{[A-Za-z_]\w*(?::[^}]*)?\}/.test(text)
}

/** Returns the part of a path that a shell, or `env`, would have replaced; undefined where there is none. */
export function unexpanded(path: string): string | undefined {
  return /\$\{\w+(?::[^}]*)?\}|\$\w+|%\w+%|(?<=^|[\\/])~(?=[\\/])/.exec(path)?.[0]
}

const FALSE_TEXT = /^\s*(false|no|off|0|none|null|)\s*$/i

/** A level must be a number or a name as `getLevelNamesMapping` spells it. */
export function checkedLevel(level: unknown, path: string): Finding[] {
  try {
    checkLevel(level)
  } catch (error) {
    const names = [...getLevelNamesMapping().keys()]
    const near =
      typeof level === 'string'
        ? (names.find((name) => name === level.trim().toUpperCase()) ?? nearestName(level, names))
        : undefined
    if (typeof level === 'string' && hasPlaceholder(level)) {
      return [{ path, severity: 'error', message: reason(error), advice: FILLING }]
    }
    const isNumber = typeof level === 'string' && /^\s*\d+\s*$/.test(level)
    const advice = isNumber
      ? `write a number without quotes, or a name: ${names.join(', ')}`
      : near === undefined
        ? `use ${names.join(', ')}, or a number; a level of your own needs addLevelName first: here, in a module for --import`
        : `write ${near}`
    return [{ path, severity: 'error', message: reason(error), advice }]
  }
  if (typeof level !== 'boolean') return []
  return [
    {
      path,
      severity: 'warning',
      message: `${level} is taken for level ${Number(level)}`,
      advice: 'write the name of a level',
    },
  ]
}

/**
 * Text is true in Python whatever it says, unless it is empty.
 *
 * @param meant - The effect that a false value would have.
 */
export function checkedTruth(value: unknown, path: string, meant: string): Finding[] {
  if (typeof value !== 'string' || value.startsWith('cfg://') || value.startsWith('ext://')) return []
  const shown = JSON.stringify(value)
  if (FALSE_TEXT.test(value) && value !== '') {
    return [
      {
        path,
        severity: 'error',
        message: `the text ${shown} counts as true: it does not ${meant}`,
        advice: 'write false, without quotes',
      },
    ]
  }
  return [
    {
      path,
      severity: 'hint',
      message: `the text ${shown} counts as ${isTrue(value)}`,
      advice: `write ${isTrue(value)}, without quotes`,
    },
  ]
}

/** A name that must stand among others. */
export function checkedName(name: unknown, known: readonly string[], thing: string, path: string): Finding[] {
  if (typeof name !== 'string' || known.includes(name) || /^(cfg|ext):\/\//.test(name)) return []
  return [
    {
      path,
      severity: 'error',
      message: `there is no ${thing} ${JSON.stringify(name)}`,
      advice: choice(name, known, `define it, or use`),
    },
  ]
}

/** A list of such names. */
export function checkedNames(names: unknown, known: readonly string[], thing: string, path: string): Finding[] {
  if (typeof names === 'string') {
    if (names === '' || names.startsWith('cfg://')) return []
    const message = `the text ${JSON.stringify(names)} is taken letter by letter`
    return [{ path, severity: 'error', message, advice: `write a list: [${JSON.stringify(names)}]` }]
  }
  if (!Array.isArray(names)) return []
  const twice = names.find((name, index) => typeof name === 'string' && names.indexOf(name) !== index)
  const findings = names.flatMap((name, index) => checkedName(name, known, thing, `${path}[${index}]`))
  if (twice !== undefined)
    findings.push({
      path,
      severity: 'hint',
      message: `${JSON.stringify(twice)} stands there twice and counts once`,
      advice: 'leave one out',
    })
  return findings
}

/** Keys that nothing reads. One that is nearly a known one is probably misspelt. */
export function checkedKeys(dict: unknown, known: readonly string[], pathOf: (key: string) => string): Finding[] {
  if (!isPlainObject(dict)) return []
  return Object.keys(dict).flatMap((key): Finding[] => {
    if (known.includes(key)) return []
    const near = nearestName(key, known)
    return [
      {
        path: pathOf(key),
        severity: near === undefined ? 'hint' : 'warning',
        message: 'is not read',
        advice: choice(key, known, 'take it out, or use'),
      },
    ]
  })
}

function choice(name: string, known: readonly string[], otherwise: string): string {
  const near = nearestName(name, known)
  if (near !== undefined) return `did you mean ${JSON.stringify(near)}?`
  return known.length === 0 ? 'define it' : `${otherwise} ${known.map((each) => JSON.stringify(each)).join(', ')}`
}
