/**
 * Draws growth as an SVG: for each axis two small charts, lines per second and CPU time per line, ours beside the bare loop,
 * the values by powers, so that the same distance is the same ratio; sizes stand side by side.
 */
const WIDTH = 400
const HEIGHT = 150
const LEFT = 64
const TOP = 34
const CELL_WIDTH = WIDTH + LEFT + 24
const CELL_HEIGHT = HEIGHT + TOP + 44

const STYLE = `
text { font: 11px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600; font-size: 13px }
.end { text-anchor: end } .middle { text-anchor: middle } .frame { fill: none; stroke: #c9d1d9 }
.ours { stroke: #1f6feb; fill: #1f6feb } .bare { stroke: #9aa4af; fill: #9aa4af } polyline { stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .frame { stroke: #3d444d } .ours { stroke: #4493f8; fill: #4493f8 } }`

/** @param axes - `[{ title, series: [{ kind: 'ours' | 'bare', points: [{ x, wallNs, cpuNs }] }] }]` */
export function plotGrowth(axes) {
  const cells = axes.flatMap(({ title, series }, row) => [
    chart(`${title}: lines per second`, series, ({ wallNs }) => 1e9 / wallNs, 0, row),
    chart(`${title}: CPU µs per line`, series, ({ cpuNs }) => cpuNs / 1000, 1, row),
  ])
  const [width, height] = [2 * CELL_WIDTH, axes.length * CELL_HEIGHT + 24]
  const key = `<g transform="translate(${LEFT} ${height - 14})"><circle class="ours" r="4" cx="4" cy="-4"/><text x="14">@pylogging/core</text><circle class="bare" r="4" cx="124" cy="-4"/><text x="134">a loop of writeSync</text></g>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">\n<title>What a line costs as something grows</title>\n<style>${STYLE}\n</style>\n${cells.join('\n')}\n${key}\n</svg>\n`
}

function chart(title, series, valueAt, column, row) {
  const points = series.flatMap((each) => each.points)
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b)
  const values = points.map(valueAt)
  const [low, high] = [Math.min(...values) / 1.3, Math.max(...values) * 1.3]
  const atX = (x) => LEFT + 12 + (xs.indexOf(x) / Math.max(1, xs.length - 1)) * (WIDTH - 24)
  const atY = (value) => TOP + HEIGHT - (Math.log(value / low) / Math.log(high / low)) * HEIGHT
  const lines = series.map(({ kind, points: own }) => {
    const places = own.map((point) => [atX(point.x).toFixed(1), atY(valueAt(point)).toFixed(1)])
    const dots = places.map(([x, y]) => `<circle class="${kind}" cx="${x}" cy="${y}" r="2.5"/>`).join('')
    return `<polyline class="${kind}" style="fill: none" points="${places.map((place) => place.join(',')).join(' ')}"/>${dots}`
  })
  const labels = xs.map(
    (x) => `<text class="middle" x="${atX(x).toFixed(1)}" y="${TOP + HEIGHT + 16}">${x.toLocaleString('en')}</text>`,
  )
  const ends = [Math.min(...values), Math.max(...values)].map(
    (value) => `<text class="end" x="${LEFT - 6}" y="${(atY(value) + 4).toFixed(1)}">${short(value)}</text>`,
  )
  const frame = `<rect class="frame" x="${LEFT}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}"/>`
  const head = `<text class="title" x="${LEFT}" y="${TOP - 12}">${title}</text>`
  return `<g transform="translate(${column * CELL_WIDTH} ${row * CELL_HEIGHT})">${[head, frame, ...lines, ...labels, ...ends].join('')}</g>`
}

function short(value) {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}
