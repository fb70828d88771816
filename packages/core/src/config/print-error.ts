/** Errors of a configuration that nobody waits for: they are printed on stderr, and never end a program. */

import { sys } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'

export function printError(text: string): void {
  const { stderr } = sys
  if (!stderr) return
  try {
    writeText(stderr, text)
  } catch {
    // Nobody is left to be told where stderr is gone.
  }
}
