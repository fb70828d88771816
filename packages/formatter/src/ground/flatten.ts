/**
 * Makes one piece of a text that was put together from several.
 *
 * V8 keeps `a + b` as a tree of its pieces until somebody asks for a character of it, and whoever writes the text puts it
 * together then. A text that is kept for many records is put together here, once.
 *
 * @returns The same text.
 */
export function flatten(text: string): string {
  text.charCodeAt(0)
  return text
}
