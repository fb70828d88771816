/**
 * `%(name)s` in the values of an INI file: Python's BasicInterpolation.
 *
 *   here = /etc
 *   path = %(here)s/app.ini          becomes   /etc/app.ini
 *   rate = 5%%                       becomes   5%
 *
 * A value that is put in may refer to others in turn, ten deep.
 *
 * Source: CPython 3.13.0, Lib/configparser.py, BasicInterpolation.
 */
import { repr } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { ValueError } from '../ground/errors.js'
import { InterpolationDepthError, InterpolationMissingOptionError, InterpolationSyntaxError } from '../python/errors.js'

const MAX_DEPTH = 10
/** Values of ten references each, ten deep, would be ten thousand million. */
const MAX_TEXT = 1_000_000
const MAX_REFERENCES = 100_000
const REFERENCE = /^%\(([^)]+)\)s/

/** The options that a value may refer to: of its section, else of DEFAULT. */
export type Options = Pick<ReadonlyMap<string, string>, 'get'>

/** The methods of the parser whose file the value is in. */
interface OptionReader {
  optionxform(option: string): string
  get(section: string, option: string, options: { readonly raw: true; readonly fallback: string }): string | null
}

/** @throws InterpolationSyntaxError, InterpolationMissingOptionError, InterpolationDepthError; ValueError for too much. */
export function interpolate(
  parser: OptionReader,
  section: string,
  option: string,
  value: string,
  options: Options,
): string {
  let result = ''
  let references = 0
  const add = (text: string) => {
    result += text
    references += 1
    if (result.length <= MAX_TEXT && references <= MAX_REFERENCES) return
    throw new ValueError(`the value of option ${repr(option)} is too long`)
  }
  substitute(value, 1)
  return result

  function substitute(text: string, depth: number): void {
    const rawval = () => parser.get(section, option, { raw: true, fallback: text }) as string
    if (depth > MAX_DEPTH) throw new InterpolationDepthError(option, section, rawval(), MAX_DEPTH)
    let rest = text
    for (let at = rest.indexOf('%'); at >= 0; at = rest.indexOf('%')) {
      add(rest.slice(0, at))
      rest = rest.slice(at)
      if (rest[1] === '%') {
        add('%')
        rest = rest.slice(2)
        continue
      }
      if (rest[1] !== '(') {
        const error = new InterpolationSyntaxError(`'%' must be followed by '%' or '(', found: ${repr(rest)}`)
        throw advise(error, 'Write %% for a percent sign.')
      }
      const match = REFERENCE.exec(rest)
      if (match === null) {
        throw new InterpolationSyntaxError(`bad interpolation variable reference ${repr(rest)}`)
      }
      const name = parser.optionxform(match[1] as string)
      const found = options.get(name)
      if (found === undefined) {
        const error = new InterpolationMissingOptionError(option, section, rawval(), name)
        throw advise(error, `Give it by [DEFAULT], or by fileConfig's defaults: { ${name}: … }; %% is a percent sign.`)
      }
      rest = rest.slice(match[0].length)
      if (found.includes('%')) substitute(found, depth + 1)
      else add(found)
    }
    add(rest)
  }
}
