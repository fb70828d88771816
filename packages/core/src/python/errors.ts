/**
 * Python's exceptions that only configurations meet: names that cannot be found, and the mistakes of INI files.
 *
 * `name` is Python's type name and `message` its text, as in @pylogging/formatter's errors.
 *
 * Source: CPython 3.13.0, Lib/configparser.py; docs.python.org/3.13/library/exceptions.html
 */
import { repr } from '@pylogging/formatter'
import { RuntimeError, ValueError } from '../ground/errors.js'

/** A module, or a name in it, that is not there. */
export class ImportError extends Error {}
definePythonName('ImportError', ImportError)

/** A dotted name that begins with no module we know. */
export class ModuleNotFoundError extends ImportError {}
definePythonName('ModuleNotFoundError', ModuleNotFoundError)

/** A name that an expression uses and nobody gave. */
export class NameError extends Error {}
definePythonName('NameError', NameError)

/** References that lead to each other in a ring. */
export class RecursionError extends RuntimeError {}
definePythonName('RecursionError', RecursionError)

/** Bytes that are no text in the encoding they should have. */
export class UnicodeDecodeError extends ValueError {}
definePythonName('UnicodeDecodeError', UnicodeDecodeError)

/** A division by zero in an expression. */
export class ZeroDivisionError extends Error {}
definePythonName('ZeroDivisionError', ZeroDivisionError)

/** Python's `configparser.Error`. */
export class ConfigParserError extends Error {}
definePythonName('Error', ConfigParserError)

/** A section that is not there. */
export class NoSectionError extends ConfigParserError {
  constructor(section: string) {
    super(`No section: ${repr(section)}`)
  }
}
definePythonName('NoSectionError', NoSectionError)

/** An option that is not in its section, nor in DEFAULT. */
export class NoOptionError extends ConfigParserError {
  constructor(option: string, section: string) {
    super(`No option ${repr(option)} in section: ${repr(section)}`)
  }
}
definePythonName('NoOptionError', NoOptionError)

/** A section that is there twice. */
export class DuplicateSectionError extends ConfigParserError {
  constructor(section: string, source: string, lineno: number) {
    super(`${whileReading(source, lineno)}: section ${repr(section)} already exists`)
  }
}
definePythonName('DuplicateSectionError', DuplicateSectionError)

/** An option that is twice in one section. */
export class DuplicateOptionError extends ConfigParserError {
  constructor(section: string, option: string, source: string, lineno: number | null) {
    super(`${whileReading(source, lineno)}: option ${repr(option)} in section ${repr(section)} already exists`)
  }
}
definePythonName('DuplicateOptionError', DuplicateOptionError)

/** Lines that are neither a header nor an option: all of a file's together. */
export class ParsingError extends ConfigParserError {
  constructor(source: string, lines: readonly (readonly [lineno: number, line: string])[]) {
    const list = lines.map(([lineno, line]) => `\n\t[line ${twoDigits(lineno)}]: ${repr(line)}`)
    super(`Source contains parsing errors: ${repr(source)}${list.join('')}`)
  }
}
definePythonName('ParsingError', ParsingError)

/** An option before the first `[section]`. */
export class MissingSectionHeaderError extends ParsingError {
  constructor(source: string, lineno: number, line: string) {
    super(source, [])
    this.message = `File contains no section headers.\nfile: ${repr(source)}, line: ${lineno}\n${repr(line)}`
  }
}
definePythonName('MissingSectionHeaderError', MissingSectionHeaderError)

/** A `%(name)s` in a value that cannot be filled in. */
export class InterpolationError extends ConfigParserError {}
definePythonName('InterpolationError', InterpolationError)

/** A `%` in a value that begins nothing; a percent sign is `%%`. */
export class InterpolationSyntaxError extends InterpolationError {}
definePythonName('InterpolationSyntaxError', InterpolationSyntaxError)

/** A `%(name)s` of an option that is not there. */
export class InterpolationMissingOptionError extends InterpolationError {
  constructor(option: string, section: string, rawval: string, reference: string) {
    super(
      `Bad value substitution: option ${repr(option)} in section ${repr(section)} contains an interpolation key ` +
        `${repr(reference)} which is not a valid option name. Raw value: ${repr(rawval)}`,
    )
  }
}
definePythonName('InterpolationMissingOptionError', InterpolationMissingOptionError)

/** A `%(name)s` that leads back to itself. */
export class InterpolationDepthError extends InterpolationError {
  constructor(option: string, section: string, rawval: string, steps: number) {
    super(
      `Recursion limit exceeded in value substitution: option ${repr(option)} in section ${repr(section)} contains an ` +
        `interpolation key which cannot be substituted in ${steps} steps. Raw value: ${repr(rawval)}`,
    )
  }
}
definePythonName('InterpolationDepthError', InterpolationDepthError)

function definePythonName(name: string, type: { readonly prototype: Error }): void {
  Object.defineProperty(type.prototype, 'name', { configurable: true, enumerable: false, writable: true, value: name })
}

function whileReading(source: string, lineno: number | null): string {
  return `While reading from ${repr(source)}${lineno === null ? '' : ` [line ${twoDigits(lineno)}]`}`
}

function twoDigits(lineno: number): string {
  return String(lineno).padStart(2)
}
