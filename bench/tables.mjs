/** Measurements to lines of Markdown. Rows are `{ name, measured }`, where `measured` has a result for each round. */

/** The usual table: time, spread, ratio to the first row by CPU time, which a loaded machine disturbs less. */
export function perCall(rows, { unit = 'Ns', label = 'ns' } = {}) {
  const [wallKey, cpuKey] = [`wall${unit}`, `cpu${unit}`]
  const wallFloor = middle(rows[0].measured, wallKey)
  const cpuFloor = middle(rows[0].measured, cpuKey)
  return [
    `| case | ${label} | min to max | × floor | CPU ${label} | × floor, CPU |`,
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(({ name, measured }) => {
      const wall = middle(measured, wallKey)
      const cpu = middle(measured, cpuKey)
      const ratios = [wall / wallFloor, cpu / cpuFloor].map((ratio) => ratio.toFixed(2))
      const cells = [digits(wall), spread(measured, wallKey, digits), ratios[0], digits(cpu), ratios[1]]
      return `| ${[name, ...cells].join(' | ')} |`
    }),
  ]
}

export function withLost(rows) {
  const share = ({ lost }) => `${(lost * 100).toFixed(lost > 0 && lost < 0.001 ? 4 : 1)} %`
  const [head, line, ...cells] = perCall(rows)
  return [
    `${head} lost |`,
    `${line}---:|`,
    ...cells.map((cell, row) => `${cell} ${share({ lost: middle(rows[row].measured, 'lost') })} |`),
  ]
}

/** `died` counts processes that an error of their logger ended. */
export function perWriters(rows) {
  const [head, line, ...cells] = withLost(rows)
  return [
    `${head} died |`,
    `${line}---:|`,
    ...cells.map((cell, row) => `${cell} ${middle(rows[row].measured, 'died')} |`),
  ]
}

export function keptAtExit(rows) {
  return [
    '| case | missing | there twice |',
    '|---|---:|---:|',
    ...rows.map(({ name, measured }) => `| ${name} | ${middle(measured, 'lost')} | ${middle(measured, 'twice')} |`),
  ]
}

export function installation(rows) {
  return [
    '| packages | how many | kB |',
    '|---|---:|---:|',
    ...rows.map(({ name, measured }) => {
      return `| ${name} | ${middle(measured, 'packages')} | ${middle(measured, 'kb').toFixed(0)} |`
    }),
  ]
}

export function memory(rows) {
  return [
    '| case | most resident MB | grown by | lost |',
    '|---|---:|---:|---:|',
    ...rows.map(({ name, measured }) => {
      const [most, grown] = ['rssMb', 'grownMb'].map((key) => middle(measured, key).toFixed(0))
      return `| ${name} | ${most} | ${grown} | ${(middle(measured, 'lost') * 100).toFixed(1)} % |`
    }),
  ]
}

export function perRotation(rows) {
  const ms = (value) => value.toFixed(2)
  return [
    '| case | median ms | min to max of medians | 99 % below | longest | the first | CPU ms |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows.map(({ name, measured }) => {
      const cells = ['p99Ms', 'maxMs', 'firstMs', 'cpuMs'].map((key) => ms(middle(measured, key)))
      const range = spread(measured, 'medianMs', ms)
      return `| ${name} | ${ms(middle(measured, 'medianMs'))} | ${range} | ${cells.join(' | ')} |`
    }),
  ]
}

export function growth(rows) {
  const mb = (value) => value.toFixed(2)
  return [
    '| case | heap MB | external MB | resident MB | descriptors |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(({ name, measured }) => {
      const cells = ['heapMb', 'externalMb', 'rssMb'].map((key) => mb(middle(measured, key)))
      return `| ${[name, ...cells, middle(measured, 'descriptors')].join(' | ')} |`
    }),
  ]
}

/** The same cases under several versions of Node: `columns` are versions, cells the ratio to the floor under each. */
export function perNode(rows, columns) {
  return [
    `| × floor, CPU | ${columns.join(' | ')} |`,
    `|---|${'---:|'.repeat(columns.length)}`,
    ...rows.map(({ name, cells }) => `| ${[name, ...cells].join(' | ')} |`),
  ]
}

export function middle(measured, key) {
  const sorted = measured.map((result) => result[key]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function spread(measured, key, print) {
  const values = measured.map((result) => result[key])
  return `${print(Math.min(...values))} to ${print(Math.max(...values))}`
}

function digits(value) {
  return value < 100 ? value.toFixed(1) : value.toFixed(0)
}
