/**
 * The differences between CPython's code pages and iconv-lite's, which are those of web browsers.
 *
 * Checked for every character: conformance/vectors/code_pages.json holds a digest of each of CPython's tables.
 */
import type { CodecName } from './encoding-names.js'

export interface CodePage {
  /** iconv-lite's name where it is another. */
  readonly name?: string
  /** Characters that CPython writes otherwise, in the order of their bytes, the first at this address in hexadecimal. */
  readonly writes?: Readonly<Record<string, string>>
  /** Characters that CPython refuses: the inside of a regular expression's brackets. */
  readonly refuses?: string
  /** Whether CPython's table goes as far as these bytes. */
  readonly reaches?: (bytes: Uint8Array) => boolean
  /** Bytes by rule, in the place of iconv-lite's. */
  readonly rule?: (character: string, iconv: (character: string) => Uint8Array | null) => Uint8Array | undefined
}

const BIG5_ETEN =
  'ヾゝゞ々ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをん' +
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ' +
  'ДЕЁЖЗИЙКЛМУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽'
const BIG5_SIGNS = { a145: '•', a14e: '､', a1c2: '‾', a1e3: '∼', a1f2: '♁☉', a244: '¥', a246: '¢£', c6a1: BIG5_ETEN }
const JIS_REFUSED = '\\u2225\\uff0d\\uff5e\\uffe0-\\uffe2'
const JIS_ROMAN = { '5c': '¥', '7e': '‾' }

const PAGES: Partial<Record<CodecName, CodePage>> = {
  big5: {
    writes: { ...BIG5_SIGNS, a241: '／＼', a2a4: '═╞╪╡', c969: '仝' },
    refuses: '\\xaf\\u2027\\u20ac\\u2215\\u2295\\u2299\\u2400-\\u2421\\ufe51\\ufe68\\uff5e\\uffe0\\uffe1\\uffe5',
    reaches: ([lead = 0, trail = 0]) =>
      lead < 0x80 ||
      (between(lead, 0xa1, 0xf9) && !between((lead << 8) | trail, 0xc6a1, 0xc8ff) && !isPast(lead, trail)),
  },
  cp950: { writes: { ...BIG5_SIGNS, a451: '十', a4ca: '卅' } },
  cp932: {
    writes: {
      '8160': '〜',
      '8161': '‖',
      '817c': '−',
      '8191': '¢£',
      '81ca': '¬',
      a0: '\uf8f0',
      fd: '\uf8f1\uf8f2\uf8f3',
    },
    rule: cp932,
  },
  shift_jis: {
    writes: { ...JIS_ROMAN, '8160': '〜', '8161': '‖', '817c': '−', '8191': '¢£', '81ca': '¬' },
    refuses: JIS_REFUSED,
    reaches: ([lead = 0, trail]) => (trail === undefined ? lead !== 0x80 : lead < 0xed && lead !== 0x87),
  },
  euc_jp: {
    writes: { ...JIS_ROMAN, a1c1: '〜‖', a1dd: '−', a1f1: '¢£', a2cc: '¬' },
    refuses: JIS_REFUSED,
    reaches: (bytes) => bytes[0] !== 0xad && !(bytes.length === 2 && (bytes[0] ?? 0) >= 0xf5),
  },
  euc_kr: { rule: ksx1001 },
  gb18030: { writes: { '8135f437': '\u1e3f', a3a0: '\ue5e5', a8bc: '\ue7c7' } },
  gb2312: {
    writes: { a1a4: '・', a1aa: '―' },
    refuses: '\\xb7\\u0144\\u0148\\u0251\\u0261\\u2014\\u20ac\\u2170-\\u2179\\ufe31\\ufe33-\\ufe44',
    reaches: ([lead = 0, trail]) =>
      trail === undefined || (between(lead, 0xa1, 0xf7) && trail >= 0xa1 && !between(lead, 0xaa, 0xaf)),
  },
  gbk: { refuses: '\\u01f9\\u1e3f\\u20ac\\u2e80-\\u2fff\\u303e\\u3400-\\u4dbf\\ue000-\\uf8ff' },
  cp864: { refuses: '%' },
  cp1255: { refuses: '\\u05ba' },
  kz1048: { name: 'rk1048' },
  mac_croatian: { writes: { bd: 'Ω', d8: '\uf8ff', db: '€' }, refuses: '\\xa4\\u2126' },
  mac_cyrillic: { writes: { a2: 'Ґ', b6: 'ґ', ff: '€' }, refuses: '\\xa2\\xa4\\u2202' },
  mac_greek: { writes: { '9c': '€', af: '·', ff: '\xad' }, refuses: '\\u0387' },
  mac_iceland: { writes: { bd: 'Ω', db: '€', f0: '\uf8ff' }, refuses: '\\xa4\\u2126' },
  mac_latin2: { name: 'maccenteuro' },
  mac_roman: { writes: { bd: 'Ω', db: '€', f0: '\uf8ff' }, refuses: '\\xa4\\u2126' },
  mac_romanian: {
    name: 'macromania',
    writes: { af: 'Ș', bd: 'Ω', bf: 'ș', db: '€', de: 'Țț', f0: '\uf8ff' },
    refuses: '\\xa4\\u015e\\u015f\\u0162\\u0163\\u2126',
  },
  mac_turkish: { writes: { bd: 'Ω', f0: '\uf8ff', f5: '\uf8a0' }, refuses: '\\u2126' },
  ptcp154: { name: 'pt154' },
  tis_620: { rule: (character) => (/[\x80-\x9f]/.test(character) ? Buffer.from(character, 'latin1') : undefined) },
}

