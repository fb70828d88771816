/** What came of a scenario, in the words of conformance/scenario_report.py. */

import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const FRAMES = /((?:^|\n)(?:Traceback|Stack) \(most recent call last\):|(?:^|\n)Call stack:)(?:\n {2}[^\n]*)*/gi
const FIRST_LEVELS = { CRITICAL: 50, FATAL: 50, ERROR: 40, WARN: 30, WARNING: 30, INFO: 20, DEBUG: 10, NOTSET: 0 }
const USUAL_MODE = 0o644

/** The report without paths of this machine and the lines of stacks. */
export function neutral(report, folder) {
  if (typeof report === 'string') return report.replaceAll(folder, '<folder>').replace(FRAMES, '$1')
  if (Array.isArray(report)) return report.map((part) => neutral(part, folder))
  return Object.fromEntries(Object.entries(report).map(([name, part]) => [name, neutral(part, folder)]))
}

/** A value as text; null for nothing. */
export function describe(value, tools) {
  return value === null || value === undefined ? null : text(value, tools)
}

function text(value, tools) {
  const { logging, repr } = tools
  const inner = (each) => text(each, tools)
  if (value instanceof logging.Formatter) return `<${value.constructor.name} ${repr(value._fmt)}>`
  if (value instanceof logging.Filter) return `<${value.constructor.name} ${repr(value.name)}>`
  if (value instanceof logging.LogRecord) {
    const args = Array.isArray(value.args) ? logging.tuple(...value.args) : value.args
    return `<record ${tools.str(value.name)} ${tools.str(value.levelno)} ${repr(value.msg)} ${repr(args)}>`
  }
  if (value instanceof logging.PlaceHolder) return '<PlaceHolder>'
  if (typeof value === 'function') {
    const isClass = Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
    return `<${isClass ? 'class' : 'function'} ${value.name}>`
  }
  if (value instanceof Set) return `{${[...value].map(inner).sort().join(', ')}}`
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${inner(key)}: ${inner(item)}`).join(', ')}}`
  return repr(value)
}

/** All loggers with what hangs on them, then what is not as at the beginning. */
export function tree(tools, things) {
  const { logging, repr } = tools
  const { root } = logging
  const { manager } = root
  const lines = []
  const names = [...manager.loggerDict.keys()].sort()
  for (const [name, logger] of [['', root], ...names.map((each) => [each, manager.loggerDict.get(each)])]) {
    if (logger instanceof logging.PlaceHolder) {
      lines.push(`${name} is a placeholder`)
      continue
    }
    lines.push(`${logger}${ownSettings(logger, root)}`)
    for (const handler of logger.handlers) lines.push(`  ${handlerLine(handler, tools)}`)
    for (const filter of logger.filters) lines.push(`  filter ${text(filter, tools)}`)
  }
  if (manager.disable) lines.push(`disable ${manager.disable}`)
  const levels = [...logging.getLevelNamesMapping()].filter(([name, level]) => FIRST_LEVELS[name] !== level)
  if (levels.length > 0) lines.push(`levels ${repr(new Map(levels))}`)
  const named = namesInUse([root, ...manager.loggerDict.values()], things)
  if (named.length > 0) lines.push(`named ${repr(named)}`)
  return lines
}

/** The names of handlers that something holds: when the others are forgotten is a matter of the garbage collector. */
function namesInUse(loggers, things) {
  const attached = loggers.flatMap(({ handlers = [] }) => handlers)
  const held = new Set([...attached, ...attached.map(({ target }) => target), ...things])
  const { handlersByName } = globalThis[Symbol.for('pylogging.core.1')]
  return [...handlersByName].flatMap(([name, reference]) => (held.has(reference.deref()) ? [name] : [])).sort()
}

function ownSettings({ level, parent, propagate, disabled }, root) {
  const parts = level ? [` level ${level}`] : []
  if (parent !== null && parent !== root) parts.push(` below ${parent.name}`)
  if (!propagate) parts.push(' stays')
  if (disabled) parts.push(' disabled')
  return parts.join('')
}

function handlerLine(handler, tools) {
  const parts = [String(handler)]
  if (handler.name !== null) parts.push(`named ${tools.repr(handler.name)}`)
  if (handler.formatter !== null) parts.push(`formats ${text(handler.formatter, tools)}`)
  if (handler.target) parts.push(`to ${handler.target}`)
  if (handler.buffer?.length > 0) parts.push(`holds ${handler.buffer.length}`)
  return [...parts, ...handler.filters.map((filter) => `filter ${text(filter, tools)}`)].join(' ')
}

/** The text of every file; its name tells a mode that is not the usual one. Not utf-8: the bytes in hex. */
export function files(folder) {
  const found = {}
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const path of paths.sort()) {
    const mode = statSync(path).mode & 0o7777
    const content = readFileSync(path)
    const label = relative(folder, path) + (mode === USUAL_MODE ? '' : ` (${mode.toString(8)})`)
    found[label] = isUtf8(content) ? content.toString() : `hex ${content.toString('hex')}`
  }
  return found
}
