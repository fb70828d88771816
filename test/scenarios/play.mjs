/**
 * Plays a scenario with our logging and tells what came of it, as conformance/run_scenarios.py does with CPython's.
 *
 * Takes the package from its caller, who has it from the sources or from the build, and uses of it what a program can
 * reach. Each play begins with an empty tree in an empty folder, at a fixed time, with stdout and stderr in memory.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAnew } from './anew.mjs'
import { kindsOf, raised, Stream } from './kinds.mjs'
import { resolverOf, withParams } from './names.mjs'
import { describe, files, neutral, tree } from './report.mjs'

const START = 1_784_116_803_678_912_345n
/** What we add to Python's words: where it was, and what to do. */
const OUR_WORDS = /( \(option "\w+"\)\.)?(\n {2}[\s\S]*)?$/
const DEPTHS = [caller, outer, outermost]

/** @returns {import('./play.mjs').Report} */
export function play(steps, tools) {
  const world = new World(tools)
  try {
    return world.play(steps)
  } finally {
    world.end()
  }
}

function caller(owner, name, args) {
  return owner[name](...args)
}

function outer(owner, name, args) {
  return caller(owner, name, args)
}

function outermost(owner, name, args) {
  return outer(owner, name, args)
}

/** The things of one scenario by name, its streams and its folder. */
class World {
  #tools
  #folder = realpathSync(mkdtempSync(join(tmpdir(), 'scenario-')))
  #streams = new Map()
  #things
  #kinds
  #now = START

