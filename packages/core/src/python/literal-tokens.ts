/**
 * Cuts a Python expression into tokens.
 *
 *   ('app.log', 'a', 10*1024)     punctuation, string 'app.log', punctuation, …, number 10, punctuation *, number 1024
 *
 * Inside brackets a line break is white space, as in Python; outside it ends the expression.
 *
 * Source: docs.python.org/3.13/reference/lexical_analysis.html
 */
import { unescaped } from './literal-strings.js'

export type Token = Lexeme & {
  /** The line of the expression, from 1; that of the end is the last one that has anything. */
  readonly line: number
}

type Lexeme =
  | { readonly kind: 'name' | 'punctuation' | 'end'; readonly text: string }
  | { readonly kind: 'integer'; readonly text: string; readonly value: bigint }
  | { readonly kind: 'float'; readonly text: string; readonly value: number }
  | { readonly kind: 'string'; readonly text: string; readonly isBytes: boolean }

const SPACE = /(?:[ \t\f]|\\\n)*/y
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{N}\p{Mn}\p{Mc}\p{Pc}]*/uy
const STRING =
  /([rR]?[bB]|[bB][rR]|[rR]|[uU]|)('''(?:\\.|[^\\])*?'''|"""(?:\\.|[^\\])*?"""|'(?:\\.|[^\\\n'])*'(?!(?<='')')|"(?:\\.|[^\\\n"])*"(?!(?<="")"))/sy
const FORMATTED = /(?:[rR]?[fFtT]|[fFtT][rR])['"]/y
const RADIX = /0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)/y
const FLOAT = /(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][+-]?\d(?:_?\d)*)?/y
const PUNCTUATION = /\.\.\.|\*\*|\/\/|<<|>>|<=|>=|==|!=|->|:=|[-+*/%@&|^~<>()[\]{},:.;=!]/y

/** The largest number of digits of CPython. */
const MAX_DIGITS = 4300

/** An error with its place, as CPython tells it. */
export function syntaxError(message: string, line: number): SyntaxError {
  return new SyntaxError(`${message} (<string>, line ${line})`)
}

/** @throws SyntaxError */
export function tokens(source: string): Token[] {
  if (source.includes('\0')) throw new SyntaxError('source code string cannot contain null bytes')
  const result: Token[] = []
  const brackets: Token[] = []
  const text = source.replace(/\r\n?/g, '\n').replace(/^[ \t]+/, '')
  let at = 0
  let line = 1
  try {
    cut()
  } catch (error) {
    throw error instanceof SyntaxError ? syntaxError(error.message, line) : error
  }
  const [open] = brackets.slice(-1)
  if (open !== undefined) throw syntaxError(`'${open.text}' was never closed`, open.line)
  return [...result, { kind: 'end', text: '', line: result.at(-1)?.line ?? Math.min(1, text.length) }]

  function cut(): void {
    for (;;) {
      at += match(SPACE, text, at)?.length ?? 0
      if (text[at] === '#') at = endOfLine(text, at)
      if (text[at] === '\n') {
        at += 1
        line += 1
        if (brackets.length === 0 && !isOver(text.slice(at), result)) throw new SyntaxError('invalid syntax')
        continue
      }
      if (at >= text.length) return
      const [lexeme, length] = next(text, at)
      const token = { ...lexeme, line }
      follow(brackets, token)
      result.push(token)
      line += text.slice(at, at + length).split('\n').length - 1
      at += length
    }
  }
}

/** Blank lines and comments may come before an expression and behind it. */
function isOver(rest: string, before: readonly Token[]): boolean {
  return before.length === 0 || /^(?:[ \t\f]*(?:#[^\n]*)?(?:\n|$))*$/.test(rest)
}

function next(text: string, at: number): [Lexeme, number] {
  if (match(FORMATTED, text, at) !== null) throw new SyntaxError('formatted strings are not supported here')
  const string = stringAt(text, at)
  if (string !== null) return string
  const name = match(NAME, text, at)
  if (name !== null) return [{ kind: 'name', text: name.normalize('NFKC') }, name.length]
  const number = numberAt(text, at)
  if (number !== null) return number
  const punctuation = match(PUNCTUATION, text, at)
  if (punctuation === null) {
    const isQuote = text[at] === "'" || text[at] === '"'
    throw new SyntaxError(
      isQuote
        ? `unterminated string literal (detected at line ${lineOf(text, at)})`
        : `invalid character ${JSON.stringify(text[at])}`,
    )
  }
  return [{ kind: 'punctuation', text: punctuation }, punctuation.length]
}

function stringAt(text: string, at: number): [Lexeme, number] | null {
  STRING.lastIndex = at
  const found = STRING.exec(text)
  if (found === null) return null
  const [whole, prefix, quoted] = found as unknown as [string, string, string]
  const isBytes = /b/i.test(prefix)
  const quotes = quoted.startsWith("'''") || quoted.startsWith('"""') ? 3 : 1
  const body = quoted.slice(quotes, -quotes)
  if (isBytes && /[^\0-\x7f]/.test(body)) throw new SyntaxError('bytes can only contain ASCII literal characters')
  const value = /r/i.test(prefix) ? body : unescaped(body, isBytes)
  return [{ kind: 'string', text: value, isBytes }, whole.length]
}

function numberAt(text: string, at: number): [Lexeme, number] | null {
  const found = match(RADIX, text, at) ?? match(FLOAT, text, at)
  if (found === null) return null
  const following = text.slice(at + found.length, at + found.length + 1)
  if (/[jJ]/.test(following)) throw new SyntaxError('complex numbers are not supported here')
  if (/[\p{L}\p{N}_]/u.test(following)) throw new SyntaxError('invalid decimal literal')
  const digits = found.replaceAll('_', '')
  if (/^0[xob]/i.test(digits)) return [{ kind: 'integer', text: found, value: BigInt(digits) }, found.length]
  if (/[.eE]/.test(digits)) return [{ kind: 'float', text: found, value: Number(digits) }, found.length]
  if (digits.length > MAX_DIGITS) throw new SyntaxError(`Exceeds the limit (${MAX_DIGITS} digits) for integer strings`)
  if (/^0+[1-9]/.test(digits)) throw new SyntaxError('leading zeros in decimal integer literals are not permitted')
  return [{ kind: 'integer', text: found, value: BigInt(digits) }, found.length]
}

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

/** Keeps which brackets are open. */
function follow(brackets: Token[], token: Token): void {
  const { kind, text } = token
  if (kind !== 'punctuation') return
  if (text === '(' || text === '[' || text === '{') brackets.push(token)
  const opening = CLOSING[text]
  if (opening !== undefined && brackets.pop()?.text !== opening) throw new SyntaxError(`unmatched '${text}'`)
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}
