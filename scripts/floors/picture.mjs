/**
 * The floors as Markdown: a drawing of each package, and what each room is about and uses.
 *
 *   7  module/   handlers.ts
 *   6  inspection/   receiver/
 */

/** @param uses - As `cruisePackages` gives it. */
export function pictureOf(plan, uses) {
  return Object.entries(plan)
    .map(([folder, floors]) => packagePicture(folder, floors, uses))
    .join('\n\n')
}

function packagePicture(folder, floors, uses) {
  const numbered = floors.map((floor, index) => ({ number: floors.length - index, floor }))
  const drawn = numbered.map(({ number, floor }) => `${`${number}`.padStart(2)}  ${Object.keys(floor).join('   ')}`)
  const rows = numbered.flatMap(({ number, floor }) =>
    Object.entries(floor).map(([room, idea]) => {
      const used = [...(uses.get(`${folder}/src/${room}`) ?? [])].map((each) => each.slice(`${folder}/src/`.length))
      return `| ${number} | [${room}](../${folder}/src/${room}) | ${idea} | ${used.sort().join(', ')} |`
    }),
  )
  return [
    `### @pylogging/${folder.slice('packages/'.length)}`,
    '',
    '```text',
    ...drawn,
    '```',
    '',
    '| floor | room | what is in it | imports |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}
