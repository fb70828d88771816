/** The attributes of a record by their names, as types: what a format may name. */

/**
 * A program declares here the attributes that it adds to its records by `extra`, a filter or a record factory, so that
 * formats may name them, and `extra` and `record.request_id` have their types:
 * `declare module '@pylogging/core' { interface LogRecordFields { request_id: string } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs add to it
export interface LogRecordFields {}

/** The fields that every record has, `message` and `asctime` once it is formatted. */
export interface StandardFields {
  name: string
  msg: unknown
  args: unknown
  levelname: string
  levelno: number
  pathname: string
  filename: string
  module: string
  lineno: number
  funcName: string | null
  exc_info: unknown
  exc_text: string | null
  stack_info: string | null
  created: number
  msecs: number
  relativeCreated: number
  thread: number | null
  threadName: string | null
  processName: string | null
  process: number | null
  taskName: string | null
  message: string
  asctime: string
}

/**
 * The fields that filters and formatters of @pylogging/core add to records, by the names of the Python packages they
 * are for.
 */
interface AddedFields {
  correlation_id: unknown
  celery_current_id: unknown
  celery_parent_id: unknown
  levelprefix: unknown
  otelServiceName: unknown
  otelSpanID: unknown
  otelTraceID: unknown
  otelTraceSampled: unknown
}

/** All that a format may name. */
export type RecordFields = StandardFields & LogRecordFields & AddedFields
