import type { SchoolSystem, Subject, Volume } from '@tongke/contract'
import { nodeFits, stageOf, taughtIn, volumeFits } from './tree.rules.ts'

const range = (gradeFrom: number, gradeTo = gradeFrom) => ({ gradeFrom, gradeTo })

it.each<[SchoolSystem, number, number, string | null]>([
  ['six_three', 6, 6, 'primary'],
  ['five_four', 6, 6, 'junior'],
  ['five_four', 5, 5, 'primary'],
  ['six_three', 5, 6, 'primary'],
  ['five_four', 5, 6, null],
  ['six_three', 6, 7, null],
  ['six_three', 7, 9, 'junior'],
])('stage of grades in %s %i–%i is %s', (system, from, to, stage) => {
  expect(stageOf(system, range(from, to))).toBe(stage)
})

it.each<[Volume, number, number, boolean]>([
  ['first', 3, 3, true],
  ['second', 3, 4, false],
  ['whole', 9, 9, true],
  ['whole', 7, 9, true],
  ['level_1', 1, 2, true],
  ['level_2', 3, 4, true],
  ['level_3', 5, 6, true],
  ['level_3', 5, 5, false],
])('%s of grades %i–%i: %s', (volume, from, to, expected) => {
  expect(volumeFits(volume, range(from, to))).toBe(expected)
})

it.each<[Subject, number, boolean]>([
  ['physics', 8, true],
  ['physics', 7, false],
  ['geography', 6, true],
  ['history', 6, false],
])('%s is taught in grade %i: %s', (subject, grade, expected) => {
  expect(taughtIn(subject, range(grade))).toBe(expected)
})

it.each<[Subject, number, number, Subject, number, number, boolean]>([
  ['pe', 3, 4, 'pe', 4, 4, true],
  ['pe', 3, 4, 'pe', 5, 6, false],
  ['music', 3, 3, 'art', 3, 3, true],
  ['art', 8, 8, 'fine_art', 8, 8, true],
  ['music', 3, 3, 'fine_art', 3, 3, false],
  ['chinese', 3, 3, 'mathematics', 3, 3, false],
])('node %s %i–%i and %s %i–%i fit: %s', (subject, from, to, wanted, wantedFrom, wantedTo, expected) => {
  expect(nodeFits({ subject, ...range(from, to) }, { subject: wanted, ...range(wantedFrom, wantedTo) })).toBe(
    expected,
  )
})
