/** The vectors of the `%` operator as calls of a logger, in TypeScript: what must compile, and what must not. */

/** Errors that are of the arguments alone, and that their types tell. */
const OF_ARGUMENTS =
  /^(not all arguments|not enough arguments|%\w format: |must be real number|%c requires|\* wants int|format requires a mapping)/

/** What types cannot tell, by a text for each. */
const EXCEPTIONS = {
  'a text for %c, whose length no type has': ([format], [, message]) =>
    message === '%c requires int or char' && /%[^a-z]*c/.test(format),
  'a conversion without a key after one with a key': ([format]) => /%\(.*%[^(%]/.test(format),
  'the keys of a Map': ([, values]) => values?.$dict?.some(([key]) => typeof key !== 'string'),
  'a key with brackets in it': ([format]) => /%\([^)]*\(/.test(format),
}

/**
 * A vector as a call: `text`, and whether it must compile: 'yes', 'no', or 'either' where the error is none of the
 * arguments, or is in EXCEPTIONS. Null where a log call is not `format % values`.
 */
export function callOf({ input, error }) {
  const [format, values] = input
  const args = Array.isArray(values) ? values : [values]
  // Without arguments a log call formats nothing; with a mapping alone in the tuple, Python's LogRecord takes it out.
  if (args.length === 0 || (Array.isArray(values) && args.length === 1 && '$dict' in Object(args[0]))) return null
  if (args.length === 1 && '$dict' in Object(args[0]) && args[0].$dict.length === 0) return null
  const list = args.length === 1 && '$tuple' in Object(args[0]) && !Array.isArray(values) ? args[0].$tuple : args
  if (list.length === 0) return null
  const text = `logger.info(${[textOf(format), ...list.map(literalOf)].join(', ')})`
  return { text, compiles: verdict(input, error) }
}

function verdict(input, error) {
  if (error === undefined) return 'yes'
  const [type, message] = error
  if (Object.values(EXCEPTIONS).some((is) => is(input, error))) return 'either'
  if (type === 'KeyError' || (type === 'TypeError' && OF_ARGUMENTS.test(message))) return 'no'
  return 'either'
}

function literalOf(value) {
  if (value === null || typeof value !== 'object') return textOf(value)
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`
  const [[tag, content]] = Object.entries(value)
  switch (tag) {
    case '$int':
      return `${content}n`
    case '$float':
      return `float(${{ inf: 'Infinity', '-inf': '-Infinity', nan: 'NaN' }[content] ?? content})`
    case '$tuple':
      return `tuple(${content.map(literalOf).join(', ')})`
    case '$set':
      return `new Set<unknown>([${content.map(literalOf).join(', ')}])`
    case '$bytes':
      return `Buffer.from('${content}', 'hex')`
    case '$dict':
      return content.every(([key]) => typeof key === 'string')
        ? `{ ${content.map(([key, item]) => `[${textOf(key)}]: ${literalOf(item)}`).join(', ')} }`
        : `new Map<unknown, unknown>([${content.map(([key, item]) => `[${literalOf(key)}, ${literalOf(item)}]`).join(', ')}])`
    default:
      throw new Error(`no literal for ${tag}`)
  }
}

/** In ASCII, because some characters end a line. */
function textOf(value) {
  return JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
