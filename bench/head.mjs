/** The first lines of RESULTS.md: who is ahead at what, from the measured numbers, also where that is not us. */

/** @param panels - `[{ title, bars: [{ name, value }] }]`, whose values are CPU time as multiples of the first. */
export function whoIsAhead(panels) {
  const lines = panels.flatMap(({ title, bars }) => {
    const [rival] = bars.filter(({ name }) => !isOurs(name) && !isLimit(name)).sort((a, b) => a.value - b.value)
    return rival === undefined ? [] : bars.filter(({ name }) => isOurs(name)).map((ours) => rowOf(title, ours, rival))
  })
  if (lines.length === 0) return []
  return [
    'Who is ahead, by CPU time as a multiple of the floor of each table; the last column is the rival to ours, so below 1 we are behind:',
    '',
    '| job | ahead | ours | the best other | other / ours |',
    '|---|---|---:|---:|---:|',
    ...lines,
    '',
  ]
}

function rowOf(title, ours, rival) {
  const ratio = rival.value / ours.value
  const first = ratio >= 1 ? 'ours' : `**${rival.name}**`
  const cells = [`${ours.name}: ${ours.value.toFixed(2)}`, `${rival.name}: ${rival.value.toFixed(2)}`, ratio.toFixed(2)]
  return `| ${[title, first, ...cells].join(' | ')} |`
}

function isOurs(name) {
  return name.startsWith('@pylogging/')
}

/** What is no logger. */
function isLimit(name) {
  return /^bare |by hand|^an? /.test(name)
}
