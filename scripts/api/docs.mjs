/**
 * A docstring as Markdown: its text, then what it says of parameters, of the result, of errors, and its examples.
 *
 *   @param level - A number.   @throws ValueError for an unknown name.
 *
 *   - `level`: A number.
 *
 *   Throws: ValueError for an unknown name.
 */
import { parameterName } from './types.mjs'

const LABELS = { '@returns': 'Returns:', '@throws': 'Throws:', '@deprecated': 'Deprecated:' }

/** @param commented - A reflection, a signature or a parameter; one without a docstring gives no lines. */
export function docLines(commented) {
  const { comment } = commented
  if (comment === undefined) return []
  const tags = comment.blockTags.filter(({ tag }) => tag in LABELS)
  const examples = comment.blockTags.filter(({ tag }) => tag === '@example')
  return joined([
    textBlocks(textOf(comment.summary)),
    (commented.parameters ?? []).flatMap(parameterLines),
    tags.flatMap(({ tag, content }) => tagLines(LABELS[tag], textOf(content))),
    ...examples.map(({ content }) => fenced(textOf(content))),
  ])
}

/** Overloads share a docstring. */
export function saidOnce(commented) {
  const texts = new Set(commented.map((each) => docLines(each).join('\n')))
  return joined([...texts].map((text) => (text === '' ? [] : text.split('\n'))))
}

/** The first sentence, for lists. */
export function summaryOf({ comment }) {
  const [first] = textOf(comment?.summary).split(/\n\n/)
  const sentence = /^.*?\.(?=\s|$)/s.exec(first)?.[0] ?? first
  return sentence.replace(/\s+/g, ' ')
}

/** Blocks of lines with an empty line between them. */
export function joined(blocks) {
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

function parameterLines(parameter) {
  const text = textOf(parameter.comment?.summary)
  return text === '' ? [] : indented(tagLines(`- \`${parameterName(parameter.name)}\`:`, text))
}

/** In the source the lines below a tag are set in. */
function tagLines(label, text) {
  return `${label} ${text}`.split('\n').map((line) => line.trim())
}

/** All lines but the first belong to its item. */
export function indented([first, ...rest]) {
  return [first, ...rest.map((line) => (line === '' ? '' : `  ${line}`))]
}

/** Lines that a docstring sets in are code or a drawing. */
function textBlocks(text) {
  if (text === '') return []
  return text.split(/\n{2,}/).flatMap((block, index) => {
    const lines = block.split('\n')
    const isSetIn = lines.every((line) => line.startsWith('  '))
    const shown = isSetIn ? fenced(block, block.includes('→') ? '' : 'ts') : lines
    return index === 0 ? shown : ['', ...shown]
  })
}

export function fenced(text, language = 'ts') {
  if (text.startsWith('```')) return text.split('\n')
  const lines = text.split('\n')
  const margin = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)))
  return [`\`\`\`${language}`, ...lines.map((line) => line.slice(margin)), '```']
}

function textOf(parts = []) {
  return parts
    .map((part) => (part.kind === 'inline-tag' ? `\`${part.text}\`` : part.text))
    .join('')
    .replace(/^\n+|\s+$/g, '')
}
