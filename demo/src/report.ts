/**
 * What the demo prints: the progress while it runs, then the files and the count.
 */
import type { Count } from './ledger.js'

/** Rewrites one line on a terminal; prints a line a second where the output is a file or a pipe. */
export function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${text}`)
  else console.log(text)
}

export function endProgress(): void {
  if (process.stdout.isTTY) process.stdout.write('\n')
}

export function tableOf({ files }: Count): string {
  const rows = files.map(({ name, lines, first, last, writers }) => [
    name,
    String(lines),
    first.slice(11),
    last.slice(11),
    String(writers),
  ])
  return alignColumns([['file', 'lines', 'first', 'last', 'writers'], ...rows])
}

export function sentenceOf({ sent, found, lost, duplicated, torn }: Count): string {
  return `sent ${sent}, found ${found}, lost ${lost}, duplicated ${duplicated}, torn ${torn}`
}

/** Whether the count is the one promised. */
export function isClean({ sent, found, lost, duplicated, torn }: Count): boolean {
  return sent > 0 && found === sent && lost === 0 && duplicated === 0 && torn === 0
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
