import { PairingState, Refusal } from '@tongke/contract'
import type { PairingPart } from './pairing-access.rules.ts'
import {
  PAIRING_TRANSITIONS,
  endingOf,
  firePairing,
  mayFire,
  type PairingMoment,
  type PairingTrigger,
} from './pairing-transitions.rules.ts'

const ALL: readonly PairingPart[] = ['drafter', 'host_head', 'rural_head', 'bureau', 'system']
const SIGNED = { host: true, rural: true }
const UNSIGNED = { host: false, rural: false }

const moment = (state: PairingState, more: Partial<PairingMoment> = {}): PairingMoment => ({
  state,
  parts: new Set(ALL),
  signed: UNSIGNED,
  isOver: false,
  ...more,
})
const codeOf = (result: PairingState | Refusal) => (result instanceof Refusal ? result.code : result)

/** state, trigger, who may, what must be so, where it leads: the picture of domain §4.2 written out. */
const ARROWS: [PairingState, PairingTrigger, PairingPart, Partial<PairingMoment>, PairingState][] = [
  ['DRAFT', 'edit', 'drafter', {}, 'DRAFT'],
  ['DRAFT', 'attach', 'drafter', {}, 'DRAFT'],
  ['PENDING', 'attach', 'drafter', { signed: SIGNED }, 'PENDING'],
  ['DRAFT', 'submit', 'drafter', {}, 'PENDING'],
  ['PENDING', 'revise', 'drafter', { signed: SIGNED }, 'DRAFT'],
  ['PENDING', 'sign_host', 'host_head', {}, 'PENDING'],
  ['PENDING', 'sign_rural', 'rural_head', { signed: { host: true, rural: false } }, 'PENDING'],
  ['PENDING', 'activate', 'bureau', { signed: SIGNED }, 'ACTIVE'],
  ['ACTIVE', 'freeze', 'bureau', { signed: SIGNED }, 'FROZEN'],
  ['FROZEN', 'resume', 'bureau', { signed: SIGNED }, 'ACTIVE'],
  ['ACTIVE', 'expire', 'system', { signed: SIGNED, isOver: true }, 'EXPIRED'],
  ['FROZEN', 'expire', 'system', { signed: SIGNED, isOver: true }, 'EXPIRED'],
  ['DRAFT', 'lapse', 'system', { isOver: true }, 'CANCELLED'],
  ['PENDING', 'lapse', 'system', { isOver: true }, 'CANCELLED'],
  ['DRAFT', 'abandon', 'drafter', {}, 'CANCELLED'],
  ['PENDING', 'abandon', 'drafter', {}, 'CANCELLED'],
  ['ACTIVE', 'cancel', 'bureau', { signed: SIGNED }, 'CANCELLED'],
  ['FROZEN', 'cancel', 'bureau', { signed: SIGNED }, 'CANCELLED'],
]

describe('the life of an agreement', () => {
  it.each(ARROWS)('%s –%s by %s→', (state, trigger, who, more, to) => {
    expect(codeOf(firePairing(trigger, moment(state, { ...more, parts: new Set([who]) })))).toBe(to)
    expect(mayFire(trigger, moment(state, { ...more, parts: new Set([who]) }))).toBe(true)
  })
  it.each(ARROWS)('%s –%s refuses everybody but %s', (state, trigger, who, more) => {
    const parts = new Set(ALL.filter((part) => part !== who))
    expect(codeOf(firePairing(trigger, moment(state, { ...more, parts })))).toBe('auth.forbidden')
  })
  it('has no other arrows', () => {
    const triggers = PAIRING_TRANSITIONS.map(({ trigger }) => trigger)
    expect(new Set(triggers).size).toBe(triggers.length)
    for (const trigger of triggers)
      for (const state of PairingState.options) {
        const drawn = ARROWS.some(([from, name]) => from === state && name === trigger)
        const results = [UNSIGNED, SIGNED].flatMap((signed) =>
          [true, false].map((isOver) => codeOf(firePairing(trigger, moment(state, { signed, isOver })))),
        )
        if (!drawn) expect(new Set(results)).toEqual(new Set(['pairing.state']))
      }
  })
  it('ends for good', () => {
    for (const state of ['EXPIRED', 'CANCELLED'] as const)
      for (const { trigger } of PAIRING_TRANSITIONS)
        expect(codeOf(firePairing(trigger, moment(state, { signed: SIGNED })))).toBe('pairing.state')
  })
})

describe('guards', () => {
  it.each<[string, PairingState, PairingTrigger, Partial<PairingMoment>, string]>([
    ['a draft of a past term', 'DRAFT', 'submit', { isOver: true }, 'pairing.term'],
    [
      'the host signing twice',
      'PENDING',
      'sign_host',
      { signed: { host: true, rural: false } },
      'pairing.signed',
    ],
    ['the village signing twice', 'PENDING', 'sign_rural', { signed: SIGNED }, 'pairing.signed'],
    ['activation without any signature', 'PENDING', 'activate', {}, 'pairing.unsigned'],
    [
      'activation with one',
      'PENDING',
      'activate',
      { signed: { host: true, rural: false } },
      'pairing.unsigned',
    ],
    [
      'activation with the other',
      'PENDING',
      'activate',
      { signed: { host: false, rural: true } },
      'pairing.unsigned',
    ],
    ['activation in a past term', 'PENDING', 'activate', { signed: SIGNED, isOver: true }, 'pairing.term'],
    ['expiry before the end', 'ACTIVE', 'expire', { signed: SIGNED }, 'pairing.state'],
    ['lapse before the end', 'PENDING', 'lapse', {}, 'pairing.state'],
  ])('refuse %s', (_what, state, trigger, more, code) => {
    expect(codeOf(firePairing(trigger, moment(state, more)))).toBe(code)
  })
  it('end by whoever may end it in its state', () => {
    expect(PairingState.options.slice(0, 4).map(endingOf)).toEqual(['abandon', 'abandon', 'cancel', 'cancel'])
  })
})
