/**
 * The values of names in the expressions of an INI file. CPython evaluates these inside the module `logging`:
 *
 *   class = StreamHandler, handlers.RotatingFileHandler, logging.StreamHandler, or a registered myapp.Handler
 *   args = (sys.stdout,)      INFO      handlers.SysLogHandler.LOG_USER
 *
 * Kept on purpose, because CPython does it: `logging.INFO` in args is no name there, `INFO` is.
 */
import { typeName } from '@pylogging/formatter'
import { AttributeError, ValueError } from '../ground/errors.js'
import { NameError } from '../python/errors.js'
import { getAttribute } from '../python/python-attributes.js'
import { evaluate } from '../python/python-literal.js'
import { findName, findRegistered, refuseAction, resolveName } from './registry.js'

/** The modules that CPython's `logging` imports and this package has, apart from `sys`, which is the package's own. */
const IMPORTED = new Set(['time'])

/** The value of an expression, with Python's floats, tuples and dicts marked. @throws As `evaluate`. */
export function markedValue(expression: string): unknown {
  return evaluate(expression, nameInLogging)
}

/** Returns the class that `class` of a handler's section names. @throws ModuleNotFoundError; as `evaluate`. */
export function handlerClass(text: string): unknown {
  try {
    return markedValue(text)
  } catch (error) {
    if (error instanceof NameError || error instanceof AttributeError) return resolveName(text)
    throw error
  }
}

/** @throws NameError, AttributeError, ValueError, ImportError */
function nameInLogging(path: readonly string[]): unknown {
  const [first = '', ...attributes] = path
  const name = path.join('.')
  const found = findRegistered(name)
  if (found !== undefined) return found
  if (first === 'os')
    throw new ValueError(`${name} is not supported in a configuration file: no program's environment here`)
  let value = IMPORTED.has(first) ? findName(first) : findName(`logging.${first}`)
  if (value === undefined) throw new NameError(`name '${first}' is not defined`)
  let reached = first
  for (const attribute of attributes) {
    const inner = getAttribute(value, attribute)
    if (inner === undefined) throw new AttributeError(`${described(value, reached)} has no attribute '${attribute}'`)
    reached = attribute
    value = inner
  }
  refuseAction(value, name)
  return value
}

function described(value: unknown, name: string): string {
  if (typeof value === 'function') return `type object '${value.name}'`
  if (typeof value !== 'object' || value === null) return `'${typeName(value)}' object`
  return name === 'handlers' ? "module 'logging.handlers'" : `module '${name}'`
}
