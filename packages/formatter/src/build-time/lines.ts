/** Offsets in a text as lines, which count from 1, and columns, which count from 0. */

/** Returns the offset at which each line begins. */
export function lineStarts(code: string): readonly number[] {
  const ends = code.matchAll(/\r\n|[\n\r\u2028\u2029]/g)
  return [0, ...[...ends].map(({ index, 0: end }) => index + end.length)]
}

export function positionIn(starts: readonly number[], offset: number): { line: number; column: number } {
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle
  }
  return { line: low + 1, column: offset - (starts[low] as number) }
}
