/**
 * The common part of the two handlers on top of @pylogging/rotator.
 *
 * The rotator itself asks before each record whether it is time, because other processes may rotate in between. A
 * subclass that overrides `shouldRollover` or `doRollover` is asked instead, and the rotator then only writes. The
 * hooks that the user sets or overrides, `namer`, `rotator`, `rotation_filename`, `rotate`, `getFilesToDelete` and
 * `computeRollover`, are looked up when they are needed, as in Python.
 */
import type { LogRecord } from '@pylogging/formatter'
import {
  parseOptions,
  type RotatingFile,
  type RotationHooks,
  type RotationOptions,
  type TimedRotatingFile,
  type TimedRotatingFileOptions,
} from '@pylogging/rotator'
import { findEncoder } from '../encodings/encoding.js'
import { writeText } from '../ground/write-text.js'
import { handleFailure } from '../model/handler.js'
import { BaseRotatingHandler } from './base-rotating.js'
import { type ClosableStream, type FileHandler, streamFor } from './file.js'
import { FileStream } from './file-stream.js'

/** Options of the rotator that the handlers take as keywords of their own. A new one of the rotator's is a word here. */
export const HANDED_ON = [
  'followSymlinks',
  'watchIntervalMs',
  'lockWaitMs',
  'compress',
  'newline',
  'bufferBytes',
  'flushIntervalMs',
] as const

/** The options of ours, by keyword only. */
export interface RotatorOptions extends Pick<RotationOptions, (typeof HANDED_ON)[number]> {
  /** Permission bits of the file, such as 0o640. Python's `mode` is another thing, and so the rotator's has another name. */
  readonly permissions?: number | undefined
}

export const KEYWORDS_HANDED_ON = ['permissions', ...HANDED_ON] as const

/**
 * Returns the options of the rotator for a handler with these options; the handler opens the file, through its own
 * `_open`.
 */
export function rotatorOptions<Given extends RotatorOptions>(
  { encoding, errors }: FileHandler,
  { permissions, ...given }: Given,
): Omit<Given, 'permissions'> & RotationOptions {
  return { ...given, ...findEncoder(encoding, errors), mode: permissions, delay: true }
}

/** Checks options in the handler's name: what the rotator would say of them has its own. @throws TypeError, ValueError */
export function checkOptions(options: TimedRotatingFileOptions, owner: string): ReturnType<typeof parseOptions> {
  return parseOptions(options, owner, 'permissions')
}

type RotatorFile = RotatingFile | TimedRotatingFile

const base = BaseRotatingHandler.prototype

/** Lets the file ask the handler for what may be set or overridden there at any time. */
export function hooksOf(handler: BaseRotatingHandler): RotationHooks {
  return {
    get namer() {
      const isNamed = handler.namer !== null || handler.rotation_filename !== base.rotation_filename
      return isNamed ? (name: string) => handler.rotation_filename(name) : null
    },
    get rotator() {
      const isMade = handler.rotator !== null || handler.rotate !== base.rotate
      return isMade ? (source: string, dest: string) => handler.rotate(source, dest) : null
    },
    get countCharacters() {
      return handler.terminator === '\n' ? undefined : (text: string | Uint8Array) => withNewline(text, handler)
    },
  }
}

/** Counts the characters of a record as Python does: one for its end, whatever the terminator is. */
function withNewline(text: string | Uint8Array, { terminator }: FileHandler): number {
  return typeof text === 'string' ? codePoints(text) - codePoints(terminator) + 1 : text.length
}

const codePoints = (text: string) => [...text].length

/** The handler's stream: what writes to it does not rotate. */
export class RotatorStream implements ClosableStream {
  readonly name: string
  readonly #file: RotatorFile

  constructor(file: RotatorFile) {
    this.name = file.baseFilename
    this.#file = file
  }

  write(text: string): void {
    this.#file.append(text)
  }

  flush(): void {
    this.#file.flush()
  }

  close(): void {
    this.#file.close()
  }
}

/** Modes other than 'a' do to the file what they do when Python opens it; then it is appended to. @throws OSError */
export function openRotated(handler: FileHandler, file: RotatorFile): void {
  const { baseFilename, mode, encoding, errors } = handler
  if (mode !== 'a') new FileStream(baseFilename, mode, encoding, errors).close()
  file.open()
}

/** `emit` where nobody overrides when to rotate: the rotator decides. */
export function emitToFile(handler: FileHandler, ours: ClosableStream, file: RotatorFile, record: LogRecord): void {
  try {
    const text = handler.format(record) + handler.terminator
    const stream = streamFor(handler)
    if (stream === ours) file.write(text, record.created)
    else if (stream !== null) writeText(stream, text)
  } catch (error) {
    handleFailure(handler, record, error)
  }
}
