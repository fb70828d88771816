/** What goes wrong with a configuration that nobody waits for: printed on stderr, and never a reason to end a program. */

import { writeText } from '../handlers/write-text.js'
import { sys } from '../model/sys.js'

export function printError(text: string): void {
  const { stderr } = sys
  if (!stderr) return
  try {
    writeText(stderr, text)
  } catch {
    // Where stderr is gone, there is nobody left to tell.
  }
}
