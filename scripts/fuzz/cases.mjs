/**
 * Random formats with values that mostly suit them: { engine, format, values }, or for strftime { format, zone, seconds,
 * utc }. Left out is what would make CPython ask for gigabytes: a width or precision of six digits or more.
 */
import { instance, integer, number, simple, text, value } from './values.mjs'

const ZONES = [
  'UTC',
  'Europe/Paris',
  'Europe/Dublin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Apia',
  'EST5EDT,M3.2.0,M11.1.0',
  '<+03>-3',
]
const LITERALS = ['', '', ' ', '=', ', ', 'é', '😀']

export function makeCase(chance) {
  for (;;) {
    const made = chance.pick([percent, percent, brace, brace, brace, dollar, strftime])(chance)
    if (!isHeavy(made)) return made
  }
}

/** Whether a number in it could be a width that takes seconds to fill. */
export function isHeavy({ engine, format, values }) {
  if (/[\d٠-٩]{6,19}(?!\d)/u.test(format)) return true
  const takesWidths = (engine === 'percent' && format.includes('*')) || (engine === 'brace' && /\{[^}]*\{/.test(format))
  return takesWidths && /\d{6,}/.test(JSON.stringify([...flat(values)].map(String)))
}

function* flat(item) {
  if (typeof item === 'object' && item !== null && !(item instanceof Date)) {
    for (const part of Symbol.iterator in item ? item : Object.values(item)) yield* flat(part)
  } else yield item ?? ''
}

function percent(chance) {
  if (chance.under(0.15)) return percentRubble(chance)
  const mapping = chance.under(0.2) ? new Map() : null
  const values = []
  let format = chance.pick(LITERALS)
  for (let index = chance.whole(1, 3); index > 0; index--) {
    const letter = chance.pick([...'diouxXeEfFgGcrsasdfgx'])
    const key = mapping === null ? '' : chance.pick(['a', 'b(c)', 'x.y', 'é'])
    const given = percentValue(chance, letter)
    const options = chance.under(0.7) ? percentOptions(chance) : ''
    for (const star of options.matchAll(/\*/g)) if (star) values.push(chance.whole(-12, 12))
    values.push(given)
    mapping?.set(key, given)
    format += `%${mapping === null ? '' : `(${key})`}${options}${letter}${chance.pick(['%%', ...LITERALS])}`
  }
  if (chance.under(0.05)) values.pop()
  return { engine: 'percent', format, values: mapping ?? values }
}

function percentOptions(chance) {
  const flags = [...'-+ #0'].filter(() => chance.under(0.18)).join('')
  const width = chance.under(0.5) ? '' : chance.under(0.05) ? '*' : `${chance.whole(0, 24)}`
  const precision = chance.under(0.45)
    ? ''
    : `.${chance.under(0.05) ? '*' : chance.under(0.9) ? chance.whole(0, 9) : chance.whole(0, 60)}`
  return flags + width + precision + (chance.under(0.03) ? chance.pick([...'hlL']) : '')
}

function percentValue(chance, letter) {
  if (chance.under(0.05)) return simple(chance)
  if ('diu'.includes(letter)) return chance.under(0.7) ? integer(chance) : number(chance)
  if ('oxX'.includes(letter)) return integer(chance)
  if ('eEfFgG'.includes(letter)) return chance.under(0.85) ? number(chance) : integer(chance)
  if (letter === 'c') return chance.under(0.5) ? chance.whole(0, 0xd7ff) : [...text(chance)].slice(0, 1).join('')
  return chance.under(0.5) ? text(chance) : value(chance)
}

function percentRubble(chance) {
  const format = chance.text([...'%%%%%()()sdxfrca*.*-+ #0h15lLy', '😀'], 1, 9)
  const mapping = new Map(Object.entries({ '': 5, s: 'x', d: 7, '()': 1.5 }))
  return { engine: 'percent', format, values: chance.under(0.3) ? mapping : few(chance) }
}

function few(chance) {
  return Array.from({ length: chance.whole(0, 3) }, () => chance.pick([3, 'a', -2, 1.5, null, [0]]))
}

function brace(chance) {
  if (chance.under(0.15)) return braceRubble(chance)
  const names = chance.under(0.3) ? ['name', 'a', 'é', 'items', 'record'] : null
  const numbered = names === null && chance.under(0.2)
  const values = []
  const mapping = new Map()
  let format = chance.pick(['{{', ...LITERALS])
  for (let index = 0, count = chance.whole(1, 4); index < count; index++) {
    const kind = chance.pick(['text', 'int', 'float', 'float'])
    const conversion = chance.under(0.3) ? chance.pick(['!r', '!s', '!a']) : ''
    const given = conversion === '' ? braceValue(chance, kind) : value(chance)
    let spec = chance.under(0.8) ? braceSpec(chance, conversion === '' ? kind : 'text') : ''
    const name = names === null ? (numbered ? `${index}` : '') : chance.pick(names)
    values.push(given)
    if (names !== null) mapping.set(name, given)
    if (names === null && !numbered && chance.under(0.12)) {
      spec = chance.pick(['{}', '>{}', '*<{}s', '0{}', '.{}', '{}{}', '{!s:>1}'])
      for (const inner of spec.matchAll(/\{/g)) if (inner) values.push(chance.whole(0, 12))
    }
    const path = chance.under(0.15)
      ? chance.pick(['[0]', '[1]', '[k]', '.name', '.x', '.absent', '[0][1]', '.x[0]', '[9]', '[-1]'])
      : ''
    format += `{${name}${path}${conversion}${spec === '' ? '' : `:${spec}`}}${chance.pick(['{{', '}}', ...LITERALS])}`
  }
  if (mapping.size > 0) {
    mapping.set('items', [
      text(chance),
      new Map([
        ['k', number(chance)],
        [0, integer(chance)],
      ]),
    ])
    mapping.set('record', instance('Record', { name: text(chance), x: [integer(chance)] }))
  }
  if (chance.under(0.04)) values.pop()
  return { engine: 'brace', format, values: names === null ? values : mapping }
}

function braceSpec(chance, kind) {
  if (kind === 'text' && chance.under(0.03)) return chance.text([...'%YmdHMSfzZjy:- '], 1, 6)
  const isText = kind === 'text' && chance.under(0.97)
  let spec = chance.under(0.5)
    ? ''
    : chance.pick(['', '', '*', '0', ' ', 'é', '😀', '<']) + chance.pick([...(isText ? '<>^' : '<>=^')])
  if (!isText)
    spec +=
      (chance.under(0.6) ? '' : chance.pick([...'+- '])) +
      (chance.under(0.1) ? 'z' : '') +
      (chance.under(0.15) ? '#' : '')
  spec += (chance.under(0.15) ? '0' : '') + (chance.under(0.45) ? '' : chance.whole(0, 24))
  if (!isText) spec += chance.under(0.7) ? '' : chance.pick([...',_'])
  if (chance.under({ float: 0.6, text: 0.3, int: 0.04 }[kind]))
    spec += `.${chance.under(0.9) ? chance.whole(0, 9) : chance.whole(0, 60)}`
  if (chance.under(0.3)) return spec
  const usual = { text: 's', int: 'bcdnoxXdd', float: 'eEfFgGn%ff' }[kind]
  return spec + (chance.under(0.96) ? chance.pick([...usual]) : chance.pick([...'bcdeEfFgGnosxX%y\né']))
}

function braceValue(chance, kind) {
  if (chance.under(0.05)) return value(chance)
  if (kind === 'text') return text(chance)
  if (kind === 'int') return chance.under(0.95) ? integer(chance) : chance.under(0.5)
  return chance.under(0.9) ? number(chance) : integer(chance)
}

function braceRubble(chance) {
  const format = chance.text([...'{{{{{}}}}}:::!!..[[]]01a rs<>5d,é٣'], 1, 10)
  const mapping = new Map(Object.entries({ a: [1, 'x'], r: 1.5, s: 'text', '': 0 }))
  return { engine: 'brace', format, values: chance.under(0.4) ? mapping : few(chance) }
}

function dollar(chance) {
  const format = chance.text([...'$$$$${{}}}a_A1 b\n\r\x85.é', '$a', '${b}', '$$'], 1, 9)
  const names = ['a', 'b', '_', 'A', 'a1'].filter(() => chance.under(0.8))
  return { engine: 'dollar', format, values: new Map(names.map((name) => [name, value(chance)])) }
}

function strftime(chance) {
  const utc = chance.under(0.25)
  const letters = [...`aAbBcCdDeFgGhHIjklmMnpPrRStTuUVwWxXyYzZ%${utc ? '' : 's'}`]
  let format = ''
  for (let count = chance.whole(1, 4); count > 0; count--) {
    const flags = chance.under(0.3) ? chance.text([...'_-0^#'], 0, 2) + chance.pick(['', '', '3', '05', '12']) : ''
    const odd = chance.under(0.05) ? chance.pick([...'fEOJKLNQiqov+!:.é']) : chance.pick(letters)
    format += `%${flags}${chance.pick(['', '', '', '', 'E', 'O'])}${odd}${chance.pick(LITERALS)}`
  }
  const seconds = chance.pick([
    () => chance.whole(0, 2 ** 32),
    () => chance.whole(-3e9, 1e10),
    () => chance.whole(-1e13, 1e13),
  ])()
  return { engine: 'strftime', format, zone: chance.pick(ZONES), seconds, utc }
}
