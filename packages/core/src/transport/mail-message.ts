/**
 * A mail as Python's email package writes it: the same headers in the same order, the same encoding of the text.
 *
 *   From: root                                    the text   7bit, or 8bit where all its lines are short
 *   To: ops,a@b.c                                            base64 or quoted-printable, the shorter, where one is long
 *   Subject: =?utf-8?b?w6RobSDinJM=?= failed
 *
 * Python sends 8-bit text whether the server takes it or not; where it does not say so, here it is encoded.
 *
 * Source: CPython 3.13.0, Lib/email/contentmanager.py, set_text_content; Lib/email/_header_value_parser.py, _fold_as_ew.
 */
import { encodeWord, foldSubject } from './mail-words.js'
import type { Mail } from './protocol.js'

const LONGEST_LINE = 78
/** The number of lines that decide, in a text with a long line, which encoding is the shorter. */
const LINES_LOOKED_AT = 10

/** @param takes8Bit - Whether the server says that it takes bytes above 127. @returns With CRLF, and no dots doubled. */
export function mailMessage({ from, to, subject, date, text }: Mail, takes8Bit: boolean): Buffer {
  const [encoding, body] = encodeText(text, takes8Bit)
  const head = [
    `From: ${addresses(from)}`,
    `To: ${addresses(to.join(','))}`,
    `Subject:${subject === '' ? '' : ' '}${foldSubject(subject, 'Subject: '.length)}`,
    `Date: ${date}`,
    'Content-Type: text/plain; charset="utf-8"',
    `Content-Transfer-Encoding: ${encoding}`,
    'MIME-Version: 1.0',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body.replace(/^From /gm, '>From ')}`)
}

/** The address itself, without the name before it: what the server is told. */
export function bareAddress(text: string): string {
  return /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim()
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}

/** Names before addresses become encoded words; an address itself cannot. */
function addresses(text: string): string {
  if (isAscii(text)) return text
  return text.replace(
    /(^|,)(\s*)([^<>,]*?)(\s*<)/g,
    (whole, before: string, space: string, name: string, after: string) => {
      return isAscii(name) ? whole : `${before}${space}${encodeWord(name.replace(/^"(.*)"$/, '$1'))}${after}`
    },
  )
}

function encodeText(text: string, takes8Bit: boolean): [encoding: string, body: string] {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  const isShort = lines.every((line) => Buffer.byteLength(line) <= LONGEST_LINE)
  const whole = lines.map((line) => `${line}\r\n`).join('')
  if (isShort && isAscii(text)) return ['7bit', whole || '\r\n']
  if (isShort && takes8Bit) return ['8bit', whole]
  const first = `${lines.slice(0, LINES_LOOKED_AT).join('\n')}\n`
  const isBase64 = quotedPrintable(first, '\n').length > base64(first, '\n').length
  const unix = `${lines.join('\n')}\n`
  return isBase64 ? ['base64', base64(unix, '\r\n')] : ['quoted-printable', quotedPrintable(unix, '\r\n')]
}

function base64(text: string, end: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replace(/.{1,76}/g, `$&${end}`)
}

function quotedPrintable(text: string, end: string): string {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => `${quotedLine(line).join(`=${end}`)}${end}`)
    .join('')
}

/** @returns The pieces of a line, which end between characters. */
function quotedLine(line: string): string[] {
  const quoted = Buffer.from(line)
    .toString('latin1')
    .replace(/[^\t\x20-\x3c\x3e-\x7e]/g, byteAsHex)
    .replace(/[ \t]$/, byteAsHex)
  const pieces: string[] = []
  let rest = quoted
  while (rest.length > LONGEST_LINE) {
    const room = LONGEST_LINE - 1
    const cut = rest[room - 1] === '=' ? room - 1 : rest[room - 2] === '=' ? room - 2 : room
    pieces.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...pieces, rest]
}

function byteAsHex(byte: string): string {
  return `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
