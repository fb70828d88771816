/**
 * Django's filters, formatter and handler for configurations that were written for it.
 *
 *   settings.DEBUG = process.env.NODE_ENV !== 'production'
 *   dictConfig({ …, filters: { debug: { '()': 'django.utils.log.RequireDebugTrue' } } })
 *
 * `settings` has the few of Django's settings that these ask for, with Django's defaults: DEBUG is false, and without
 * ADMINS the AdminEmailHandler does nothing. It has no mail system behind it; a subclass says how a mail is sent.
 *
 * ServerFormatter colours the message by `status_code` where stdout is a terminal, DJANGO_COLORS is not `nocolor`, and
 * NO_COLOR is not set (which Django does not ask). As in Django the coloured text then is the record's message. Of
 * DJANGO_COLORS only the names of palettes count.
 *
 * Source: Django 5.2.17, utils/log.py, utils/termcolors.py; compared with it in conformance/third-party/answers.json.
 */
import { bindNamed, Formatter, type LogRecord, NotImplementedError, str } from '@pylogging/formatter'
import { sys } from '../ground/sys.js'
import { Filter, type FilterResult } from '../model/filter.js'
import { Handler, handleFailure } from '../model/handler.js'
import { sgr, wantsColours } from './colours.js'
import { withAttributes } from './record-attributes.js'

/** Django's settings that its logging asks for. Set them before the first record. */
export const settings: { DEBUG: boolean; ADMINS: readonly unknown[]; INTERNAL_IPS: readonly string[] } = {
  DEBUG: false,
  ADMINS: [],
  INTERNAL_IPS: [],
}

/** Lets records pass where `settings.DEBUG` is false. */
export class RequireDebugFalse extends Filter {
  override filter(_record: LogRecord): FilterResult {
    return !settings.DEBUG
  }
}

/** Lets records pass where `settings.DEBUG` is true. */
export class RequireDebugTrue extends Filter {
  override filter(_record: LogRecord): FilterResult {
    return settings.DEBUG
  }
}

type Callback = (record: LogRecord) => unknown

const CALLBACK = { owner: 'CallbackFilter.__init__()', names: ['callback'], required: 1 }

/** Lets records pass for which a function answers something true. */
export class CallbackFilter extends Filter {
  readonly callback: Callback

  constructor(callback: Callback | { readonly callback: Callback })
  constructor(...args: unknown[]) {
    super()
    const { callback } = bindNamed<{ readonly callback: Callback }>(CALLBACK, args)
    this.callback = callback
  }

  override filter(record: LogRecord): FilterResult {
    return this.callback(record) ? 1 : 0
  }
}

/** SGR codes for each kind of answer, by palette. */
const PALETTES: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  dark: { INFO: [1], SUCCESS: [], REDIRECT: [32], NOT_MODIFIED: [36], BAD: [31, 1], NOT_FOUND: [33], ERROR: [35, 1] },
  light: {
    INFO: [1],
    SUCCESS: [],
    REDIRECT: [32, 1],
    NOT_MODIFIED: [32],
    BAD: [31, 1],
    NOT_FOUND: [31],
    ERROR: [35, 1],
  },
}

/** Formats what a development server prints: `{server_time}` is the record's time, 15/Jul/2026 14:00:00,123. */
export class ServerFormatter extends Formatter {
  static override default_time_format = '%d/%b/%Y %H:%M:%S'

  override format(record: LogRecord): string {
    const { status_code } = record
    if (typeof status_code === 'number' && status_code !== 0) {
      const codes = paletteInUse()?.[kindOf(status_code)]
      if (codes !== undefined) record.msg = sgr(...codes) + str(record.msg) + sgr(0)
    }
    if (this.uses_server_time() && !Object.hasOwn(record, 'server_time')) {
      record['server_time'] = this.formatTime(record, this.datefmt)
    }
    return super.format(record)
  }

  /** Whether the format has `{server_time}`. */
  uses_server_time(): boolean {
    return this._fmt.includes('{server_time}')
  }
}

function paletteInUse(): Readonly<Record<string, readonly number[]>> | undefined {
  if (!wantsColours(sys.stdout)) return undefined
  const names = (process.env['DJANGO_COLORS'] || 'dark').toLowerCase().split(';')
  return names.map((name) => PALETTES[name]).findLast((palette) => palette !== undefined)
}

function kindOf(status: number): string {
  if (status >= 200 && status < 300) return 'SUCCESS'
  if (status >= 100 && status < 200) return 'INFO'
  if (status === 304) return 'NOT_MODIFIED'
  if (status >= 300 && status < 400) return 'REDIRECT'
  if (status === 404) return 'NOT_FOUND'
  return status >= 400 && status < 500 ? 'BAD' : 'ERROR'
}

const WITHOUT_EXCEPTION = new Map([
  ['exc_info', null],
  ['exc_text', null],
])

const ADMIN_EMAIL = {
  owner: 'AdminEmailHandler.__init__()',
  names: ['include_html', 'email_backend', 'reporter_class'],
}

/**
 * Makes a mail of each record; how it is sent, a subclass says.
 *
 *   class Mail extends AdminEmailHandler { send_mail(subject, message) { … } }
 */
export class AdminEmailHandler extends Handler {
  readonly include_html: boolean
  readonly email_backend: unknown

  /** @param options - `reporter_class` is taken and has no effect. */
  constructor(options?: {
    readonly include_html?: boolean | undefined
    readonly email_backend?: unknown
    readonly reporter_class?: unknown
  })
  constructor(...args: unknown[]) {
    super()
    const options = bindNamed<{ include_html?: unknown; email_backend?: unknown }>(ADMIN_EMAIL, args)
    this.include_html = options.include_html === true
    this.email_backend = options.email_backend ?? null
  }

  override emit(record: LogRecord): void {
    if (settings.ADMINS.length === 0 && this.send_mail === AdminEmailHandler.prototype.send_mail) return
    try {
      const exception = record.exc_info ? new Formatter().formatException(record.exc_info) : record.getMessage()
      const text = this.format(withAttributes(record, WITHOUT_EXCEPTION))
      this.send_mail(this.format_subject(subjectOf(record)), `${text}\n\n${exception}`)
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  /** For overriding. @throws NotImplementedError here. */
  send_mail(_subject: string, _message: string): void {
    throw new NotImplementedError(
      'AdminEmailHandler cannot send mail by itself: extend it with send_mail(subject, message) and register your class',
    )
  }

  /** A subject is one line. */
  format_subject(subject: string): string {
    return subject.replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  }
}

/** Returns the subject of a mail, with the address in the words of Django where the record has its request. */
function subjectOf(record: LogRecord): string {
  const meta = (record['request'] as { META?: Readonly<Record<string, unknown>> } | null | undefined)?.META
  if (meta === undefined) return `${record.levelname}: ${record.getMessage()}`
  const isInternal = settings.INTERNAL_IPS.includes(meta['REMOTE_ADDR'] as string)
  return `${record.levelname} (${isInternal ? 'internal' : 'EXTERNAL'} IP): ${record.getMessage()}`
}
