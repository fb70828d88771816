/** What is in log files beside what was logged. */
import { readFileSync } from 'node:fs'

const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO (\w+): order (\d+)$/

/**
 * @param logged - How many records each process logged, numbered from 0.
 * @returns One line about it, and whether each record is there, once and whole.
 */
export function count(files: readonly string[], logged: ReadonlyMap<string, number>): [text: string, isRight: boolean] {
  const found = new Map([...logged.keys()].map((name) => [name, new Set<string>()]))
  let lines = 0
  let torn = 0
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, -1))) {
    const [, name = '', number = ''] = LINE.exec(line) ?? []
    const numbers = found.get(name)
    if (numbers === undefined) torn += 1
    else {
      lines += 1
      numbers.add(number)
    }
  }
  let lost = 0
  let different = 0
  for (const [name, records] of logged) {
    const { size } = found.get(name) ?? new Set()
    lost += records - size
    different += size
  }
  const text = `${lost} lost, ${lines - different} twice, ${torn} torn of ${lines} lines`
  return [text, lost === 0 && lines === different && torn === 0]
}
