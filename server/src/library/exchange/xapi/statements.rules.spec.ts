import fc from 'fast-check'
import { multirange } from '../../watch/watching.rules.ts'
import {
  completed,
  initialized,
  justCompleted,
  played,
  stretchesOf,
  type Session,
} from './statements.rules.ts'

const ID = '4f3c0f0e-0000-4000-8000-000000000001'
const AT = new Date('2026-11-24T08:00:00.123Z')
const SESSION: Session = {
  id: '0198c0de-0000-7000-8000-000000000002',
  actor: { portal: 'https://tongke.example', name: 'b0a7' },
  file: {
    resourceId: '0198c0de-0000-7000-8000-000000000003',
    title: '观潮',
    language: 'zh-CN',
    kind: 'video',
    durationMs: 60_000,
  },
}
const EXTENSION = 'https://w3id.org/xapi/video/extensions/'

describe('a statement', () => {
  it('says who, what and in which sitting, by the Video Profile', () => {
    expect(initialized(ID, AT, SESSION)).toEqual({
      id: ID,
      timestamp: '2026-11-24T08:00:00.123Z',
      actor: { objectType: 'Agent', account: { homePage: 'https://tongke.example', name: 'b0a7' } },
      verb: {
        id: 'http://adlnet.gov/expapi/verbs/initialized',
        display: { 'en-US': 'initialized', 'zh-CN': '打开' },
      },
      object: {
        objectType: 'Activity',
        id: 'https://tongke.example/library/0198c0de-0000-7000-8000-000000000003',
        definition: { type: 'https://w3id.org/xapi/video/activity-type/video', name: { 'zh-CN': '观潮' } },
      },
      context: {
        platform: 'Tongke',
        language: 'zh-CN',
        contextActivities: { category: [{ objectType: 'Activity', id: 'https://w3id.org/xapi/video' }] },
        extensions: {
          [`${EXTENSION}session-id`]: SESSION.id,
          [`${EXTENSION}length`]: 60,
          [`${EXTENSION}completion-threshold`]: 0.95,
        },
      },
    })
  })

  it('of playing has where it began, of completing what was shown', () => {
    expect(played(ID, AT, SESSION, 12_345)).toMatchObject({
      verb: { id: 'https://w3id.org/xapi/video/verbs/played' },
      result: { extensions: { [`${EXTENSION}time`]: 12.345 } },
    })
    const shown = [
      { from: 0, to: 30_500 },
      { from: 31_000, to: 60_000 },
    ]
    expect(completed(ID, AT, SESSION, shown)).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
      result: {
        completion: true,
        duration: 'PT59.5S',
        extensions: {
          [`${EXTENSION}time`]: 60,
          [`${EXTENSION}progress`]: 0.992,
          [`${EXTENSION}played-segments`]: '0[.]30.5[,]31[.]60',
        },
      },
    })
  })
})

describe('completing', () => {
  it.each([
    [0, 56_999, 60_000, false],
    [0, 57_000, 60_000, true],
    [56_999, 57_000, 60_000, true],
    [57_000, 60_000, 60_000, false],
    [0, 60_000, null, false],
    [0, 0, 0, false],
  ])('from %s to %s of %s: %s', (before, after, duration, expected) => {
    expect(justCompleted(before, after, duration)).toBe(expected)
  })

  it('happens at most once, however it is reported', () => {
    const steps = fc.array(fc.nat(10_000), { maxLength: 20 })
    fc.assert(
      fc.property(steps, (added) => {
        let before = 0
        const times = added.filter((ms) => {
          const after = before + ms
          const done = justCompleted(before, after, 60_000)
          before = after
          return done
        })
        expect(times.length).toBe(before >= 57_000 ? 1 : 0)
      }),
    )
  })
})

it('reads what was shown as it is stored', () => {
  const stretches = [
    { from: 0, to: 5 },
    { from: 9, to: 1200 },
  ]
  expect(stretchesOf(multirange(stretches))).toEqual(stretches)
  expect(stretchesOf('{}')).toEqual([])
})
