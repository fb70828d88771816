/**
 * One line of a source file, for tracebacks: the best-effort counterpart of Python's linecache.
 *
 * A file name in a stack may have been written by an attacker (an error can carry any `stack`), and its line goes into
 * the log. So only plain files that are named as JavaScript or TypeScript are read, none of them large, and none on
 * another computer: merely opening \\host\share would tell that host who we are.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { BoundedCache } from '../ground/bounded-cache.js'
import { ownText } from '../ground/own-text.js'

const SOURCE_NAME = /^(?![\\/]{2}).*\.[cm]?[jt]sx?$/s
const LARGEST_FILE = 4 * 1024 * 1024
const LONGEST_LINE = 400
/** A whole service has room, less than a hundred megabytes whatever it is made of. */
const files = new BoundedCache<string, readonly string[]>({ most: 2048, mostWeight: 32 * 1024 * 1024, weigh: bytesOf })
/** The memory that V8 needs for a text beside its letters. */
const BYTES_OF_A_TEXT = 32

/**
 * A line of a source file, for tracebacks.
 *
 * @param line - Counts from 1.
 * @returns The line without the white space around it; undefined where it cannot be read, is empty, or is too long to
 *   be a line that a person wrote (a bundle).
 *
 * @internal For @pylogging/core.
 */
export function sourceLine(file: string, line: number): string | undefined {
  const text = sourceLines(file)[line - 1]?.trim()
  return text === undefined || text === '' || text.length > LONGEST_LINE ? undefined : text
}

/** All lines of a source file as they stand there; none where it cannot be read. */
export function sourceLines(file: string): readonly string[] {
  const known = files.get(file)
  if (known !== undefined) return known
  const lines = readLines(file)
  if (lines === null) return []
  return files.set(ownText(file), lines)
}

/** Letters beyond Latin-1 take two bytes each. */
function bytesOf(file: string, lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + BYTES_OF_A_TEXT, file.length + BYTES_OF_A_TEXT)
}

/** Null where there is no file descriptor left for it now. */
function readLines(file: string): readonly string[] | null {
  if (!SOURCE_NAME.test(file)) return []
  let fd: number | undefined
  try {
    // Without O_NONBLOCK the open of a named pipe would wait for a writer.
    fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const status = fstatSync(fd)
    return status.isFile() && status.size <= LARGEST_FILE ? readFileSync(fd, 'utf8').split('\n') : []
  } catch (error) {
    const { code } = error as { code?: unknown }
    return code === 'EMFILE' || code === 'ENFILE' ? null : []
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
