/**
 * Python's exception classes, so that a ported `catch` finds what its `except` found.
 *
 *   percentFormat('%d', ['x'])     throws TypeError  (JavaScript's own; name and message are Python's)
 *   new Formatter('plain')         throws ValueError
 *
 * `name` is Python's type name, `message` what Python's str(error) says. A program may hold two copies of this
 * package, or this one beside @pylogging/rotator with classes of its own: `instanceof` therefore asks for the lineage
 * an error carries under a registered symbol, not for one constructor.
 *
 * PythonError and `definePythonName` stand in the same form in @pylogging/rotator, too: neither package may need the other,
 * and a third one for thirty lines would be one more to install.
 *
 * Source: docs.python.org/3.13/library/exceptions.html
 */
import { isError } from './python-values.js'

const LINEAGE = Symbol.for('pylogging.error.lineage')

/** Marks an error whose cause was only being handled when it arose. */
const DURING = Symbol.for('pylogging.error.during')

/** Says that nobody raised this error *from* its cause, which Python words differently. @returns The error. */
export function arisenDuring<E extends Error>(error: E): E {
  return Object.defineProperty(error, DURING, { value: true })
}

export function hasArisenDuring(error: unknown): boolean {
  return isError(error) && DURING in error
}

/** Base of the classes below; the names of an error's Python classes, nearest first, are on its prototype. */
abstract class PythonError extends Error {
  declare readonly [LINEAGE]: readonly string[]
}
Object.defineProperty(PythonError, Symbol.hasInstance, { value: isInstance })

/** Answers `instanceof`; `this` is the class on its right side. */
function isInstance(this: { readonly prototype: PythonError }, value: unknown): boolean {
  if (Function.prototype[Symbol.hasInstance].call(this, value)) return true
  if (!Object.hasOwn(this, LINEAGE) || !isError(value)) return false
  const lineage: unknown = (value as Partial<PythonError>)[LINEAGE]
  return Array.isArray(lineage) && lineage.includes(this.prototype.name)
}

/** Gives a class its Python name and lineage. Subclasses of a user's own have neither, and compare by prototype. */
export function definePythonName(name: string, type: { readonly prototype: PythonError }): void {
  const inherited = Object.getPrototypeOf(type.prototype)[LINEAGE] as readonly string[] | undefined
  const hidden = { configurable: true, enumerable: false, writable: true }
  Object.defineProperty(type.prototype, 'name', { ...hidden, value: name })
  Object.defineProperty(type.prototype, LINEAGE, { ...hidden, value: [name, ...(inherited ?? [])] })
  Object.defineProperty(type, LINEAGE, { ...hidden, value: true })
}

/** A value of the right type that is not allowed: an unknown level, style or `when`. */
export class ValueError extends PythonError {}
definePythonName('ValueError', ValueError)

/** Text that an encoding cannot express. */
export class UnicodeEncodeError extends ValueError {}
definePythonName('UnicodeEncodeError', UnicodeEncodeError)

/** Something that was looked for by name or position and is not there: an encoding. */
export class LookupError extends PythonError {}
definePythonName('LookupError', LookupError)

/** A position that is not there. */
export class IndexError extends LookupError {}
definePythonName('IndexError', IndexError)

/** An attribute that is not there. */
export class AttributeError extends PythonError {}
definePythonName('AttributeError', AttributeError)

/** A number too large for what was asked of it. */
export class OverflowError extends PythonError {}
definePythonName('OverflowError', OverflowError)

/** Something that cannot be done now. */
export class RuntimeError extends PythonError {}
definePythonName('RuntimeError', RuntimeError)

/** A method that a subclass must supply. */
export class NotImplementedError extends RuntimeError {}
definePythonName('NotImplementedError', NotImplementedError)
