/**
 * The source map of a bundle, position by position around the marked calls of a program: the receiver, the method's name
 * and the message of a call are looked for in the program and in the bundle, and the map has to lead from here to there.
 *
 *   __at(3, _3).info(logger).info("m7 %s", 8)      in app.mjs, line 512
 *                    │       │    │
 *   logger.info('m7 %s', 8)                        in program.ts, line 74
 */
import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, resolve } from 'node:path'

/** A call, with the number that its message has; no other message has it. */
const CALL = /\b(\w+)\(\s*(?:\d+,\s*)?["'`]([a-z]\d+)\b/g
/** Its receiver, where that is a name; in the bundle it has a mark around it. */
const RECEIVER = /(?<![\w$.)])([\w$]+)[!?]*\.\w+\(\s*["'`]([a-z]\d+)\b/g
const MARKED_RECEIVER = /(?<=\.(\w+)\()[\w$]+\)(?:\?|\s)*\.\1\(\s*["'`]([a-z]\d+)\b/g

/** @returns How many tokens the map leads to their places, and what is wrong with the others, as texts. */
export function checkPositions(bundle, program) {
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')))
  const before = tokensOf(readFileSync(program, 'utf8'), RECEIVER)
  const wrong = []
  let count = 0
  for (const [key, places] of tokensOf(readFileSync(bundle, 'utf8'), MARKED_RECEIVER)) {
    const wanted = before.get(key)
    for (const [line, column] of wanted === undefined ? [] : places) {
      const { originalSource = '', originalLine, originalColumn } = map.findEntry(line, column)
      const found = `${resolve(dirname(bundle), originalSource)}:${originalLine}:${originalColumn}`
      if (wanted.some((place) => found === `${program}:${place.join(':')}`)) count += 1
      else wrong.push(`${key}, ${line}:${column}, leads to ${found} and not to ${wanted.join(' or ')}`)
    }
  }
  return { count, wrong }
}

/** The tokens of the calls, such as `info of m7`, and where they stand: lines and columns count from 0. */
function tokensOf(text, receiver) {
  const tokens = new Map()
  const add = (key, offset) => {
    const lines = text.slice(0, offset).split('\n')
    tokens.set(key, [...(tokens.get(key) ?? []), [lines.length - 1, lines.at(-1).length]])
  }
  for (const { index, 0: all, 1: method, 2: message } of text.matchAll(CALL)) {
    add(`${method} of ${message}`, index)
    add(`message ${message}`, index + all.length - message.length - 1)
  }
  for (const { index, 2: message } of text.matchAll(receiver)) add(`receiver of ${message}`, index)
  return tokens
}