/** The differences of a code page; an empty object where there are none. */
export function codePage(codec: CodecName): CodePage {
  return PAGES[codec] ?? {}
}

function between(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}

/** Whether two bytes are behind the last character of Big5. */
function isPast(lead: number, trail: number): boolean {
  return lead === 0xf9 && trail > 0xd5
}

/** IBM's characters are written as NEC's copies of them; private characters have an area in the order of their codes. */
function cp932(character: string, iconv: (character: string) => Uint8Array | null): Uint8Array | undefined {
  const code = character.charCodeAt(0)
  if (between(code, 0xe000, 0xe757)) return cell(0xf0, code - 0xe000)
  const [lead = 0, trail = 0] = iconv(character) ?? []
  if (lead < 0xfa) return undefined
  const index = (lead - 0xfa) * 188 + trail - (trail < 0x80 ? 0x40 : 0x41)
  if (index < 10) return cell(0xee, 174 + index)
  return index < 28 ? cell(0xee, 164 + index) : cell(0xed, index - 28)
}

/**
 * Returns the two bytes of a place in rows of 188 characters, as shift_jis has them: the lead byte counts rows, the
 * trail is 40 to 7e and 80 to fc.
 */
function cell(firstLead: number, index: number): Uint8Array {
  const trail = (index % 188) + 0x40
  return Buffer.of(firstLead + Math.floor(index / 188), trail < 0x7f ? trail : trail + 1)
}

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const FINALS = '\u3164ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'

/** A syllable beyond the table is spelled: a filler, then its three letters, as KS X 1001 has it. */
function ksx1001(character: string, iconv: (character: string) => Uint8Array | null): Uint8Array | undefined {
  const bytes = iconv(character)
  const isInTable = bytes === null || bytes.length === 1 || ((bytes[0] ?? 0) >= 0xa1 && (bytes[1] ?? 0) >= 0xa1)
  if (isInTable) return undefined
  const index = character.charCodeAt(0) - 0xac00
  const vowel = String.fromCharCode(0x314f + (Math.floor(index / 28) % 21))
  const letters = ['\u3164', INITIALS[Math.floor(index / 588)] ?? '', vowel, FINALS[index % 28] ?? '']
  return Buffer.concat(letters.map((letter) => iconv(letter) ?? Buffer.alloc(0)))
}
