/**
 * Records in columns, as the RichHandler of the Python package rich prints them: time, level, message, call site.
 *
 *   [07/15/26 14:00:00] INFO     Server starting, which takes a moment on a   app.ts:12
 *                                slow machine
 *
 * The message is broken into lines that fit the terminal, 80 cells where there is none or as COLUMNS says; a time is not
 * repeated. On a terminal the columns have rich's colours and the call site is a link; piped, or with NO_COLOR, there are
 * none of either. Words of `keywords` are marked.
 *
 * Not done here: colours of numbers and texts within a message, markup, and the boxes of `rich_tracebacks`; tracebacks
 * stand below the message as the formatter prints them, and the options about these are taken and have no effect.
 *
 * Source: rich 15.0.0, logging.py and _log_render.py; compared with it in conformance/third-party/answers.json.
 */
import { basename } from 'node:path'
import { bindNamed, Formatter, type LogRecord, strftime, TextBudget } from '@pylogging/formatter'
import { sys, type TextStream } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import { Handler, handleFailure, KEEPS_NO_RECORDS } from '../model/handler.js'
import { captureWarnings } from '../module/capture-warnings.js'
import { sgr, wantsColours } from './colours.js'
import { cellLength, padCells, wrapLines } from './text-cells.js'

/** The options of rich's Console that the handler uses. */
export interface RichConsole {
  /** `logging.sys.stdout` unless given. */
  readonly file?: TextStream | null | undefined
  /** True writes to stderr. */
  readonly stderr?: boolean | undefined
  /** The width in cells of the terminal. */
  readonly width?: number | null | undefined
  /** Whether there are colours, whatever the stream is. */
  readonly force_terminal?: boolean | null | undefined
  readonly no_color?: boolean | null | undefined
}

/** The keywords of RichHandler, by Python's names. */
export interface RichHandlerOptions {
  /** Records below this level are dropped: a number or a name. Default NOTSET. */
  readonly level?: number | string | undefined
  /** The console that it prints to; one of stdout unless given. */
  readonly console?: RichConsole | null | undefined
  /** False leaves out the time. Default true. */
  readonly show_time?: boolean | undefined
  /** False prints the time of each record. */
  readonly omit_repeated_times?: boolean | undefined
  /** False leaves out the level. Default true. */
  readonly show_level?: boolean | undefined
  /** False leaves out the file and line of the call. Default true. */
  readonly show_path?: boolean | undefined
  /** False makes no link of the call site. */
  readonly enable_link_path?: boolean | undefined
  /** For strftime, or a function of the time in seconds; a formatter's `datefmt` goes before it. */
  readonly log_time_format?: string | ((seconds: number) => string) | undefined
  /** Words that are marked in messages; HTTP's methods unless given. */
  readonly keywords?: readonly string[] | null | undefined
  /** True prints tracebacks in rich’s manner. Default false. */
  readonly rich_tracebacks?: boolean | undefined
  /** True reads the markup of rich in messages. Default false. */
  readonly markup?: boolean | undefined
  /** The highlighter, which marks parts of a message. */
  readonly highlighter?: unknown
  readonly [option: `tracebacks_${string}` | `locals_${string}`]: unknown
}

const NAMES = ['level', 'console']
const KEYWORD_ONLY = [
  'show_time',
  'omit_repeated_times',
  'show_level',
  'show_path',
  'enable_link_path',
  'highlighter',
  'markup',
  'rich_tracebacks',
  'tracebacks_width',
  'tracebacks_code_width',
  'tracebacks_extra_lines',
  'tracebacks_theme',
  'tracebacks_word_wrap',
  'tracebacks_show_locals',
  'tracebacks_suppress',
  'tracebacks_max_frames',
  'locals_max_length',
  'locals_max_string',
  'log_time_format',
  'keywords',
]
const SIGNATURE = { owner: 'RichHandler.__init__()', names: NAMES, keywordOnly: KEYWORD_ONLY }

const KEYWORDS: readonly string[] = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH']
const LEVEL_STYLES: Readonly<Record<string, readonly number[]>> = {
  NOTSET: [2],
  DEBUG: [32],
  INFO: [34],
  WARNING: [33],
  ERROR: [1, 31],
  CRITICAL: [1, 7, 31],
}
const TIME_STYLE = [2, 36]
const PATH_STYLE = [2]
const KEYWORD_STYLE = [1, 33]
const LEVEL_WIDTH = 8
const DEFAULT_WIDTH = 80

/** A column of one record: its width, the blank behind it included, and what it has in each row. */
interface Column {
  readonly width: number
  readonly row: (index: number) => string
}

/**
 * Records in columns, as rich prints them: time, level, message, call site; with colours on a terminal.
 *
 * Colours within a message, `markup` and the boxes of `rich_tracebacks` are not done: those options have no effect.
 */
export class RichHandler extends Handler {
  static readonly [KEEPS_NO_RECORDS] = true

  readonly #options: RichHandlerOptions
  readonly #console: RichConsole
  #lastTime: string | null = null

  /** @throws TypeError for an unknown keyword, ValueError for an unknown level. */
  constructor(level?: number | string, console?: RichConsole | null)
  constructor(
    level: number | string | undefined,
    console: RichConsole | null | undefined,
    options: Omit<RichHandlerOptions, 'level' | 'console'>,
  )
  constructor(level: number | string | undefined, options: Omit<RichHandlerOptions, 'level'>)
  constructor(options: RichHandlerOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<RichHandlerOptions>(SIGNATURE, args)
    super(options.level)
    this.#options = options
    this.#console = options.console ?? {}
  }

