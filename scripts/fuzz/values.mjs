/** Values drawn at random, leaning towards those that are printed wrongly elsewhere, and their JSON for conformance/values.py. */
import { float, isPlainObject, PythonFloat, PythonTuple, tuple } from '../../packages/formatter/dist/face.mjs'

const PIECES = [...'abZ 0-\'"\\\n\t\0\x7f%({}é\x85\xa0Ж中\u200b\ufeff😀\u{e0001}\u{10ffff}', '\udcff', '\x1b', 'ß']
const INTEGERS = [
  0n,
  1n,
  -1n,
  8n,
  255n,
  -255n,
  65536n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n,
  -(2n ** 53n) - 1n,
  2n ** 63n,
  10n ** 30n,
]
const FLOATS = [
  0,
  -0,
  1,
  0.5,
  2.5,
  0.125,
  0.1,
  9.5,
  99.5,
  999999.5,
  1e-4,
  9.999e-5,
  1e15,
  1e16,
  1e21,
  1e22,
  1e23,
  5e-324,
  1.7976931348623157e308,
  Infinity,
  -Infinity,
  NaN,
]

/** An instance of a class of the user's, with attributes of its own. */
export function instance(name, attributes) {
  const type = Object.defineProperty(class {}, 'name', { value: name })
  return Object.assign(new type(), attributes)
}

export function text(chance) {
  return chance.under(0.5) ? chance.text([...'abcdefgh XYZ_0123'], 0, 12) : chance.text(PIECES, 0, 6)
}

export function integer(chance) {
  const kind = chance.next()
  if (kind < 0.3) return plain(chance.pick(INTEGERS))
  if (kind < 0.85) return withoutMinusZero(Math.trunc((chance.next() - 0.3) * 10 ** chance.whole(1, 15)))
  return plain(
    BigInt(chance.whole(-(2 ** 31), 2 ** 31)) * BigInt(chance.whole(1, 2 ** 31)) ** BigInt(chance.whole(1, 3)),
  )
}

/** JavaScript's plain -0 is neither Python's 0 nor its -0.0. */
function withoutMinusZero(value) {
  return Object.is(value, -0) ? 0 : value
}

/** An int as it usually comes: a number where that is exact. */
function plain(value) {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** A float: plain, a tie at some precision, near a power of ten, or any bits at all. */
export function number(chance) {
  const kind = chance.next()
  if (kind < 0.2) return float(chance.pick(FLOATS))
  if (kind < 0.4) return float(chance.whole(-2000, 2000) / 2 ** chance.whole(0, 12))
  if (kind < 0.6) return float(Number(((chance.next() - 0.5) * 2000).toFixed(chance.whole(0, 6))))
  if (kind < 0.8)
    return float((0.999999 + chance.next() * 9.000002) * 10 ** chance.whole(-12, 24) * chance.pick([1, -1]))
  const bits = new DataView(new ArrayBuffer(8))
  bits.setUint32(0, chance.whole(0, 2 ** 32 - 1))
  bits.setUint32(4, chance.whole(0, 2 ** 32 - 1))
  return float(bits.getFloat64(0))
}

export function simple(chance) {
  const kind = chance.next()
  if (kind < 0.3) return text(chance)
  if (kind < 0.55) return integer(chance)
  if (kind < 0.75) return number(chance)
  if (kind < 0.87) return chance.pick([null, true, false])
  if (kind < 0.93) return new Date(chance.whole(-6e10, 4e12))
  return Buffer.from(Array.from({ length: chance.whole(0, 4) }, () => chance.whole(0, 255)))
}

export function value(chance, depth = 2) {
  if (depth === 0 || chance.under(0.6)) return simple(chance)
  const items = Array.from({ length: chance.whole(0, 3) }, () => value(chance, depth - 1))
  const kind = chance.next()
  if (kind < 0.35) return items
  if (kind < 0.6) return tuple(...items)
  if (kind < 0.85) return new Map(items.map((item) => [chance.pick([text, integer])(chance), item]))
  if (kind < 0.93) return instance('Foo', { name: text(chance), x: items[0] ?? null })
  return new Set(items.length === 0 ? [] : [chance.whole(0, 7)])
}

/** What conformance/values.py decodes to the same Python value. */
export function encode(value) {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return { $int: `${value}` }
  if (typeof value === 'number') return value
  if (value instanceof PythonFloat) return { $float: Object.is(value.value, -0) ? '-0.0' : `${value.value}` }
  if (Array.isArray(value)) return value.map(encode)
  if (value instanceof PythonTuple) return { $tuple: value.items.map(encode) }
  if (value instanceof Set) return { $set: [...value].map(encode) }
  if (value instanceof Map) return { $dict: [...value].map(([key, item]) => [encode(key), encode(item)]) }
  if (value instanceof Date) return { $date: value.getTime() }
  if (Buffer.isBuffer(value)) return { $bytes: value.toString('hex') }
  const pairs = Object.entries(value).map(([key, item]) => [key, encode(item)])
  return isPlainObject(value) ? { $dict: pairs } : { $object: [value.constructor.name, pairs] }
}

/** Values a step simpler than this one, for shrinking. */
export function* simpler(value) {
  if (typeof value === 'string') {
    const characters = [...value]
    for (const [index] of characters.entries()) yield characters.toSpliced(index, 1).join('')
    if (value !== 'a' && characters.length === 1) yield 'a'
  } else if (typeof value === 'number' || typeof value === 'bigint') {
    const candidates = typeof value === 'bigint' ? [0, 1, value / 10n] : [0, 1, -1, Math.trunc(value / 10)]
    for (const candidate of candidates) if (magnitude(candidate) < magnitude(value)) yield withoutMinusZero(candidate)
  } else if (value instanceof PythonFloat) {
    const number = value.value
    for (const candidate of [
      0,
      1,
      0.5,
      Math.trunc(number),
      -number,
      Number(number.toPrecision(3)),
      Number(number.toPrecision(8)),
    ]) {
      if (`${candidate}`.length < `${number}`.length) yield float(candidate)
    }
  } else if (Array.isArray(value)) yield* fewer(value, (items) => items)
  else if (value instanceof PythonTuple) yield* fewer([...value.items], (items) => tuple(...items))
  else if (value instanceof Map) {
    for (const key of value.keys()) yield new Map([...value].filter(([other]) => other !== key))
    for (const [key, item] of value) for (const next of simpler(item)) yield new Map([...value, [key, next]])
  } else if (value !== null && typeof value !== 'boolean') yield null
}

function* fewer(items, make) {
  for (const [index] of items.entries()) yield make(items.toSpliced(index, 1))
  for (const [index, item] of items.entries()) for (const next of simpler(item)) yield make(items.with(index, next))
}

function magnitude(value) {
  return value < 0 ? -Number(value) + 0.5 : Number(value)
}
