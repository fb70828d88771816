/**
 * A configuration file that is followed while the program runs.
 *
 *   using watcher = watchConfig('logging.yaml', { signal: 'SIGHUP' })
 *
 *   file changes → wait until it rests → read and check → apply as a whole (transaction.ts)
 *                                        broken: report, go on with what there was
 *
 * The folders on the way to it are watched (watched-folders.ts), because editors and deployments put a new file, link or
 * folder in the place of the old one; and as file systems of other machines report nothing, the file is looked at every few
 * seconds too. A file with the same bytes is not applied
 * again. The watcher keeps no process alive.
 *
 * A reload first takes back what the load before it did to loggers, so that no filter is there twice and a logger that
 * the file no longer names has none of its handlers left; what the program itself has set since stays.
 */
/// <reference lib="esnext.disposable" preserve="true" />

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers'
import { exceptionText } from '@pylogging/formatter'
import { steadyNow } from '../ground/steady-clock.js'
import { printError } from './print-error.js'
import { type LoadOptions, parseConfig, type ReadConfig, readBytes } from './read-config.js'
import { allOrNothing } from './transaction.js'
import { captureTree, revertChange, type TreeState } from './tree-state.js'
import { WatchedFolders } from './watched-folders.js'

/** The options of reading, following and applying a configuration file. */
export interface WatchOptions extends LoadOptions {
  /** A signal that reloads, 'SIGHUP' for example. It then no longer ends the process. None unless given. */
  readonly signal?: `SIG${string}` | null | undefined
  /**
   * The time that a file must rest before it is read: 100 unless given. One that never rests is read after 20 times
   * that.
   */
  readonly restMs?: number | undefined
  /** The time between two looks at the file where nobody reports changes: 5000 unless given. */
  readonly pollMs?: number | undefined
  /**
   * Called after each reload, to start a QueueListener for example. An error that it throws is reported; the file is in
   * force.
   */
  readonly onReload?: ((config: ReadConfig) => void) | undefined
  /**
   * Called with the reason why a new file was not applied, or with the error of `onReload`. Unless given, it is
   * printed.
   */
  readonly onError?: ((error: unknown) => void) | undefined
}

const REST_MS = 100
const POLL_MS = 5000
/** The number of rests, after the first of many changes, at which the file is read, whether it rests or not. */
const MOST_RESTS = 20
const MISSING = 'missing'

/**
 * Loads a configuration now, and again whenever its file changes.
 *
 * @throws As `loadConfig`, for the first load; everything is then as it was before.
 */
export function watchConfig(path: string, options: WatchOptions = {}): ConfigWatcher {
  return new ConfigWatcher(path, options)
}

/** The watcher that `watchConfig` returns. */
export class ConfigWatcher {
  /** The absolute path, so that a change of the working directory changes nothing. */
  readonly path: string
  readonly #options: WatchOptions
  #current!: ReadConfig
  #applied: Uint8Array = new Uint8Array()
  /** The state of the loggers before the last load and after it. */
  #change: readonly [before: TreeState, after: TreeState] | null = null
  #read: string
  #seen: string
  #folders: WatchedFolders | null = null
  /** The moment, by `steadyNow()`, of the first change after which the file has not rested. */
  #restlessSince = 0
  #poll: NodeJS.Timeout | null = null
  #rest: NodeJS.Timeout | null = null
  readonly #onSignal = (): void => {
    this.reload()
  }

  constructor(path: string, options: WatchOptions) {
    this.path = resolve(path)
    this.#options = options
    this.#read = stampOf(this.path)
    this.#seen = this.#read
    this.#apply(readBytes(this.path))
    this.#start()
  }

  /** The configuration in force. */
  get current(): ReadConfig {
    return this.#current
  }

  /** Reads and applies the file now, changed or not. @returns Whether it could be applied; if not, it was reported. */
  reload(): boolean {
    this.#read = stampOf(this.path)
    this.#seen = this.#read
    return this.#attempt(true)
  }

  /** Stops watching. The configuration stays. */
  close(): void {
    this.#folders?.close()
    this.#folders = null
    if (this.#poll !== null) clearInterval(this.#poll)
    if (this.#rest !== null) clearTimeout(this.#rest)
    this.#poll = null
    this.#rest = null
    if (this.#options.signal) process.off(this.#options.signal as NodeJS.Signals, this.#onSignal)
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #start(): void {
    const { signal, pollMs = POLL_MS } = this.#options
    const look = () => {
      this.#folders?.follow()
      this.#look()
    }
    this.#folders = new WatchedFolders(this.path, look)
    this.#poll = setInterval(look, pollMs).unref()
    if (signal) process.on(signal as NodeJS.Signals, this.#onSignal)
  }

  /** Reads the file once it has been the same for a while, or has changed for too long. */
  #look(): void {
    const stamp = stampOf(this.path)
    if (stamp === this.#read || (this.#rest !== null && stamp === this.#seen)) return
    this.#seen = stamp
    const now = steadyNow()
    if (this.#rest === null) this.#restlessSince = now
    else clearTimeout(this.#rest)
    const { restMs = REST_MS } = this.#options
    const left = this.#restlessSince + MOST_RESTS * restMs - now
    this.#rest = setTimeout(() => this.#afterRest(), Math.max(0, Math.min(restMs, left))).unref()
  }

  #afterRest(): void {
    this.#rest = null
    const stamp = stampOf(this.path)
    const isRestless = steadyNow() - this.#restlessSince >= MOST_RESTS * (this.#options.restMs ?? REST_MS)
    if (stamp === this.#seen || isRestless) {
      this.#read = stamp
      this.#attempt(false)
    } else this.#look()
  }

  #attempt(evenIfSame: boolean): boolean {
    try {
      const bytes = readBytes(this.path)
      if (!evenIfSame && Buffer.compare(bytes, this.#applied) === 0) return true
      this.#apply(bytes)
    } catch (error) {
      this.#report(error, `The configuration stays what it was before ${this.path} changed.`)
      return false
    }
    const tell = (error: unknown) =>
      this.#report(error, `The configuration of ${this.path} is in force; onReload failed.`)
    try {
      // It may be an async function, whose failure nobody would catch either.
      const result: unknown = this.#options.onReload?.(this.#current)
      void Promise.resolve(result).catch(tell)
    } catch (error) {
      tell(error)
    }
    return true
  }

  #apply(bytes: Uint8Array): void {
    const read = parseConfig(this.path, bytes, this.#options)
    const isWhole = read.format === 'ini' || !(read.config as { readonly incremental?: unknown }).incremental
    let change = this.#change
    allOrNothing(() => {
      if (isWhole && change !== null) revertChange(...change)
      const before = isWhole || change === null ? captureTree() : change[0]
      read.apply()
      change = [before, captureTree()]
    })
    this.#change = change
    this.#current = read
    this.#applied = bytes
  }

  /** Tells an error. Nobody calls a timer, so an error that is thrown here would end the program. */
  #report(error: unknown, consequence: string): void {
    const { onError } = this.#options
    if (onError === undefined) {
      printError(`--- Logging configuration error ---\n${exceptionText(error)}\n${consequence}\n`)
      return
    }
    const print = (another: unknown) => {
      printError(`--- Logging configuration error ---\n${exceptionText(another)}\n${consequence}\n`)
    }
    try {
      const result: unknown = onError(error)
      void Promise.resolve(result).catch(print)
    } catch (another) {
      print(another)
    }
  }
}

/** Changes with every change of the file; also for one that a link leads to. */
function stampOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join()
  } catch {
    return MISSING
  }
}
