import { evenOf, oddOf, setOf } from '../weeks.rules.ts'
import { TimetableRule } from '@tongke/contract'
import type { Finding, Rule } from './finding.ts'
import { aClass, PERIODS, school, slot, snapshot, synced, TERM } from './snapshot.fixtures.ts'
import { editionKey, planKey, type SlotFacts, type TimetableSnapshot } from './snapshot.ts'
import { TimetableIndex } from './timetable-index.ts'
import { brokenBy, VALIDATORS } from './validate.ts'

const check = (rule: Rule, slots: readonly SlotFacts[], more: Partial<TimetableSnapshot> = {}): Finding[] =>
  VALIDATORS[rule](new TimetableIndex(snapshot(slots, more)))

const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code)
const only = { classes: [aClass('city-3', 'city')] }

/** The first `count` periods of a week of six a day. */
const week = (count: number, more: (at: number) => Partial<SlotFacts> = () => ({})): SlotFacts[] =>
  Array.from({ length: count }, (_, at) =>
    slot({ weekday: 1 + Math.floor(at / 6), period: 1 + (at % 6), ...more(at) }),
  )

describe('the rules of the timetable', () => {
  it('has a function for each of the sixteen', () => {
    expect(Object.keys(VALIDATORS)).toEqual(TimetableRule.options)
    expect(TimetableRule.options).toHaveLength(16)
  })

  describe('V1 weekly total', () => {
    it('is content with 30 periods in grade 3 and does not count after-school care', () => {
      const after = slot({ weekday: 1, period: 7, subject: 'after_school' })
      expect(check('V1', [...week(30), after], only)).toEqual([])
    })

    it('names what is too much and too little, in which weeks', () => {
      const [over] = check('V1', [...week(30), slot({ period: 7, weeks: oddOf(TERM) })], only)
      expect(over).toMatchObject({ code: 'weekly_over', severity: 'hard', who: 'city-3' })
      expect(over?.numbers).toEqual({ grade: 3, due: 30, count: 31 })
      expect(over?.weeks).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17])
      expect(codes(check('V1', week(29), only))).toEqual(['weekly_short'])
    })

    it('is hard for a class that is not full, and for one with no timetable at all', () => {
      const classes = [aClass('city-3', 'city'), aClass('city-8', 'city', [8])]
      const found = check('V1', week(29), { classes })
      expect(found.map(({ code, severity, who, numbers }) => [code, severity, who, numbers.count])).toEqual([
        ['weekly_short', 'hard', 'city-3', 29],
        ['weekly_short', 'hard', 'city-8', 0],
      ])
    })

    it('counts each grade of a class by itself', () => {
      const classes = [aClass('point-13', 'point', [1, 3])]
      const both = week(26, () => ({ classId: 'point-13' }))
      const third = Array.from({ length: 4 }, (_, at) =>
        slot({ classId: 'point-13', weekday: 5, period: 3 + at, grades: [3] }),
      )
      expect(check('V1', [...both, ...third], { classes })).toEqual([])
    })
  })

  describe('V2 hours of each subject', () => {
    const plans = new Map([
      [planKey('city', 3), [{ key: 'art', subjects: ['music', 'fine_art'], odd: 4, even: 3 }]],
    ])

    it('averages odd and even weeks', () => {
      const three = week(3, (at) => ({ subject: at < 2 ? 'music' : 'fine_art' }))
      const fourth = slot({ weekday: 5, subject: 'music', weeks: evenOf(TERM) })
      expect(check('V2', [...three, fourth], { plans, ...only })).toEqual([])
    })

    it('says which subject lacks how much', () => {
      const [short] = check(
        'V2',
        week(3, () => ({ subject: 'music' })),
        { plans, ...only },
      )
      expect(short).toMatchObject({ code: 'hours_short', severity: 'soft', subject: 'art' })
      expect(short?.numbers).toEqual({ grade: 3, due: 3.5, count: 3 })
    })
  })

  it('V3 labour, practice and class meeting come every week', () => {
    const missing = check('V3', [slot({ subject: 'labour' }), slot({ period: 2, subject: 'practice' })], only)
    expect(missing.map(({ subject }) => subject)).toEqual(['class_meeting'])
  })

  it('V4 calligraphy comes in grades 3 to 6, and in these only', () => {
    expect(codes(check('V4', [slot()], only))).toEqual(['calligraphy_missing'])
    expect(check('V4', [slot({ subject: 'calligraphy' })], only)).toEqual([])
    expect(check('V4', [slot()], { classes: [aClass('city-3', 'city', [2])] })).toEqual([])
  })

  describe('V5 nobody and nothing is in two places', () => {
    it('names the class, the teacher, the room or the device, and both lessons', () => {
      expect(codes(check('V5', [slot(), slot({ subject: 'pe' })]))).toEqual(['class_busy'])
      const [teacher] = check('V5', [
        slot({ teacherId: 'lin' }),
        slot({ classId: 'village-3', teacherId: 'lin' }),
      ])
      expect(teacher).toMatchObject({ code: 'teacher_busy', who: '林晓雯', severity: 'hard' })
      expect(teacher?.slots.map(({ className, period }) => [className, period])).toEqual([
        ['city-3', 1],
        ['village-3', 1],
      ])
      const classes = [aClass('city-3', 'city'), aClass('city-4', 'city')]
      expect(
        codes(check('V5', [slot({ room: '101' }), slot({ classId: 'city-4', room: '101' })], { classes })),
      ).toEqual(['room_busy'])
      expect(
        codes(
          check('V5', [slot({ deviceId: 'pc' }), slot({ classId: 'city-4', deviceId: 'pc' })], { classes }),
        ),
      ).toEqual(['device_busy'])
    })

    it('lets odd weeks share a period with even weeks, and two schools a room of the same name', () => {
      expect(check('V5', [slot({ weeks: oddOf(TERM) }), slot({ weeks: evenOf(TERM) })])).toEqual([])
      expect(check('V5', [slot({ room: '101' }), slot({ classId: 'village-3', room: '101' })])).toEqual([])
    })

    it('sees by the clock that period 2 here is period 3 there', () => {
      const late = new Map([[3, { start: 570, end: 610 }]])
      const schools = [
        school('city'),
        school('village', { bells: [{ season: 'summer', weeks: TERM, periods: late }] }),
        school('point'),
      ]
      const two = [
        slot({ period: 2, teacherId: 'lin' }),
        slot({ classId: 'village-3', period: 3, teacherId: 'lin' }),
      ]
      expect(codes(check('V5', two, { schools }))).toEqual(['teacher_busy'])
    })

    it('gives a teacher of two schools time on the way', () => {
      const two = (period: number) => [
        slot({ teacherId: 'lin' }),
        slot({ classId: 'village-3', period, teacherId: 'lin' }),
      ]
      expect(codes(check('V5', two(2)))).toEqual(['travel_gap'])
      expect(check('V5', two(3))).toEqual([])
    })

    it('gives a device that goes to another room time to be carried', () => {
      const soon = new Map([...PERIODS, [2, { start: 555, end: 595 }]])
      const schools = [school('city', { bells: [{ season: 'summer', weeks: TERM, periods: soon }] })]
      const two = (period: number, room: string) => [
        slot({ deviceId: 'pc', room: '101' }),
        slot({ deviceId: 'pc', room, period }),
      ]
      const found = check('V5', two(2, '203'), { schools, ...only })
      expect(found.map(({ code, severity, numbers }) => [code, severity, numbers])).toEqual([
        ['device_move_gap', 'hard', { minutes: 10 }],
      ])
      expect(check('V5', two(2, '101'), { schools, ...only })).toEqual([])
      expect(check('V5', two(3, '203'), { schools, ...only })).toEqual([])
    })

    it('takes a lesson and those who listen to it for one', () => {
      expect(check('V5', synced())).toEqual([])
    })
  })

  describe('V6 inside the bells of every class', () => {
    const shifted = (by: number, longer: number) => {
      const periods = new Map(
        [...PERIODS].map(([at, { start, end }]) => [at, { start: start + by, end: end + by + longer }]),
      )
      return {
        schools: [
          school('city'),
          school('village', { bells: [{ season: 'winter', weeks: TERM, periods }] }),
          school('point'),
        ],
      }
    }

    it('accepts a period around the lesson and refuses another', () => {
      expect(check('V6', synced())).toEqual([])
      expect(check('V6', synced(), shifted(-5, 10))).toEqual([])
      const [outside] = check('V6', synced(), shifted(15, 0))
      expect(outside).toMatchObject({ code: 'outside_bells', severity: 'hard', who: 'village-3' })
    })

    it('accepts bells of its own when they are those of the lesson', () => {
      expect(check('V6', synced({}, { ownBell: { start: 510, end: 550 } }), shifted(15, 0))).toEqual([])
      expect(codes(check('V6', synced({}, { ownBell: { start: 520, end: 550 } })))).toEqual([
        'own_bell_differs',
      ])
    })

    it('notices a class that listens on another day', () => {
      expect(codes(check('V6', synced({}, { weekday: 2 })))).toEqual(['leg_elsewhere'])
    })
  })

  it('V7 grade and subject are the same, or the lesson is adapted', () => {
    expect(check('V7', synced())).toEqual([])
    expect(codes(check('V7', synced({}, { subject: 'music' })))).toEqual(['subject_differs'])
    expect(codes(check('V7', synced({}, { classId: 'point-13' })))).toEqual(['grade_differs'])
    expect(check('V7', synced({}, { classId: 'point-13', grades: [3] }))).toEqual([])
    expect(check('V7', synced({}, { classId: 'point-13', adapted: true }))).toEqual([])
  })

  it('V8 editions are the same, or mapped', () => {
    const editions = new Map([
      [editionKey('city', 3, 'english'), 'pep'],
      [editionKey('village', 3, 'english'), 'fltrp'],
    ])
    expect(codes(check('V8', synced(), { editions }))).toEqual(['edition_differs'])
    expect(check('V8', synced({}, { editionMapped: true }), { editions })).toEqual([])
    editions.set(editionKey('village', 3, 'english'), 'pep')
    expect(check('V8', synced(), { editions })).toEqual([])
  })

  it('V9 a lesson has one to four listening classes', () => {
    const [lecture, leg] = synced()
    const legs = (count: number) => Array.from({ length: count }, (_, at) => ({ ...leg, id: `leg-${at}` }))
    expect(check('V9', [lecture, ...legs(4)])).toEqual([])
    expect(check('V9', [lecture, ...legs(5)])[0]).toMatchObject({
      code: 'too_many_legs',
      numbers: { count: 5, due: 4 },
    })
    expect(codes(check('V9', [lecture]))).toEqual(['no_leg'])
  })

  it('V10 hints near the weekly share of screens and wants a reason beyond it', () => {
    const screens = (count: number, weeks = TERM) => week(count, () => ({ mode: 'recorded', weeks }))
    expect(check('V10', screens(7))).toEqual([])
    expect(check('V10', screens(8))[0]).toMatchObject({ code: 'screen_near', severity: 'hint' })
    const [over] = check('V10', [...screens(9), slot({ weekday: 5, mode: 'sync-listen', weeks: setOf([3]) })])
    expect(over).toMatchObject({
      code: 'screen_over',
      severity: 'soft',
      weeks: [3],
      numbers: { count: 10, due: 9 },
    })
  })

  it('V11 a lesson keeps away from the first days, examinations and holidays', () => {
    const calendar = {
      teaching: TERM,
      closed: setOf([18]),
      closedDays: [
        { week: 1, weekday: 1, why: 'first_days' as const },
        { week: 5, weekday: 1, why: 'holiday' as const },
        { week: 6, weekday: 2, why: 'holiday' as const },
        { week: 17, weekday: 1, why: 'exam' as const },
      ],
    }
    const named = synced({ namesWeeks: true, weeks: setOf([1, 5, 6, 17, 18]) })
    expect(check('V11', named, { calendar }).map(({ code, weeks }) => [code, weeks])).toEqual([
      ['closed_week', [18]],
      ['first_days', [1]],
      ['holiday', [5]],
      ['exam', [17]],
    ])
    expect(check('V11', synced(), { calendar })).toEqual([])
  })

  it('V12 the other grades are busy and quiet', () => {
    const leg = (quiet: SlotFacts['quiet']) => synced({}, { classId: 'point-13', grades: [3], quiet })
    expect(codes(check('V12', leg(null)))).toEqual(['no_quiet_task'])
    expect(codes(check('V12', leg({ subject: 'music', task: '练习合唱' })))).toEqual(['loud_task'])
    expect(check('V12', leg({ subject: 'chinese', task: '抄写生字' }))).toEqual([])
  })

  it('V13 no class begins before its hour', () => {
    const early = {
      schools: [
        school('city', {
          bells: [{ season: 'summer', weeks: TERM, periods: new Map([[1, { start: 490, end: 530 }]]) }],
        }),
      ],
    }
    const [found] = check('V13', [slot()], { ...early, ...only })
    expect(found).toMatchObject({ code: 'too_early', numbers: { start: 490, earliest: 500 } })
    expect(check('V13', [slot()], { ...early, classes: [aClass('city-3', 'city', [8])] })).toEqual([])
    // A school of nine years rings one bell for two stages: each class by its own.
    const both = [aClass('city-3', 'city'), aClass('city-8', 'city', [8])]
    const found9 = check('V13', [slot(), slot({ classId: 'city-8' })], { ...early, classes: both })
    expect(found9.map(({ who, numbers }) => [who, numbers.earliest])).toEqual([['city-3', 500]])
  })

  it('V14 nobody lectures more than agreed', () => {
    const three = [1, 2, 3].map((weekday) => slot({ weekday, mode: 'sync-lecture', teacherId: 'lin' }))
    expect(check('V14', three)).toEqual([])
    const [over] = check('V14', three, { agreedLoads: new Map([['lin', 2]]) })
    expect(over).toMatchObject({ code: 'load_over', who: '林晓雯', numbers: { count: 3, due: 2 } })
  })

  it('V15 winter has its own bells', () => {
    const summer = { season: 'summer', weeks: setOf([1, 2, 3, 4, 5, 6, 7, 8]), periods: PERIODS }
    const only8 = { schools: [school('city', { bells: [summer] })], ...only }
    expect(check('V15', [slot()], only8)[0]).toMatchObject({
      code: 'no_bells',
      who: 'city',
      weeks: [9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
    })
    const winter = {
      season: 'winter',
      weeks: TERM & ~summer.weeks,
      periods: new Map([[1, { start: 520, end: 560 }]]),
    }
    const both = { schools: [school('city', { bells: [summer, winter] })], ...only }
    expect(check('V15', [slot()], both)).toEqual([])
    expect(codes(check('V15', [slot({ period: 7 })], both))).toEqual(['period_not_rung'])
  })

  it('V16 no more lessons at once than the county can carry', () => {
    const policy = { ...snapshot([]).policy, roomsAtOnce: 2 }
    const at = (period: number, weeks = TERM) => slot({ mode: 'sync-lecture', period, weeks })
    expect(check('V16', [at(1), at(1), at(2)], { policy })).toEqual([])
    expect(check('V16', [at(1, oddOf(TERM)), at(1, evenOf(TERM)), at(1)], { policy })).toEqual([])
    const [over] = check('V16', [at(1), at(1), at(1), at(2)], { policy })
    expect(over).toMatchObject({ code: 'rooms_over', severity: 'hard', classId: null })
    expect(over?.numbers).toEqual({ count: 3, due: 2, weekday: 1 })
  })
})

describe('what a change breaks', () => {
  it('is what was not broken before, and not what is merely unfinished', () => {
    const first = slot({ teacherId: 'lin' })
    const clash = slot({ classId: 'village-3', teacherId: 'lin' })
    const third = slot({ weekday: 2, subject: 'pe' })
    const fourth = slot({ weekday: 2, subject: 'music' })
    expect(brokenBy(snapshot([]), snapshot([first]))).toEqual([])
    const broken = brokenBy(snapshot([first, clash, third]), snapshot([first, clash, third, fourth]))
    expect(codes(broken)).toEqual(['class_busy'])
    expect(broken[0]?.slots.map(({ id }) => id)).toEqual([third.id, fourth.id])
  })

  it('keeps the reason that was given for a soft rule', () => {
    const [lecture, leg] = synced({}, { subject: 'music', reasons: { V7: '音乐课听英语歌' } })
    expect(check('V7', [lecture, leg])[0]?.reason).toBe('音乐课听英语歌')
  })
})
