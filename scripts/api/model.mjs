/**
 * Reads the packages' sources with typedoc:
 *
 *   packages/core/src/handlers.ts   becomes   { name: '@pylogging/core/handlers', file: 'core-handlers.md', exports }
 *
 * What two entries export is with the package it comes from, and a reference in the other.
 */
import { resolve } from 'node:path'
import { Application, Converter, IntersectionType, ReflectionKind, TSConfigReader } from 'typedoc'
import { ENTRIES } from '../entries.mjs'

/** What TypeScript calls the symbol of any `{ … }`. */
const OBJECT_LITERAL = '__object'
const ROOT = resolve(import.meta.dirname, '../..')

/**
 * @returns `entries` in the order in which they use each other; `bases`, the names of the classes above each class, nearest
 *   first; `declaredIn(member)`, the name of the class that a member comes from; `complaints`, what typedoc did not like.
 */
export async function readEntries() {
  const entries = Object.entries(ENTRIES).flatMap(([folder, faces]) =>
    faces.map(({ entry }) => describe(folder, entry)),
  )
  const options = {
    entryPoints: entries.map(({ source }) => source),
    tsconfig: resolve(import.meta.dirname, 'tsconfig.json'),
    readme: 'none',
    disableSources: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    // The compiler of the workspace has checked all of it; this one only reads.
    skipErrorChecking: true,
    validation: { notExported: false, invalidLink: true },
    logLevel: 'Error',
  }
  const app = await Application.bootstrap(options, [new TSConfigReader()])
  const complaints = []
  app.logger.warn = (text) => complaints.push(text)
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, spellOut)
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => dropCopies(app, project))
  const bases = new Map()
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, item) => noteBases(context, item, bases))
  const project = await app.convert()
  if (project === undefined) throw new Error('typedoc could not read the sources')
  app.validate(project)
  const modules = new Map(project.children.map((module) => [module.name, module]))
  return {
    entries: entries.map((entry) => ({ ...entry, module: modules.get(entry.path) })),
    bases,
    declaredIn: (member) => project.getSymbolIdFromReflection(member)?.qualifiedName.split('.')[0],
    complaints,
  }
}

function describe(folder, entry) {
  const unit = folder.replace('packages/', '')
  const isMain = entry === 'index'
  return {
    source: resolve(ROOT, folder, 'src', `${entry}.ts`),
    path: isMain ? `${unit}/src` : `${unit}/src/${entry}`,
    name: isMain ? `@pylogging/${unit}` : `@pylogging/${unit}/${entry}`,
    file: isMain ? `${unit}.md` : `${unit}-${entry}.md`,
  }
}

/** An object of functions and variables, such as `warnings`, is shown as what is in it, not as `typeof members`. */
function spellOut(context, reflection) {
  if (!reflection.kindOf(ReflectionKind.Variable)) return
  const type = context.checker.getTypeOfSymbol(context.getSymbolFromReflection(reflection))
  const parts = type.isIntersection() ? type.types : [type]
  if (parts[0].symbol?.name !== OBJECT_LITERAL) return
  const scope = context.withScope(reflection)
  reflection.type = new IntersectionType(parts.map((part) => context.converter.convertType(scope, part)))
}

/** typedoc gives what has no docstring in a class that of the class above. Here it has none. */
function dropCopies(app, project) {
  const commented = () =>
    Object.values(project.reflections).filter((each) => each.comment !== undefined && isOfClass(each))
  for (const each of commented()) if (each.comment.inheritedFromParentDeclaration) delete each.comment
  const own = new Set(commented().map(({ comment }) => comment))
  const isCopy = ({ comment, implementationOf }) => !own.has(comment) && implementationOf === undefined
  const drop = () => {
    for (const each of commented()) if (isCopy(each)) delete each.comment
  }
  // After all of typedoc's own.
  app.converter.on(Converter.EVENT_RESOLVE_END, drop, -1000)
}

function isOfClass(reflection) {
  if (reflection.kindOf(ReflectionKind.Parameter)) return false
  const { parent } = reflection
  return [reflection, parent, parent?.parent].some((each) => each?.kind === ReflectionKind.Class)
}

/** The classes above each class, nearest first, exported or not. */
function noteBases(context, reflection, bases) {
  if (!reflection.kindOf(ReflectionKind.Class)) return
  const names = []
  let type = context.checker.getDeclaredTypeOfSymbol(context.getSymbolFromReflection(reflection))
  for (;;) {
    type = context.checker.getBaseTypes(type)[0]
    if (type?.symbol === undefined) break
    names.push(type.symbol.name)
  }
  bases.set(reflection, names)
}