  constructor(tools) {
    const { logging } = tools
    startAnew(logging)
    this.#tools = tools
    this.#kinds = kindsOf(tools)
    this.#things = { logging, handlers: logging.handlers, config: logging.config, root: logging.root, sys: logging.sys }
    logging.config?.setResolver(resolverOf(this.#kinds))
    for (const setClock of tools.clocks) setClock(() => this.#now)
    logging.sys.stdout = this.#stream('<stdout>')
    logging.sys.stderr = this.#stream('<stderr>')
  }

  play(steps) {
    const outcomes = {}
    for (const [number, step] of steps.entries()) {
      const outcome = this.#outcome(step)
      if (outcome !== null) outcomes[number] = outcome
    }
    const shown = tree(this.#tools, Object.values(this.#things))
    const streams = [...this.#streams].filter(([, { text }]) => text !== '').map(([name, { text }]) => [name, text])
    const report = { steps: outcomes, streams: Object.fromEntries(streams), files: files(this.#folder), tree: shown }
    return neutral(report, this.#folder)
  }

  /** Closes what is open and removes the folder. */
  end() {
    startAnew(this.#tools.logging)
    for (const setClock of this.#tools.clocks) setClock(null)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #outcome(step) {
    const [operation] = Object.keys(step)
    if (!Object.hasOwn(this.#operations, operation)) throw new Error(`no such step: ${JSON.stringify(step)}`)
    try {
      return describe(this.#operations[operation](step), this.#tools)
    } catch (error) {
      return `raises ${chain(error).join(' <- ')}`
    }
  }

  /** What a step may do; its first key is the name. */
  #operations = {
    logger: ({ logger, as = logger }) => {
      this.#things[as] = this.#tools.logging.getLogger(logger)
    },
    new: (step) => {
      const made = this.#make(step.new, this.#arguments(step))
      this.#things[step.as ?? 'it'] = made
      if ('level' in step) made.setLevel(step.level)
      if ('format' in step) made.setFormatter(new this.#tools.logging.Formatter(step.format))
      if ('on' in step) this.#lookUp(step.on).addHandler(made)
    },
    call: (step) => {
      const [owner, name] = this.#ownerOf(step.call)
      const args = this.#arguments(step)
      if ('while' in step) passError(args, name, this.#value(step.while))
      const result = DEPTHS[step.depth ?? 0](owner, name, args)
      if (!('as' in step)) return result
      this.#things[step.as] = result
    },
    each: ({ each, text }) => {
      const logger = this.#lookUp(each)
      for (const name of ['debug', 'info', 'warning', 'error', 'critical']) caller(logger, name, [text ?? name])
    },
    set: ({ set, to }) => {
      const [owner, name] = this.#ownerOf(set)
      owner[name] = this.#value(to)
    },
    get: ({ get, as }) => {
      const found = this.#lookUp(get)
      if (as === undefined) return found
      this.#things[as] = found
    },
    same: ({ same: [one, other] }) => this.#value(one) === this.#value(other),
    sleep: ({ sleep }) => {
      this.#now += BigInt(Math.round(sleep * 1e9))
    },
    write: ({ write, text, age }) => {
      writeFileSync(this.#path(write), text)
      const time = Number(this.#now) / 1e9 - age
      if (age !== undefined) utimesSync(this.#path(write), time, time)
    },
    mkdir: ({ mkdir }) => mkdirSync(this.#path(mkdir)),
    rename: ({ rename: [from, to] }) => renameSync(this.#path(from), this.#path(to)),
    remove: ({ remove }) => rmSync(this.#path(remove)),
    read: ({ read }) => (existsSync(this.#path(read)) ? readFileSync(this.#path(read), 'utf8') : null),
    warn: ({ warn, category }) => {
      const { warnings } = this.#tools.logging
      warnings.simplefilter('always')
      warnings.warn_explicit(warn, warnings[category], 'app.py', 7)
    },
  }

  #lookUp(path) {
    const [name, ...attributes] = path.split('.')
    if (!Object.hasOwn(this.#things, name)) throw new NameError(`nothing is called ${name}`)
    return attributes.reduce((thing, attribute) => thing[attribute], this.#things[name])
  }

  #ownerOf(path) {
    const dot = path.lastIndexOf('.')
    return [this.#lookUp(path.slice(0, dot)), path.slice(dot + 1)]
  }

  #kind(name) {
    const { logging, queue } = this.#tools
    const found = this.#kinds[name] ?? logging[name] ?? logging.handlers[name] ?? queue[name] ?? globalThis[name]
    if (found === undefined) throw new Error(`there is no ${name}`)
    return withParams(name, found)
  }

  /** Classes are made with `new`; a function, which makes what it returns, is called. */
  #make(name, args) {
    const kind = this.#kind(name)
    const isClass = Object.getOwnPropertyDescriptor(kind, 'prototype')?.writable === false
    return isClass ? new kind(...args) : kind(...args)
  }

  #stream(name) {
    if (!this.#streams.has(name)) this.#streams.set(name, new Stream(name.startsWith('<') ? name : undefined))
    return this.#streams.get(name)
  }

  #path(name) {
    return join(this.#folder, name)
  }

  /** Keywords are an object at the end. */
  #arguments({ args = [], kwargs }) {
    const given = args.map((each) => this.#value(each))
    return kwargs === undefined ? given : [...given, this.#value(kwargs)]
  }

  #value(given) {
    if (Array.isArray(given)) return given.map((each) => this.#value(each))
    if (typeof given !== 'object' || given === null) return given
    const [[tag, content] = ['']] = Object.entries(given)
    if (Object.keys(given).length === 1 && tag.startsWith('$')) return this.#tagged(tag, content)
    return Object.fromEntries(Object.entries(given).map(([name, item]) => [name, this.#value(item)]))
  }

  #tagged(tag, content) {
    const values = () => content.map((each) => this.#value(each))
    switch (tag) {
      case '$':
        return this.#lookUp(content)
      case '$stream':
        return this.#stream(content)
      case '$path':
        return this.#path(content)
      case '$class':
        return this.#kind(content)
      case '$new':
        return this.#make(content[0], values().slice(1))
      case '$error':
        return raised(this.#kind(content[0]), ...values().slice(1))
      case '$tuple':
        return this.#tools.logging.tuple(...values())
      case '$set':
        return new Set(values())
      case '$dict':
        return new Map(content.map(([key, item]) => [this.#value(key), this.#value(item)]))
      default:
        return this.#tools.decode({ [tag]: content }, this.#tools.logging)
    }
  }
}

/** An error, what it came of, and so on; without Node's own, from which ours make Python's, and without the text
 * of a SyntaxError, on which no two parsers agree. */
function chain(error) {
  const { name, message, cause } = error
  const shown = name === 'SyntaxError' ? name : `${name}: ${message.replace(OUR_WORDS, '')}`
  const isNodes = cause?.name === 'Error' && 'syscall' in cause
  return cause instanceof Error && !isNodes ? [shown, ...chain(cause)] : [shown]
}

class NameError extends Error {
  name = 'NameError'
}

/** The error that is being handled: where Python finds it by itself, ours is told. */
function passError(args, name, error) {
  const last = args.at(-1)
  const keywords = typeof last === 'object' && last !== null && 'exc_info' in last ? last : null
  if (keywords?.exc_info === true) keywords.exc_info = error
  else if (keywords === null && name === 'exception') args.splice(endOfArguments(args), 0, error)
}

function endOfArguments(args) {
  const last = args.at(-1)
  const isKeywords = last?.constructor === Object && ['stack_info', 'stacklevel', 'extra'].some((name) => name in last)
  return isKeywords ? args.length - 1 : args.length
}
