import { NodeInput, EditionInput, type Volume } from '@tongke/contract'
import { GRADE_WORDS, VOLUME_WORDS } from '../import/columns.ts'
import type { ImportItems } from '../import/known.ts'
import { EDITIONS, type DemoEdition } from './editions.ts'

/** The demo tree as an import would bring it: it goes through the same rules. */
export function demoTree(): ImportItems {
  const editions = EDITIONS.map(editionOf)
  const nodes = EDITIONS.flatMap(nodesOf)
  const lined = <T>(value: T, index: number) => ({ line: index + 1, value })
  return { editions: editions.map(lined), nodes: nodes.map(lined), broken: new Set() }
}

const editionOf = ({ code, subject, name, publisher, approvalYear, ...rest }: DemoEdition): EditionInput =>
  EditionInput.parse({ code, subject, name, publisher, approvalYear, ...rest })

interface DemoVolume {
  readonly volume: Volume
  readonly gradeFrom: number
  readonly gradeTo: number
  readonly units: readonly DemoUnit[]
}
interface DemoUnit {
  readonly title: string
  readonly lessons: readonly string[]
}

function nodesOf(edition: DemoEdition): NodeInput[] {
  const [from, to] = edition.grades ?? [1, 9]
  return volumesOf(edition)
    .filter(({ gradeFrom, gradeTo }) => from <= gradeFrom && gradeTo <= to)
    .map((volume) => shifted(volume, edition.shift ?? 0))
    .flatMap((volume) => volumeNodes(edition, volume))
}

const shifted = (volume: DemoVolume, by: number): DemoVolume => ({
  ...volume,
  gradeFrom: volume.gradeFrom + by,
  gradeTo: volume.gradeTo + by,
})

const SUFFIX: Record<Volume, string> = {
  first: 'a',
  second: 'b',
  whole: 'q',
  level_1: 'l1',
  level_2: 'l2',
  level_3: 'l3',
}

function volumeNodes(edition: DemoEdition, { volume, gradeFrom, gradeTo, units }: DemoVolume): NodeInput[] {
  const level = volume.startsWith('level')
  const code = `${edition.code}-${level ? '' : gradeFrom}${SUFFIX[volume]}`
  const title = level ? VOLUME_WORDS[volume] : `${GRADE_WORDS[gradeFrom - 1]}年级${VOLUME_WORDS[volume]}`
  return [
    node({ code, kind: 'volume', title, edition: edition.code, gradeFrom, gradeTo, volume }),
    ...units.flatMap((unit, index) => unitNodes(edition, code, unit, index + 1)),
  ]
}

function unitNodes(
  edition: DemoEdition,
  parent: string,
  { title, lessons }: DemoUnit,
  position: number,
): NodeInput[] {
  const code = `${parent}-${two(position)}`
  const name = edition.unit
    ? `${edition.unit} ${position} ${title}`
    : `第${GRADE_WORDS[position - 1]}单元 ${title}`
  return [
    node({ code, kind: 'unit', title: name, parent, position }),
    ...lessons.map((lesson, index) =>
      node({
        code: `${code}-${two(index + 1)}`,
        kind: 'lesson',
        title: lesson,
        parent: code,
        position: index + 1,
      }),
    ),
  ]
}

const node = (input: Parameters<typeof NodeInput.parse>[0] & object): NodeInput => NodeInput.parse(input)
const two = (number: number): string => String(number).padStart(2, '0')

const volumesOf = ({ table, parts }: DemoEdition): DemoVolume[] =>
  table
    .split(/^= /m)
    .slice(1)
    .map((block) => {
      const [heading = '', ...lines] = block.trim().split('\n')
      return { ...headingOf(heading), units: parts ? unitsOf(lines, parts) : lines.map(unitOf) }
    })

const unitOf = (line: string): DemoUnit => {
  const [title = '', lessons = ''] = line.split(': ')
  return { title, lessons: lessons.split(' | ') }
}

const unitsOf = (lines: readonly string[], lessons: readonly string[]): DemoUnit[] =>
  lines.flatMap((line) => line.split(' | ')).map((title) => ({ title, lessons }))

const LEVELS: Readonly<Record<string, Omit<DemoVolume, 'units'>>> = {
  水平一: { volume: 'level_1', gradeFrom: 1, gradeTo: 2 },
  水平二: { volume: 'level_2', gradeFrom: 3, gradeTo: 4 },
  水平三: { volume: 'level_3', gradeFrom: 5, gradeTo: 6 },
}
const VOLUMES: Readonly<Record<string, Volume>> = { 上: 'first', 下: 'second', 全: 'whole' }

/** `3上`, `9全`, `水平一`. */
function headingOf(heading: string): Omit<DemoVolume, 'units'> {
  const level = LEVELS[heading]
  if (level) return level
  const grade = Number(heading[0])
  const volume = VOLUMES[heading[1] ?? '']
  if (!grade || !volume) throw new Error(`No volume is called ${heading}`)
  return { volume, gradeFrom: grade, gradeTo: grade }
}
