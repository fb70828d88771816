/**
 * Celery's two formatters: the text of a record in the colour of its level, and the same with the task that runs.
 *
 *   { "()": "celery.app.log.TaskFormatter",
 *     "fmt": "[%(asctime)s: %(levelname)s/%(processName)s] %(task_name)s[%(task_id)s]: %(message)s" }
 *
 *   celeryCurrentId.run(job.id, () => celeryTaskName.run(job.name, () => handle(job)))
 *
 * Only DEBUG, WARNING, ERROR and CRITICAL have a colour. As in Celery a format is all that they take besides
 * `use_color`, so a configuration names them by `()`: as a `class` they would get datefmt and style too.
 *
 * Source: Celery 5.6, celery/utils/log.py, celery/app/log.py, celery/utils/term.py, read and not run.
 */
import { bindNamed, Formatter, type LogRecord } from '@pylogging/formatter'
import { sys } from '../ground/sys.js'
import { ContextVariable, celeryCurrentId } from './asgi-correlation-id.js'
import { sgr, wantsColours } from './colours.js'

/** The name of the Celery task that runs; methods as of `correlationId`. Its id is `celeryCurrentId`. */
export const celeryTaskName: ContextVariable = new ContextVariable('celery_task_name')

/** The keywords of Celery's formatters, by Python's names. */
export interface ColorFormatterOptions {
  /** A format of records. */
  readonly fmt?: string | null | undefined
  /** Unless given, there are colours where stdout and stderr are both terminals. */
  readonly use_color?: boolean | undefined
}

const NAMES = ['fmt', 'use_color']
const UNKNOWN = '???'
const COLOURS: ReadonlyMap<string, number> = new Map([
  ['DEBUG', 34],
  ['WARNING', 33],
  ['ERROR', 31],
  ['CRITICAL', 35],
])

/** The text of a record in the colour of its level. */
export class ColorFormatter extends Formatter {
  use_color: boolean

  /** @throws ValueError for a bad format, TypeError for more than these two. */
  constructor(fmt?: string | null, use_color?: boolean)
  constructor(fmt: string | null | undefined, options: Pick<ColorFormatterOptions, 'use_color'>)
  constructor(options: ColorFormatterOptions)
  constructor(...args: unknown[]) {
    const { fmt, use_color } = bindNamed<ColorFormatterOptions>(
      { owner: 'ColorFormatter.__init__()', names: NAMES },
      args,
    )
    super(fmt ?? null)
    this.use_color = use_color ?? wantsColours(sys.stdout, sys.stderr)
  }

  override format(record: LogRecord): string {
    const text = super.format(record)
    const colour = COLOURS.get(record.levelname)
    return colour === undefined || !this.use_color ? text : `${sgr(1, colour)}${text}${sgr(0)}`
  }
}

/** A formatter with colours whose records have a `task_name` and a `task_id`: of the task that runs, else '???'. */
export class TaskFormatter extends ColorFormatter {
  override format(record: LogRecord): string {
    const id = celeryCurrentId.get()
    if (id !== null) Object.assign(record, { task_id: id, task_name: celeryTaskName.get(UNKNOWN) })
    else {
      if (!('task_name' in record)) record['task_name'] = UNKNOWN
      if (!('task_id' in record)) record['task_id'] = UNKNOWN
    }
    return super.format(record)
  }
}
