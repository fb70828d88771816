/**
 * Writes records into the event log of Windows, by its own program `eventcreate`.
 *
 * That program makes the source's entry in the registry itself, knows no categories, and takes event numbers from 1 to
 * 1000. On other systems the constructor throws; CPython prints a line there and drops the records.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, NTEventLogHandler.
 */
import {
  bindNamed,
  CRITICAL,
  DEBUG,
  ERROR,
  INFO,
  type LogRecord,
  type PositionsThenNames,
  WARNING,
} from '@pylogging/formatter'
import { OSError } from '../ground/errors.js'
import { handleFailure } from '../model/handler.js'
import { forgetIfThrows } from '../model/shutdown.js'
import { Connection } from '../transport/connection.js'
import { eventArguments } from './event-log-command.js'
import { NetworkHandler } from './network.js'

/** The keywords of NTEventLogHandler. */
export interface NTEventLogHandlerOptions {
  /** The source of the events. */
  readonly appname: string
  /** Python's message file; `eventcreate` has its own. */
  readonly dllname?: string | null | undefined
  /** 'Application' or 'System'. */
  readonly logtype?: string | undefined
}

export const NOT_WINDOWS = 'NTEventLogHandler writes to the event log of Windows, which this system has not'
const NAMES = ['appname', 'dllname', 'logtype'] as const
const SIGNATURE = {
  owner: 'NTEventLogHandler.__init__()',
  names: NAMES,
  required: 1,
}
const TIMEOUT_MS = 10_000

/** Windows's numbers of the types of events. */
const ERROR_TYPE = 1
const WARNING_TYPE = 2
const INFORMATION_TYPE = 4

/**
 * Writes records into the event log of Windows, by its program `eventcreate`, which knows no categories and takes event
 * numbers from 1 to 1000.
 */
export class NTEventLogHandler extends NetworkHandler {
  appname: string
  dllname: string | null
  logtype: string
  /** The type of events of other levels than those in `typemap`. */
  deftype: number = ERROR_TYPE
  typemap: Readonly<Record<number, number>> = {
    [DEBUG]: INFORMATION_TYPE,
    [INFO]: INFORMATION_TYPE,
    [WARNING]: WARNING_TYPE,
    [ERROR]: ERROR_TYPE,
    [CRITICAL]: ERROR_TYPE,
  }

  /** @throws OSError on systems other than Windows. */
  constructor(
    ...args: PositionsThenNames<
      [appname: string, dllname?: string | null, logtype?: string],
      typeof NAMES,
      NTEventLogHandlerOptions
    >
  )
  constructor(appname: string, options: Omit<NTEventLogHandlerOptions, 'appname'>)
  constructor(options: NTEventLogHandlerOptions)
  constructor(...args: unknown[]) {
    const options = bindNamed<NTEventLogHandlerOptions>(SIGNATURE, args)
    const { appname, dllname = null, logtype = 'Application' } = options
    super()
    forgetIfThrows(this, () => this._checkSystem())
    this.appname = appname
    this.dllname = dllname
    this.logtype = logtype
  }

  /** @internal */
  _checkSystem(): void {
    if (process.platform === 'win32') return
    throw new OSError(NOT_WINDOWS, {
      code: 'ERR_LOG_NO_EVENT_LOG',
      advice: 'On Linux and macOS SysLogHandler does what it does.',
    })
  }

  /** Python's hook: the number of the event, from 1 to 1000. */
  getMessageID(_record: LogRecord): number {
    return 1
  }

  /** Python's hook. Asked, and not used: `eventcreate` knows no categories. */
  getEventCategory(_record: LogRecord): number {
    return 0
  }

  /** Python's hook: 1 an error, 2 a warning, 4 information. */
  getEventType(record: LogRecord): number {
    return this.typemap[record.levelno] ?? this.deftype
  }

  override emit(record: LogRecord): void {
    try {
      const { appname, logtype } = this
      const id = this.getMessageID(record)
      this.getEventCategory(record)
      const command = eventArguments({
        type: this.getEventType(record),
        id,
        logtype,
        appname,
        text: this.format(record),
      })
      const bytes = Buffer.from(JSON.stringify(command))
      this.countingDropped(() => {
        this.#connect().send(bytes, record)
      })
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  #connect(): Connection<LogRecord> {
    const report = (error: Error, record: LogRecord | undefined) => this.report(error, record)
    this.connection ??= new Connection<LogRecord>(
      { kind: 'event-log', timeoutMs: TIMEOUT_MS },
      { report, tellsFailures: true },
    )
    return this.connection
  }
}
