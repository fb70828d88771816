/**
 * Draws ratios as an SVG of horizontal bars, one panel for each group; the same numbers give the same bytes.
 *
 * A bar that would leave the panel is cut off, and its ratio says how long it is. Text and bars follow the reader's
 * colour scheme.
 */
const WIDTH = 860
const LABEL_WIDTH = 350
const BAR_WIDTH = 430
const ROW = 18
const HEAD = 34
const GAP = 14
/** Times the floor, at the right end of a bar. */
const LONGEST = 20

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 13px }
.bar { fill: #9aa4af } .floor { fill: #c9d1d9 } .ours { fill: #1f6feb }
.label { text-anchor: end } .ours-label { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .bar { fill: #6e7681 } .floor { fill: #3d444d } .ours { fill: #4493f8 }
}`

/** @param panels - `[{ title, bars: [{ name, ratio }] }]`, the first bar the floor. */
export function plot(panels) {
  let y = 0
  const parts = panels.map((panel) => {
    const part = `<g transform="translate(0 ${y})">\n${panelText(panel)}\n</g>`
    y += heightOf(panel) + GAP
    return part
  })
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">`
  return `${head}\n<title>CPU time of a log call, as a multiple of the floor of its group</title>\n<style>${STYLE}\n</style>\n${parts.join('\n')}\n</svg>\n`
}

function panelText({ title, bars }) {
  const heading = `<text class="title" x="${LABEL_WIDTH}" y="20">${escaped(title)}, × ${escaped(bars[0].name)}</text>`
  return [heading, ...bars.map((bar, row) => barText(bar, row))].join('\n')
}

function barText({ name, ratio }, row) {
  const y = HEAD + row * ROW
  const width = (Math.min(ratio, LONGEST) / LONGEST) * BAR_WIDTH
  const isOurs = name.startsWith('@pylogging/')
  const kind = row === 0 ? 'floor' : isOurs ? 'ours' : 'bar'
  const shown = ratio < 100 ? ratio.toFixed(1) : ratio.toFixed(0)
  return [
    `<text class="label${isOurs ? ' ours-label' : ''}" x="${LABEL_WIDTH - 8}" y="${y + 11}">${escaped(name)}</text>`,
    `<rect class="${kind}" x="${LABEL_WIDTH}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 4}" rx="2"/>`,
    `<text x="${(LABEL_WIDTH + width + 6).toFixed(1)}" y="${y + 11}">${shown}${ratio > LONGEST ? ' →' : ''}</text>`,
  ].join('')
}

function heightOf({ bars }) {
  return HEAD + bars.length * ROW
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
