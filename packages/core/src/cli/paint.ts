/** Colours, where somebody looks at a terminal and has not asked for none: https://no-color.org */
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Makes a text coloured, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

/** @param stream - What the text will be written to. */
export function painterFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  if (stream.isTTY !== true || (env['NO_COLOR'] ?? '') !== '') return (_style, text) => text
  // Later releases of Node would ask stdout again.
  return (style, text) => styleText(style, text, { validateStream: false })
}
