/**
 * A record of what a sender's pickle holds: the attributes that handlers and formatters rely on are there and of their
 * types, and its message cannot become much longer than it is.
 */
import { FLOAT_ATTRIBUTES, type LogRecord, PythonFloat, PythonTuple, ValueError } from '@pylogging/formatter'
import { makeLogRecord } from '../model/record-factory.js'

const MOST_ARGS = 1000
/** A conversion with a width or precision of 1000 or more, or of an argument's. */
const WIDE = /%[^a-zA-Z%]*(\*|\d{4})/

/** The attributes that a formatter reads without looking, and what they must be. */
const TYPES: Readonly<Record<string, 'string' | 'number'>> = {
  name: 'string',
  levelname: 'string',
  levelno: 'number',
  created: 'number',
  msecs: 'number',
}

/** @throws ValueError for what is not the dictionary of a record. */
export function recordOf(value: unknown): LogRecord {
  if (!(value instanceof Map)) throw new ValueError('a pickle that is no record')
  const attributes: Record<string, unknown> = {}
  for (const [name, item] of value as Map<unknown, unknown>) {
    if (typeof name !== 'string') throw new ValueError('a record with an attribute that has no name')
    const plain = item instanceof PythonFloat && FLOAT_ATTRIBUTES.has(name) ? item.value : item
    Object.defineProperty(attributes, name, { value: plain, enumerable: true, configurable: true, writable: true })
  }
  for (const [name, type] of Object.entries(TYPES)) {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined
    if (typeof attribute !== type) throw new ValueError(`a record whose ${name} is no ${type}`)
  }
  return makeLogRecord({ ...attributes, args: argsOf(attributes), exc_info: null })
}

/** SocketHandler sends the message merged. Merging one here must not make gigabytes of a few bytes. */
function argsOf({ msg, args = null }: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  if (args === null) return null
  if (!(args instanceof PythonTuple && typeof msg === 'string'))
    throw new ValueError('a record with args that are no tuple')
  if (args.items.length > MOST_ARGS || WIDE.test(msg)) throw new ValueError('a record whose message may grow too long')
  return args.items
}
