/**
 * The classes of Python's warnings, as `warnings.warn` takes them: `warnings.warn('old', warnings.DeprecationWarning)`.
 *
 * Source: docs.python.org/3.13/library/exceptions.html#warnings
 */

/** Base of all: Python's `Warning`. A class of a program's own shows the name it has. */
export class Warning extends Error {
  /** Any other Error is no category, in types as at run time. */
  declare private readonly isWarning: true

  override get name(): string {
    return this.constructor.name
  }
}

export class UserWarning extends Warning {}
export class DeprecationWarning extends Warning {}
export class PendingDeprecationWarning extends Warning {}
export class SyntaxWarning extends Warning {}
export class RuntimeWarning extends Warning {}
export class FutureWarning extends Warning {}
export class ImportWarning extends Warning {}
export class UnicodeWarning extends Warning {}
export class BytesWarning extends Warning {}
export class ResourceWarning extends Warning {}
export class EncodingWarning extends Warning {}

/** The categories by their names, as `warnings` has them. */
export const categories = {
  BytesWarning,
  DeprecationWarning,
  EncodingWarning,
  FutureWarning,
  ImportWarning,
  PendingDeprecationWarning,
  ResourceWarning,
  RuntimeWarning,
  SyntaxWarning,
  UnicodeWarning,
  UserWarning,
  Warning,
}

// The names are printed; a minifier must not change them.
for (const [name, category] of Object.entries(categories)) Object.defineProperty(category, 'name', { value: name })

/** The class of a warning; a program may derive its own from `warnings.Warning`. */
export type WarningCategory = new (message?: string) => Warning

/** Python's issubclass. */
export function isSubclass(category: WarningCategory, base: WarningCategory): boolean {
  return category === base || category.prototype instanceof base
}