  override emit(record: LogRecord): void {
    try {
      const stream = this.#stream()
      if (stream !== null) writeText(stream, this.render(record, this.format(record)))
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  override readsCallSite(): boolean {
    return this.#options.show_path !== false || super.readsCallSite()
  }

  /** Returns the text that is written for a record and its message. */
  render(record: LogRecord, message: string): string {
    const paint = this.#isColoured() ? painted : plain
    const before = [this.#timeColumn(record, paint), this.#levelColumn(record, paint)].filter((each) => each !== null)
    const site = this.#siteColumn(record, paint)
    const gap = site === null ? '' : ' '
    const used = [...before, ...(site === null ? [] : [site])].reduce((sum, { width }) => sum + width, gap.length)
    const width = Math.max(1, this.#width() - used)
    const lines = wrapLines(message, width)
    // Each line feed makes a line of the screen.
    new TextBudget().reserve(lines.length * (used + width))
    const rows = lines.map((line, index) => {
      const text = this.#marked(line, paint) + padCells('', width - cellLength(line)) + gap
      return `${before.map(({ row }) => row(index)).join('')}${text}${site?.row(index) ?? ''}\n`
    })
    return rows.join('')
  }

  #timeColumn({ created }: LogRecord, paint: Paint): Column | null {
    const { show_time = true, omit_repeated_times = true, log_time_format = '[%x %X]' } = this.#options
    if (!show_time) return null
    const datefmt = this.formatter instanceof Formatter ? this.formatter.datefmt : null
    const format = datefmt || log_time_format
    const time = typeof format === 'function' ? format(created) : timeText(format, created)
    const isRepeated = omit_repeated_times && time === this.#lastTime
    this.#lastTime = time
    const style = (text: string) => paint(TIME_STYLE, text)
    const blanks = padCells('', cellLength(time))
    const first = style(isRepeated ? blanks : time) + style(' ')
    return { width: blanks.length + 1, row: (index) => (index === 0 ? first : style(`${blanks} `)) }
  }

  #levelColumn({ levelname }: LogRecord, paint: Paint): Column | null {
    if (this.#options.show_level === false) return null
    const level = padCells(levelname, LEVEL_WIDTH)
    const width = cellLength(level) + 1
    const first = `${paint(LEVEL_STYLES[levelname] ?? [], level)} `
    return { width, row: (index) => (index === 0 ? first : padCells('', width)) }
  }

  #siteColumn(record: LogRecord, paint: Paint): Column | null {
    const { show_path = true, enable_link_path = true } = this.#options
    const path = show_path ? basename(record.pathname) : ''
    if (path === '') return null
    const { pathname, lineno } = record
    const text = lineno ? `${path}:${lineno}` : path
    const first = enable_link_path && paint === painted ? linkedSite(pathname, path, lineno) : paint(PATH_STYLE, text)
    const width = cellLength(text)
    return { width, row: (index) => (index === 0 ? first : paint(PATH_STYLE, padCells('', width))) }
  }

  #marked(line: string, paint: Paint): string {
    const keywords = this.#options.keywords ?? KEYWORDS
    if (keywords.length === 0) return line
    const pattern = new RegExp(keywords.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
    return line.replace(pattern, (word) => paint(KEYWORD_STYLE, word))
  }

  #stream(): TextStream | null {
    const { file, stderr = false } = this.#console
    return file ?? (stderr ? sys.stderr : sys.stdout)
  }

  #isColoured(): boolean {
    const { force_terminal = null, no_color = false } = this.#console
    if (no_color) return false
    return force_terminal ?? wantsColours(this.#stream())
  }

  #width(): number {
    const { COLUMNS } = process.env
    const { columns } = (this.#stream() ?? {}) as { columns?: unknown }
    const fromOutside = COLUMNS !== undefined && /^\d+$/.test(COLUMNS) ? Number(COLUMNS) : columns
    return this.#console.width ?? (typeof fromOutside === 'number' && fromOutside > 0 ? fromOutside : DEFAULT_WIDTH)
  }
}

/** The handler of kedro's configurations: also takes over what `warnings.warn` says. */
export class KedroRichHandler extends RichHandler {
  constructor(...args: unknown[]) {
    super(...(args as [RichHandlerOptions]))
    captureWarnings(true)
  }
}

type Paint = (codes: readonly number[], text: string) => string

function painted(codes: readonly number[], text: string): string {
  return codes.length === 0 || text === '' ? text : sgr(...codes) + text + sgr(0)
}

function plain(_codes: readonly number[], text: string): string {
  return text
}

let links = 0

/**
 * Returns the file and its line as links, for a terminal, each with a number that tells it from others to the same
 * address.
 */
function linkedSite(pathname: string, path: string, lineno: number): string {
  const file = link(`file://${pathname}`, path)
  return lineno ? file + painted(PATH_STYLE, ':') + link(`file://${pathname}#${lineno}`, `${lineno}`) : file
}

function link(address: string, text: string): string {
  links += 1
  return `\x1b]8;id=${links};${address}\x1b\\${painted(PATH_STYLE, text)}\x1b]8;;\x1b\\`
}

/** datetime.strftime, which also knows microseconds. */
function timeText(format: string, seconds: number): string {
  const micros = () => String(Math.floor((seconds - Math.floor(seconds)) * 1e6)).padStart(6, '0')
  return strftime(
    format.replace(/%[\s\S]/g, (directive) => (directive === '%f' ? micros() : directive)),
    seconds,
    {
      utc: false,
    },
  )
}
