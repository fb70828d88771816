/**
 * Python's levels as OpenTelemetry's severities.
 *
 *   DEBUG 10   5        INFO 20   9        WARNING 30   13 WARN        ERROR 40   17        CRITICAL 50   21 FATAL
 *
 * The levels above one of these are its second, third and fourth severity; below DEBUG there is none.
 *
 * Source: opentelemetry-python's std_to_otel, and the data model of logs in OpenTelemetry's specification.
 */
import { KeyError } from '../ground/errors.js'

const UNSPECIFIED = 0
const FATAL4 = 24

/** The severity of a level. @throws KeyError for a level between two whole numbers, as in Python. */
export function std_to_otel(levelno: number): number {
  if (levelno < 10) return UNSPECIFIED
  if (levelno > 53) return FATAL4
  if (!Number.isInteger(levelno)) throw new KeyError(levelno)
  return 1 + 4 * Math.floor(levelno / 10) + Math.min(levelno % 10, 3)
}

/** The name of a level as OpenTelemetry has it. */
export function severityText(levelname: string): string {
  if (levelname === 'WARNING') return 'WARN'
  return levelname === 'CRITICAL' ? 'FATAL' : levelname
}
