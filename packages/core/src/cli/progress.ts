/** The progress of long work, shown on a terminal and nowhere else. */

const EVERY_MS = 100

export interface Progress {
  /** @param count - How many are done. */
  step(count: number): void
  /** Takes away what is shown. */
  end(): void
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  let shown = 0
  return {
    step(count) {
      const now = Date.now()
      if (stream.isTTY !== true || now - shown < EVERY_MS) return
      shown = now
      stream.write(`\r${count} files`)
    },
    end() {
      if (shown > 0) stream.write('\r\u001b[K')
    },
  }
}
