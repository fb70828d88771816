/**
 * Python's ConfigParser, as far as logging configurations need it: reading.
 *
 *   [handler_file]                                  section 'handler_file'
 *   class: handlers.RotatingFileHandler             option 'class'; '=' and ':' are one
 *   args = ('app.log',                              a deeper line continues the value, an empty one too
 *           'a', 1000000, 5)
 *   # a comment stands on a line of its own, never behind a value; so does one with ';'
 *
 * Options of [DEFAULT] are in every section. Names of options are in lower case, names of sections as they stand.
 * `%(name)s` in a value is the value of another option: interpolation.ts; RawConfigParser leaves it as it is.
 *
 * Everything is kept in Maps, so no name of a file can reach a prototype.
 *
 * Source: CPython 3.13.0, Lib/configparser.py. Pinned by: conformance/vectors/ini.json
 */
import { repr, str } from '@pylogging/formatter'
import { KeyError, ValueError } from '../ground/errors.js'
import {
  DuplicateOptionError,
  DuplicateSectionError,
  MissingSectionHeaderError,
  NoOptionError,
  NoSectionError,
  ParsingError,
} from '../python/errors.js'
import { indentOf, strip, stripEnd, stripStart } from '../python/python-space.js'
import { interpolate, type Options } from './interpolation.js'

/** Keywords of `get`. */
export interface GetOptions {
  /** True leaves `%(name)s` as it is. */
  readonly raw?: boolean
  /** The value that is returned where the section or the option is missing, in place of an error. */
  readonly fallback?: string | null
}

/** An object that the text of a configuration is read from: Python's file object. */
export interface Readable {
  read(): string
  /** The name of the file in errors. */
  readonly name?: unknown
}

const DEFAULT = 'DEFAULT'

/** Reads INI texts; values are what stands in them. */
export class RawConfigParser {
  readonly #sections = new Map<string, Map<string, string>>()
  readonly #defaults = new Map<string, string>()

