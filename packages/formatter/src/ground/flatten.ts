/**
 * Makes one piece of a text that was put together from several.
 *
 * V8 keeps `a + b` as a tree of its pieces until a character of it is read, and each write of such a text would put it
 * together anew. A text that is kept for many records is put together here, once.
 *
 * @returns The same text.
 */
export function flatten(text: string): string {
  text.charCodeAt(0)
  return text
}
