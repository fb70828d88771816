/** Records as entries of the Windows event log, by the system's own `eventcreate`. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { EventLogTarget } from './protocol.js'
import { SerialLink } from './serial-link.js'

export class EventLogLink extends SerialLink {
  constructor({ timeoutMs }: EventLogTarget) {
    super(timeoutMs)
  }

  protected override deliver(record: string, signal: AbortSignal): Promise<void> {
    const given = JSON.parse(record) as string[]
    return new Promise((resolve, reject) => {
      execFile(program(), given, { signal, windowsHide: true }, (error, _out, complaint) => {
        if (error === null) resolve()
        else reject(complaint.trim() === '' ? error : new Error(`eventcreate: ${complaint.trim()}`))
      })
    })
  }
}

/**
 * Returns the full name of the program: Windows looks for a bare one in the current folder first, and anybody may have
 * put something there.
 */
function program(): string {
  return join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'eventcreate.exe')
}
