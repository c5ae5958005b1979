import { contributionsOf, type ContributingMember, type ContributionFacts } from './contribution.rules.ts'

const member = (personId: string, change: Partial<ContributingMember> = {}): ContributingMember => ({
  personId,
  name: personId,
  orgName: '清溪小学',
  rural: false,
  isMainPreparer: false,
  hasReflected: false,
  versions: 0,
  comments: 0,
  outcomes: 0,
  ...change,
})
const facts = (change: Partial<ContributionFacts>): ContributionFacts => ({
  members: [],
  edits: [],
  sheets: [],
  talk: [],
  attendance: [],
  spokeSeconds: 10,
  ...change,
})

test('what somebody did in several designs, sheets and rooms adds up, and nobody gets what is another’s', () => {
  const [a, b] = contributionsOf(
    facts({
      members: [member('a', { versions: 2, comments: 3 }), member('b')],
      edits: [
        { personId: 'a', edits: 4, inserted: 100, removed: 20 },
        { personId: 'a', edits: 1, inserted: 7, removed: 0 },
        { personId: 'b', edits: 9, inserted: 1, removed: 1 },
      ],
      sheets: [
        { personId: 'a', notes: 3, marks: 8 },
        { personId: 'a', notes: 1, marks: 2 },
      ],
      talk: [
        { personId: 'a', spokenMs: 61_500 },
        { personId: 'a', spokenMs: 1_499 },
      ],
      attendance: [
        { personId: 'a', minutes: 88.5, percent: 98, attended: true, spokeSeconds: 70, sheets: 2 },
      ],
    }),
  )
  expect(a).toMatchObject({
    versions: 2,
    edits: 5,
    inserted: 107,
    removed: 20,
    comments: 3,
    sheets: 2,
    notes: 4,
    marks: 10,
    spokeSeconds: 62,
    minutes: 88.5,
    percent: 98,
    attended: true,
    isIdle: false,
  })
  expect(b).toMatchObject({
    edits: 9,
    sheets: 0,
    spokeSeconds: 0,
    minutes: 0,
    attended: false,
    isIdle: false,
  })
})

test.each([
  ['sat there all the time', {}, {}, true],
  ['cleared the throat', {}, { talk: [{ personId: 'x', spokenMs: 9_999 }] }, true],
  ['spoke', {}, { talk: [{ personId: 'x', spokenMs: 10_000 }] }, false],
  ['wrote a version', { versions: 1 }, {}, false],
  ['commented', { comments: 1 }, {}, false],
  ['edited', {}, { edits: [{ personId: 'x', edits: 1, inserted: 1, removed: 0 }] }, false],
  ['handed in a sheet', {}, { sheets: [{ personId: 'x', notes: 0, marks: 0 }] }, false],
  ['reflected', { hasReflected: true }, {}, false],
  ['made a resource', { outcomes: 1 }, {}, false],
] as const)('who %s', (_, change, more, isIdle) => {
  const attendance = [
    { personId: 'x', minutes: 90, percent: 100, attended: true, spokeSeconds: 0, sheets: 0 },
  ]
  const [one] = contributionsOf(facts({ members: [member('x', change)], attendance, ...more }))
  expect(one?.isIdle).toBe(isIdle)
})
