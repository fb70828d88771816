/**
 * The text of a Python string literal: what its escapes stand for.
 *
 *   'a\tb'     a, tab, b            r'a\tb'    as it stands
 *   b'\xff'    one byte             '\d'       as it stands: no escape
 *
 * Source: docs.python.org/3.13/reference/lexical_analysis.html#string-and-bytes-literals
 */

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }
const ESCAPE = /\\([0-7]{1,3}|.)/gsu

/**
 * @param body - The text between the quotes.
 * @param isBytes - Bytes have no \u and \U.
 * @throws SyntaxError
 */
export function unescaped(body: string, isBytes: boolean): string {
  let result = ''
  let end = 0
  for (let at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', end)) {
    result += body.slice(end, at)
    ESCAPE.lastIndex = at
    const [whole, kind] = ESCAPE.exec(body) as unknown as [string, string]
    const digits = isBytes && kind !== 'x' ? undefined : ownProperty(DIGITS, kind)
    if (digits !== undefined) {
      result += hexadecimal(body.slice(at + 2, at + 2 + digits), digits, kind, isBytes)
      end = at + 2 + digits
      continue
    }
    if (kind === 'N' && !isBytes) throw new SyntaxError('\\N{...} is not supported here: there is no table of names')
    result += /^[0-7]/.test(kind) ? octal(kind, isBytes) : (ownProperty(SIMPLE, kind) ?? whole)
    end = at + whole.length
  }
  return result + body.slice(end)
}

function hexadecimal(digits: string, count: number, kind: string, isBytes: boolean): string {
  if (digits.length !== count || !/^[0-9a-fA-F]+$/.test(digits)) {
    const name = isBytes ? 'invalid \\x escape' : `(unicode error) truncated \\${kind}${'X'.repeat(count)} escape`
    throw new SyntaxError(name)
  }
  const code = Number.parseInt(digits, 16)
  if (code > 0x10ffff) throw new SyntaxError('(unicode error) illegal Unicode character')
  return String.fromCodePoint(code)
}

/** A code in a literal of bytes counts by its lowest eight bits. */
function octal(digits: string, isBytes: boolean): string {
  const code = Number.parseInt(digits, 8)
  return String.fromCharCode(isBytes ? code % 256 : code)
}

function ownProperty<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
