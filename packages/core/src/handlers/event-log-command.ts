/**
 * The arguments of Windows's `eventcreate` for one event.
 *
 *   an ERROR of "shop", number 1   becomes   /T ERROR /ID 1 /L Application /SO shop /D "order 5 failed"
 *
 * The text of a record may come from outside. It is one argument, quoted by Node and seen by no shell; what is left to
 * do is that it cannot be taken for a switch, has no NUL, and fits into a command line with its quotes.
 *
 * Source: learn.microsoft.com/windows-server/administration/windows-commands/eventcreate
 */
import { ValueError } from '@pylogging/formatter'

export interface LogEvent {
  /** 0, 1, 2 or 4, as Windows counts them. */
  readonly type: number
  readonly id: number
  readonly logtype: string
  readonly appname: string
  readonly text: string
}

const TYPES: Readonly<Record<number, string>> = { 0: 'SUCCESS', 1: 'ERROR', 2: 'WARNING', 4: 'INFORMATION' }
const HIGHEST_ID = 1000
/** A command line has at most 32,767 characters, of which these are for the text; an event itself takes 31,839. */
const LONGEST_TEXT = 30_000

/** @throws ValueError for a type or a number that eventcreate does not know. */
export function eventArguments({ type, id, logtype, appname, text }: LogEvent): string[] {
  const name = TYPES[type]
  if (name === undefined) throw new ValueError(`unknown event type: ${type}`)
  if (!Number.isInteger(id) || id < 1 || id > HIGHEST_ID) {
    throw new ValueError(`unknown event number: ${id}\n  getMessageID must return one from 1 to ${HIGHEST_ID}.`)
  }
  return ['/T', name, '/ID', String(id), '/L', logtype, '/SO', appname, '/D', asValue(text)]
}

function asValue(text: string): string {
  const value = text === '' || /^[-/]/.test(text) ? ` ${text}` : text
  return cut(value.replaceAll('\0', '\u2400'))
}

/** Node writes `\"` for a quote, and two backslashes for one before a quote. */
function cut(text: string): string {
  let room = LONGEST_TEXT
  let end = 0
  for (const character of text) {
    room -= character === '"' || character === '\\' ? 2 : character.length
    if (room < 0) break
    end += character.length
  }
  return text.slice(0, end)
}
