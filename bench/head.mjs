/** The first lines of RESULTS.md: who is ahead at what, from the measured numbers, also where that is not us. */

/** Who loses more of the lines, as a part of them, did other work. */
const MOST_LOST = 0.01

/**
 * @param panels - `[{ title, bars: [{ name, value, lost }] }]`, whose values are CPU time as multiples of the first, and
 *   `lost` the part of the lines that are not there.
 */
export function whoIsAhead(panels) {
  const lines = panels.flatMap(({ title, bars }) => {
    const [rival] = bars
      .filter(({ name, lost }) => !isOurs(name) && !isLimit(name) && lost <= MOST_LOST)
      .sort((a, b) => a.value - b.value)
    return rival === undefined ? [] : bars.filter(({ name }) => isOurs(name)).map((ours) => rowOf(title, ours, rival))
  })
  if (lines.length === 0) return []
  return [
    'Who is ahead, by CPU time as a multiple of the floor of each table; the last column is the rival to ours, so below 1 we are behind. Who lost more than one line in a hundred is left out:',
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
