/**
 * The named behaviours that scenarios put into a program; conformance/scenario_kinds.py has the same ones.
 * Those that extend classes of the package are in package-kinds.mjs.
 */
import { addExtension, upperCaseCopy } from './moves.mjs'
import { packageKinds } from './package-kinds.mjs'

/** An exception of the program's own. */
export class AppError extends Error {
  name = 'AppError'
}

export function raised(kind, text, cause) {
  return cause === undefined ? new kind(text) : Object.assign(new kind(text), { cause })
}

// Streams

/** Keeps what is written; named if it is to show its name. */
export class Stream {
  #parts = []

  constructor(name) {
    if (name !== undefined) this.name = name
  }

  write(text) {
    this.#parts.push(text)
  }

  flush() {}

  get text() {
    return this.#parts.join('')
  }
}

/** Fails with an error at each write, or at each flush. */
class BrokenStream {
  constructor(error, where = 'write') {
    this.error = error
    this.where = where
  }

  write() {
    if (this.where === 'write') throw this.error
  }

  flush() {
    if (this.where === 'flush') throw this.error
  }
}

/** Passes on to another stream, and has no flush. */
class WriteOnly {
  constructor(stream, name) {
    this.stream = stream
    if (name !== undefined) this.name = name
  }

  write(text) {
    this.stream.write(text)
  }
}

/** Says in the other stream when it is flushed. */
class LoggedFlush extends WriteOnly {
  flush() {
    this.stream.write('(flush)')
  }
}

// Filters

/** Stops records whose message has a word. */
class DropWord {
  constructor(word) {
    this.word = word
  }

  filter(record) {
    return !record.getMessage().includes(this.word)
  }
}

function dropWord(word) {
  return function dropsWord(record) {
    return !record.getMessage().includes(word)
  }
}

/** Gives the record an attribute. */
class Tag {
  constructor(name, value) {
    this.name = name
    this.value = value
  }

  filter(record) {
    record[this.name] = this.value
    return true
  }
}

/** Always gives the same answer, true or not. */
class Answer {
  constructor(answer) {
    this.answer = answer
  }

  filter() {
    return this.answer
  }
}

/** As a filter or a formatter: fails with an error. */
class Fail {
  constructor(error) {
    this.error = error
  }

  filter() {
    throw this.error
  }

  format() {
    throw this.error
  }
}

/** No Formatter, but it has what a handler needs. */
class Plain {
  format(record) {
    return `plain ${record.getMessage()}`
  }
}

// Messages

/** A message that is an object: formatted only when it is needed. */
class BraceMessage {
  constructor(form, ...args) {
    this.form = form
    this.args = args
  }

  toString() {
    return fillBraces(this.form, this.args)
  }
}

function fillBraces(form, args) {
  let next = 0
  return form.replace(/\{\}/g, () => String(args[next++]))
}

/** An object that cannot be printed. */
class BadText {
  constructor(error) {
    this.error = error
  }

  toString() {
    throw this.error
  }
}

class NotALogger {}

const ORDINARY = {
  AppError,
  BrokenStream,
  WriteOnly,
  LoggedFlush,
  DropWord,
  dropWord,

  Tag,
  Answer,

  Fail,
}
Object.assign(ORDINARY, { Plain, addExtension, upperCaseCopy, BraceMessage, BadText, NotALogger })

/** All kinds by name; those that extend classes of the package are made when they are first asked for. */
export function kindsOf(tools) {
  const kinds = { ...ORDINARY }
  for (const [name, make] of Object.entries(packageKinds(tools, fillBraces))) {
    Object.defineProperty(kinds, name, {
      configurable: true,
      get() {
        const value = make()
        Object.defineProperty(kinds, name, { value })
        return value
      },
    })
  }
  return kinds
}
