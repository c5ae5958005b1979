import { ClaimState, ClaimTrigger, Refusal } from '@tongke/contract'
import { CLAIM_TRANSITIONS, fireClaim, type ClaimMoment, type ClaimPart } from './claim-transitions.rules.ts'

const PARTS: readonly ClaimPart[] = ['source', 'school', 'county', 'owner', 'system']
const moment = (state: ClaimState, parts: readonly ClaimPart[], more: Partial<ClaimMoment> = {}) => ({
  state,
  parts: new Set(parts),
  isOwn: false,
  verifiedByMe: false,
  wasAppealed: false,
  daysRejected: 0,
  appealDays: 30,
  ...more,
})
const outcome = (trigger: ClaimTrigger, at: ClaimMoment) => {
  const next = fireClaim(trigger, at)
  return next instanceof Refusal ? next.code : next
}

/** state, trigger, part, next state: the whole of it. */
const TABLE = [
  ['REGISTERED', 'attend', 'source', 'ATTENDED'],
  ['REGISTERED', 'assess', 'source', 'ASSESSED'],
  ['REGISTERED', 'claim', 'source', 'CLAIMED'],
  ['ATTENDED', 'assess', 'source', 'ASSESSED'],
  ['ATTENDED', 'claim', 'source', 'CLAIMED'],
  ['ASSESSED', 'claim', 'source', 'CLAIMED'],
  ['CLAIMED', 'verify', 'school', 'SCHOOL_VERIFIED'],
  ['CLAIMED', 'reject', 'school', 'REJECTED'],
  ['CLAIMED', 'reject', 'county', 'REJECTED'],
  ['SCHOOL_VERIFIED', 'confirm', 'county', 'COUNTY_CONFIRMED'],
  ['SCHOOL_VERIFIED', 'reject', 'county', 'REJECTED'],
  ['COUNTY_CONFIRMED', 'credit', 'system', 'CREDITED'],
  ['REJECTED', 'appeal', 'owner', 'APPEAL'],
  ['APPEAL', 'uphold', 'county', 'COUNTY_CONFIRMED'],
  ['APPEAL', 'dismiss', 'county', 'REJECTED'],
]

describe('the life of a claim', () => {
  it('has these arrows and no other, whoever fires what and where', () => {
    const arrows = ClaimState.options.flatMap((state) =>
      ClaimTrigger.options.flatMap((trigger) =>
        PARTS.flatMap((part) => {
          const next = fireClaim(trigger, moment(state, [part]))
          return next instanceof Refusal ? [] : [[state, trigger, part, next]]
        }),
      ),
    )
    expect(arrows).toHaveLength(TABLE.length)
    expect(arrows).toEqual(expect.arrayContaining(TABLE))
  })

  it('is never decided by its owner', () => {
    const own = { isOwn: true }
    for (const { trigger, from, who } of CLAIM_TRANSITIONS)
      if (who.includes('school') || who.includes('county'))
        for (const state of from) expect(outcome(trigger, moment(state, PARTS, own))).toBe('hours.own')
  })

  it('passes two pairs of eyes', () => {
    const mine = moment('SCHOOL_VERIFIED', ['county'], { verifiedByMe: true })
    expect(outcome('confirm', mine)).toBe('hours.same_person')
    expect(outcome('reject', mine)).toBe('REJECTED')
  })

  it('is appealed once, and in time', () => {
    const at = (more: Partial<ClaimMoment>) => outcome('appeal', moment('REJECTED', ['owner'], more))
    expect(at({ daysRejected: 30 })).toBe('APPEAL')
    expect(at({ daysRejected: 31 })).toBe('hours.appeal_late')
    expect(at({ wasAppealed: true })).toBe('hours.appealed')
  })

  it('says what is wrong: the person before the state', () => {
    expect(outcome('verify', moment('CREDITED', ['county']))).toBe('auth.forbidden')
    expect(outcome('verify', moment('CREDITED', ['school']))).toBe('hours.state')
  })
})