  /** @param defaults - Options for every section. */
  constructor(defaults?: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown> | null) {
    for (const [name, value] of entriesOf(defaults ?? {})) {
      const option = this.optionxform(str(name))
      if (this.#defaults.has(option)) throw new DuplicateOptionError(DEFAULT, option, '<dict>', null)
      if (value === null || value === undefined) throw new TypeError('option values must be strings')
      this.#defaults.set(option, str(value))
    }
  }

  /** The options of DEFAULT. */
  defaults(): ReadonlyMap<string, string> {
    return this.#defaults
  }

  /** The names of the sections; DEFAULT is not among them. */
  sections(): string[] {
    return [...this.#sections.keys()]
  }

  /** Whether there is a section; DEFAULT does not count. */
  has_section(section: string): boolean {
    return this.#sections.has(section)
  }

  /** Whether a section, or DEFAULT, has an option. */
  has_option(section: string, option: string): boolean {
    const name = this.optionxform(option)
    if (section === '' || section === DEFAULT) return this.#defaults.has(name)
    const own = this.#sections.get(section)
    return own !== undefined && (own.has(name) || this.#defaults.has(name))
  }

  /** The names of a section's options, those of DEFAULT last. @throws NoSectionError */
  options(section: string): string[] {
    const own = this.#sections.get(section)
    if (own === undefined) throw new NoSectionError(section)
    return [...new Set([...own.keys(), ...this.#defaults.keys()])]
  }

  /**
   * The value of an option.
   *
   * @throws NoSectionError, NoOptionError unless there is a `fallback`; an InterpolationError.
   */
  get(section: string, option: string, { raw = false, fallback }: GetOptions = {}): string | null {
    const own = this.#sections.get(section)
    if (own === undefined && section !== DEFAULT) {
      if (fallback !== undefined) return fallback
      throw new NoSectionError(section)
    }
    const options = { get: (name: string) => own?.get(name) ?? this.#defaults.get(name) }
    const value = options.get(this.optionxform(option))
    if (value === undefined) {
      if (fallback !== undefined) return fallback
      throw new NoOptionError(option, section)
    }
    return raw ? value : this.interpolated(section, option, value, options)
  }

  /** Python's `parser[section][option]`. @throws KeyError */
  item(section: string, option: string): string {
    if (section !== DEFAULT && !this.has_section(section)) throw new KeyError(section)
    if (!this.has_option(section, option)) throw new KeyError(option)
    return this.get(section, option) as string
  }

  /** The value of an option as a whole number. @throws ValueError for what is no whole number. */
  getint(section: string, option: string, { fallback }: { fallback: number }): number {
    if (!this.has_option(section, option)) return fallback
    const value = this.get(section, option) as string
    const digits = strip(value)
    if (!/^[+-]?\d+(_\d+)*$/.test(digits)) {
      throw new ValueError(`invalid literal for int() with base 10: ${repr(value)}`)
    }
    return Number(digits.replaceAll('_', ''))
  }

  /** Returns the name of an option as the parser keeps it, in small letters; a subclass may keep its letter case. */
  optionxform(option: string): string {
    return option.toLowerCase()
  }

  /**
   * Adds what a text says.
   *
   * @param source - The name of the text in errors.
   * @throws ParsingError, MissingSectionHeaderError, DuplicateSectionError, DuplicateOptionError
   */
  read_string(text: string, source = '<string>'): void {
    this.read_file(linesOf(text), source)
  }

  /**
   * Adds what a file says.
   *
   * @param file - An object that can be read, or lines, each with its newline.
   * @param source - The name of the file in errors: its `name` unless given.
   * @throws As `read_string`.
   */
  read_file(file: Readable | Iterable<string>, source: string = nameOf(file)): void {
    const lines = isReadable(file) ? linesOf(newlines(file.read())) : file
    const reading = new Reading(this, this.#sections, this.#defaults, source)
    try {
      for (const line of lines) reading.line(line)
    } finally {
      reading.finish()
    }
    if (reading.wrong.length > 0) throw new ParsingError(source, reading.wrong)
  }

  /** The value as `get` returns it. */
  protected interpolated(_section: string, _option: string, value: string, _options: Options): string {
    return value
  }
}

/** Reads INI texts; `%(name)s` in a value stands for another option, `%%` for a percent sign. */
export class ConfigParser extends RawConfigParser {
  protected override interpolated(section: string, option: string, value: string, options: Options): string {
    return interpolate(this, section, option, value, options)
  }
}

export function isReadable(file: unknown): file is Readable {
  return typeof file === 'object' && file !== null && typeof (file as { read?: unknown }).read === 'function'
}

function nameOf(file: Readable | Iterable<string>): string {
  const { name } = file as Partial<Readable>
  return name === undefined ? '<???>' : str(name)
}

/** Any line ending as '\n', as Python reads text. */
export function newlines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** The lines of a text, each with its newline. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? []
}

/** The state of reading one text. Values are lists of lines until it is finished. */
class Reading {
  readonly wrong: [lineno: number, line: string][] = []
  readonly #parser: RawConfigParser
  readonly #sections: Map<string, Map<string, string>>
  readonly #defaults: Map<string, string>
  readonly #source: string
  readonly #added = new Set<string>()
  readonly #values = new Map<Map<string, string>, Map<string, string[]>>()
  #lineno = 0
  #indent = 0
  #sectionName = ''
  #section: Map<string, string> | null = null
  #option: string | null = null

  constructor(
    parser: RawConfigParser,
    sections: Map<string, Map<string, string>>,
    defaults: Map<string, string>,
    source: string,
  ) {
    this.#parser = parser
    this.#sections = sections
    this.#defaults = defaults
    this.#source = source
  }

  line(line: string): void {
    this.#lineno += 1
    const text = strip(line)
    const isComment = text.startsWith('#') || text.startsWith(';')
    if (text === '' || isComment) {
      if (!isComment) this.#lines()?.push('')
      return
    }
    const indent = indentOf(line)
    const lines = this.#lines()
    if (lines !== null && indent > this.#indent) {
      lines.push(text)
      return
    }
    this.#indent = indent
    const header = /^\[([^\n]+)\]/.exec(text)?.[1]
    if (header !== undefined) this.#startSection(header)
    else if (this.#section === null) throw new MissingSectionHeaderError(this.#source, this.#lineno, line)
    else this.#startOption(this.#section, text, line)
  }

  /** Joins the lines of each value. */
  finish(): void {
    for (const [section, options] of this.#values) {
      for (const [option, lines] of options) section.set(option, stripEnd(lines.join('\n')))
    }
  }

  /** The lines of the value that may go on. */
  #lines(): string[] | null {
    if (this.#section === null || !this.#option) return null
    return this.#values.get(this.#section)?.get(this.#option) ?? null
  }

  #startSection(name: string): void {
    const known = name === DEFAULT ? this.#defaults : this.#sections.get(name)
    if (name !== DEFAULT) {
      const key = JSON.stringify([name])
      if (this.#added.has(key)) throw new DuplicateSectionError(name, this.#source, this.#lineno)
      this.#added.add(key)
    }
    const section = known ?? new Map<string, string>()
    if (known === undefined) this.#sections.set(name, section)
    this.#sectionName = name
    this.#section = section
    this.#option = null
  }

  /** A line without a delimiter, or without a name before it, is wrong; reading goes on to find all that are. */
  #startOption(section: Map<string, string>, text: string, line: string): void {
    const delimiter = text.search(/[=:]/)
    if (delimiter <= 0) this.wrong.push([this.#lineno, line])
    if (delimiter < 0) return
    const option = this.#parser.optionxform(stripEnd(text.slice(0, delimiter)))
    const key = JSON.stringify([this.#sectionName, option])
    if (this.#added.has(key)) {
      throw new DuplicateOptionError(this.#sectionName, option, this.#source, this.#lineno)
    }
    this.#added.add(key)
    this.#option = option
    const values = this.#values.get(section) ?? new Map<string, string[]>()
    this.#values.set(section, values.set(option, [stripStart(text.slice(delimiter + 1))]))
    // Takes its place among the options now; its text follows.
    section.set(option, '')
  }
}

function entriesOf(
  defaults: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>,
): Iterable<[string, unknown]> {
  return defaults instanceof Map ? defaults.entries() : Object.entries(defaults)
}
