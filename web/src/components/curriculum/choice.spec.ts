import type { Outline, OutlineEdition, OutlineVolume, Subject } from '@tongke/contract'
import { choose, nearestFirst, placesOf } from './choice.ts'

const volume = (id: string, gradeFrom: number, gradeTo = gradeFrom): OutlineVolume => ({
  id,
  title: id,
  gradeFrom,
  gradeTo,
  volume: 'first',
  closedOn: null,
})
const edition = (id: string, volumes: OutlineVolume[]): OutlineEdition => ({
  id,
  name: id,
  schoolSystem: 'six_three',
  isNew: true,
  closedOn: null,
  volumes,
})
const subject = (name: Subject, ...editions: OutlineEdition[]) => ({ subject: name, editions })

const OUTLINE: Outline = {
  stages: [
    {
      stage: 'primary',
      subjects: [
        subject('chinese', edition('tb', [volume('tb1', 1), volume('tb3', 3)])),
        subject(
          'english',
          edition('pep', [volume('pep3', 3)]),
          edition('wy', [volume('wy1', 1), volume('wy3', 3)]),
        ),
      ],
    },
    {
      stage: 'junior',
      subjects: [
        subject('chinese', edition('tb', [volume('tb7', 7)])),
        subject('physics', edition('wl', [volume('wl8', 8)])),
      ],
    },
  ],
}
const names = (wanted: Parameters<typeof choose>[1]) => {
  const { stage, subject: chosen, edition: one, volume: book } = choose(OUTLINE, wanted)
  return [stage, chosen, one?.id, book?.id].join(' ')
}

describe('choose', () => {
  it.each<[string, Parameters<typeof choose>[1], string]>([
    ['nothing', {}, 'primary chinese tb tb1'],
    ['a subject', { subject: 'english' }, 'primary english pep pep3'],
    ['a subject of another stage', { subject: 'physics' }, 'junior physics wl wl8'],
    ['subject and grade', { subject: 'english', grade: 1 }, 'primary english wy wy1'],
    ['an edition', { subject: 'english', grade: 3, editionId: 'wy' }, 'primary english wy wy3'],
    ['a grade', { subject: 'chinese', grade: 7 }, 'junior chinese tb tb7'],
    ['a subject the stage does not have', { stage: 'primary', subject: 'physics' }, 'primary chinese tb tb1'],
    ['what is gone', { editionId: 'x', volumeId: 'y' }, 'primary chinese tb tb1'],
    ['a volume', { subject: 'chinese', volumeId: 'tb3' }, 'primary chinese tb tb3'],
  ])('%s', (_, wanted, expected) => {
    expect(names(wanted)).toBe(expected)
  })

  it('chooses nothing in an empty tree', () => {
    expect(choose({ stages: [] }, { subject: 'chinese' })).toMatchObject({
      stages: [],
      subjects: [],
      volumes: [],
    })
  })
})

it('placesOf names every volume once per stage', () => {
  expect(
    placesOf(OUTLINE).map(
      (place) => `${place.stage} ${place.subject} ${place.edition.id} ${place.volume.id}`,
    ),
  ).toEqual([
    'primary chinese tb tb1',
    'primary chinese tb tb3',
    'primary english pep pep3',
    'primary english wy wy1',
    'primary english wy wy3',
    'junior chinese tb tb7',
    'junior physics wl wl8',
  ])
})

it('nearestFirst keeps the order among equals', () => {
  const node = (id: string, gradeFrom: number, editionId: string) => ({
    id,
    gradeFrom,
    gradeTo: gradeFrom,
    editionId,
  })
  const nodes = [
    node('a', 1, 'x'),
    node('b', 3, 'y'),
    node('c', 3, 'x'),
    node('d', 3, 'y'),
    node('e', 1, 'y'),
  ]
  expect(nearestFirst(nodes, { grade: 3, editionId: 'x' }).map(({ id }) => id)).toEqual([
    'c',
    'b',
    'd',
    'a',
    'e',
  ])
  expect(nearestFirst(nodes, {}).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'])
})
