/**
 * Draws bars as an SVG, one panel for each group; the same numbers give the same bytes.
 *
 * The room for labels is what the longest of them takes. A bar that would leave the panel is cut off, and its number says
 * how long it is. Text and bars follow the reader's colour scheme.
 */
const BAR_WIDTH = 430
const ROW = 18
const HEAD = 34
const GAP = 14
/** Behind the longest bar, for its number. */
const NUMBER_WIDTH = 70
/** Of a character at 12 px, in a wide font and bold, so that no label is cut off at the left edge. */
const CHARACTER = 7.4
/** Times the floor, at the right end of a bar. */
const LONGEST = 20
/** Of rivals that are libraries of Node, so that the picture fits a screen; the tables have all. */
const MOST_RIVALS = 3

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 13px }
.bar { fill: #9aa4af } .floor { fill: #c9d1d9 } .ours { fill: #1f6feb }
.label { text-anchor: end } .ours-label { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .bar { fill: #6e7681 } .floor { fill: #3d444d } .ours { fill: #4493f8 }
}`

/** @param panels - `[{ title, bars: [{ name, value }], most?, print? }]`; a panel without `most` has the floor first. */
export function plot(panels) {
  const shown = panels.map((panel) => ({ ...panel, bars: whatDecides(panel) }))
  const names = shown.flatMap(({ bars }) => bars.map(({ name }) => name))
  const label = Math.ceil(Math.max(0, ...names.map(({ length }) => length)) * CHARACTER) + 12
  let y = 0
  const parts = shown.map((panel) => {
    const part = `<g transform="translate(0 ${y})">\n${panelText(panel, label)}\n</g>`
    y += HEAD + panel.bars.length * ROW + GAP
    return part
  })
  const width = label + BAR_WIDTH + NUMBER_WIDTH
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img">`
  return `${head}\n<title>CPU time of a log call, as a multiple of the floor of its group</title>\n<style>${STYLE}\n</style>\n${parts.join('\n')}\n</svg>\n`
}

/** The floor, ours, CPython, and the best of the others, in the order in which they stand. */
function whatDecides({ bars, most }) {
  if (most !== undefined) return bars
  const [floor] = bars
  const isAlways = ({ name }) => name === floor.name || /^@pylogging|^CPython|by hand/.test(name)
  const rivals = bars.filter((bar) => !isAlways(bar)).sort((a, b) => a.value - b.value)
  const best = new Set(rivals.slice(0, MOST_RIVALS))
  return bars.filter((bar) => (isAlways(bar) && !bar.name.includes('a look per record')) || best.has(bar))
}

function panelText({ title, bars, most, print = timesFloor }, label) {
  const heading = most === undefined ? `${title}, × ${bars[0].name}` : title
  const rows = bars.map((bar, row) =>
    barText(bar, row, { label, longest: most ?? LONGEST, print, isFloor: most === undefined && row === 0 }),
  )
  return [`<text class="title" x="8" y="20">${escaped(heading)}</text>`, ...rows].join('\n')
}

function barText({ name, value }, row, { label, longest, print, isFloor }) {
  const y = HEAD + row * ROW
  const width = (Math.min(value, longest) / longest) * BAR_WIDTH
  const isOurs = name.startsWith('@pylogging/')
  const kind = isFloor && !isOurs ? 'floor' : isOurs ? 'ours' : 'bar'
  return [
    `<text class="label${isOurs ? ' ours-label' : ''}" x="${label - 8}" y="${y + 11}">${escaped(name)}</text>`,
    `<rect class="${kind}" x="${label}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 4}" rx="2"/>`,
    `<text x="${(label + width + 6).toFixed(1)}" y="${y + 11}">${print(value)}${value > longest ? ' →' : ''}</text>`,
  ].join('')
}

function timesFloor(value) {
  return value < 100 ? value.toFixed(1) : value.toFixed(0)
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
