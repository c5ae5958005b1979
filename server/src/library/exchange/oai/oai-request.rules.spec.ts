import fc from 'fast-check'
import { OaiFault, oaiRequestOf } from './oai-request.rules.ts'
import { readResumption, signResumption, type Resumption } from './resumption.rules.ts'

const asked = (search: string) => {
  const values: Record<string, string | string[]> = {}
  const parameters = new URLSearchParams(search)
  for (const name of new Set(parameters.keys())) {
    const all = parameters.getAll(name)
    values[name] = all.length > 1 ? all : (all[0] ?? '')
  }
  return values
}
const faultOf = (search: string): string => {
  try {
    oaiRequestOf(asked(search))
    return 'none'
  } catch (error) {
    if (error instanceof OaiFault) return error.code
    throw error
  }
}

describe('a request of a harvester', () => {
  it.each([
    ['', 'badVerb'],
    ['verb=identify', 'badVerb'],
    ['verb=constructor', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=Identify&set=type', 'badArgument'],
    ['verb=Identify&constructor=1', 'badArgument'],
    ['verb=GetRecord&identifier=x', 'badArgument'],
    ['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=GetRecord&identifier=x&metadataPrefix=marc', 'cannotDisseminateFormat'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-03T25:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-03T05:00:00.1Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-03&until=2026-02-04T00:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-04&until=2026-02-03', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=a b', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=subject:magic', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=subject:chinese:more', 'noRecordsMatch'],
    ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
  ])('%s is %s', (search, code) => {
    expect(faultOf(search)).toBe(code)
  })

  it('may name a day, a second, a set and a format', () => {
    const base = 'verb=ListRecords&metadataPrefix=oai_lom'
    expect(oaiRequestOf(asked(`${base}&from=2026-11-01&until=2026-11-01&set=subject:chinese`))).toEqual({
      verb: 'ListRecords',
      prefix: 'oai_lom',
      selection: {
        from: Date.UTC(2026, 10, 1),
        until: Date.UTC(2026, 10, 1, 23, 59, 59),
        subject: 'chinese',
        type: undefined,
      },
    })
    expect(oaiRequestOf(asked(`${base}&until=2026-11-01T05:06:07Z&set=type:exercise`))).toMatchObject({
      selection: { until: Date.UTC(2026, 10, 1, 5, 6, 7), type: 'exercise' },
    })
    expect(oaiRequestOf(asked('verb=ListIdentifiers&resumptionToken=abc'))).toEqual({
      verb: 'ListIdentifiers',
      token: 'abc',
    })
  })

  it('is understood or refused in the protocol’s words, whatever it is', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('ListRecords', 'oai_dc', '2026-01-01', 'type'))
    const names = ['verb', 'from', 'until', 'set', 'metadataPrefix', 'identifier', 'resumptionToken', 'x']
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.oneof(word, fc.array(word))), (raw) => {
        try {
          expect(oaiRequestOf(raw)).toHaveProperty('verb')
        } catch (error) {
          expect(error).toBeInstanceOf(OaiFault)
        }
      }),
    )
  })
})

describe('a resumption token', () => {
  const resumption: Resumption = {
    verb: 'ListRecords',
    prefix: 'oai_dc',
    subject: 'chinese',
    after: { changedAt: 1000, id: '0198c0de-0000-7000-8000-000000000001' },
    cursor: 100,
    total: 250,
    expiresAt: 5_000,
  }
  const token = signResumption('secret', resumption)

  it('says where the list goes on, for as long as it is good', () => {
    expect(readResumption('secret', token, 4_999)).toEqual(resumption)
    expect(readResumption('secret', token, 5_000)).toBeNull()
  })

  it('is nobody’s to make or change', () => {
    expect(readResumption('other', token, 0)).toBeNull()
    const at = fc.integer({ min: 0, max: token.length - 1 })
    fc.assert(
      fc.property(at, fc.constantFrom(...'aZ9-_.'), (index, letter) => {
        const changed = token.slice(0, index) + letter + token.slice(index + 1)
        if (changed !== token) expect(readResumption('secret', changed, 0)).toBeNull()
      }),
    )
  })
})
