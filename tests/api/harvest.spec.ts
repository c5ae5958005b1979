import { restoreResource, saveDraft, takeDownResource } from '@tongke/contract'
import { publish, type Published } from '../support/published.ts'
import { ReviewScene, metadataOf } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { readXml, type XmlNode } from '../support/xml.ts'

const AUTHOR = '林晓雯'
const OPEN = { licence: 'cc_by_nc_sa' as const }
let stack: Stack
let scene: ReviewScene
let tide: Published
let gone: Published
let secret: Published[]

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'], env: { server: { ADMIN_EMAIL: 'a@b.cn' } } })
  scene = await ReviewScene.set(stack)
  const [lesson = ''] = await scene.lessons('chinese', 4)
  tide = await publish(
    scene,
    {
      ...OPEN,
      title: '观潮 <第一课时> & "朗读"',
      description: '看图\n朗读]]>',
      keywords: ['钱塘江'],
      nodeIds: [lesson],
      difficulty: 2,
      typicalMinutes: 15,
    },
    { durationMs: 61_000 },
  )
  gone = await publish(scene, { ...OPEN, title: '旧课件', subject: 'mathematics' }, { type: 'material' })
  secret = [
    await publish(scene, { title: '本市公益' }),
    await publish(scene, { ...OPEN, title: '有学生出镜', minorsVisible: true }),
    await publish(scene, { title: '只给本校', licence: 'school' }, { scope: 'school' }),
  ]
  await scene.draft(AUTHOR, { ...OPEN, title: '草稿' })
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const harvest = async (search: string): Promise<XmlNode> => {
  const response = await fetch(`${stack.serverUrl}/api/oai?${search}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  return readXml(await response.text())
}
const faultOf = async (search: string) => (await harvest(search)).one('error').attributes.code
const urn = ({ id }: Published) => `urn:uuid:${id}`
const identifiers = async (search: string) =>
  (await harvest(search)).texts('ListIdentifiers/header/identifier')

describe('a harvester', () => {
  it('learns whom it speaks to, in which formats and sets', async () => {
    const identity = await harvest('verb=Identify')
    expect(identity.attributes.xmlns).toBe('http://www.openarchives.org/OAI/2.0/')
    expect(identity.children.map(({ name }) => name)).toEqual(['responseDate', 'request', 'Identify'])
    expect(identity.one('request').attributes).toEqual({ verb: 'Identify' })
    expect(identity.one('Identify').children.map(({ name, text }) => [name, text])).toEqual([
      ['repositoryName', '同课 Tongke'],
      ['baseURL', `${stack.serverUrl}/api/oai`],
      ['protocolVersion', '2.0'],
      ['adminEmail', 'a@b.cn'],
      ['earliestDatestamp', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)],
      ['deletedRecord', 'persistent'],
      ['granularity', 'YYYY-MM-DDThh:mm:ssZ'],
    ])
    const formats = await harvest(`verb=ListMetadataFormats&identifier=${urn(tide)}`)
    expect(formats.texts('ListMetadataFormats/metadataFormat/metadataPrefix')).toEqual(['oai_dc', 'oai_lom'])
    const sets = (await harvest('verb=ListSets')).texts('ListSets/set/setSpec')
    expect(sets).toEqual(expect.arrayContaining(['subject', 'subject:chinese', 'type', 'type:micro_lesson']))
    expect(new Set(sets).size).toBe(sets.length)
  })

  it('is told of what is openly licensed, and of nothing else', async () => {
    expect((await identifiers('verb=ListIdentifiers&metadataPrefix=oai_dc')).sort()).toEqual(
      [urn(tide), urn(gone)].sort(),
    )
    for (const one of secret)
      expect(await faultOf(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${urn(one)}`)).toBe(
        'idDoesNotExist',
      )
    expect(await identifiers('verb=ListIdentifiers&metadataPrefix=oai_dc&set=subject:chinese')).toEqual([
      urn(tide),
    ])
    expect(await identifiers('verb=ListIdentifiers&metadataPrefix=oai_dc&set=type:material')).toEqual([
      urn(gone),
    ])
  })

  it('reads Dublin Core and LOM of it', async () => {
    const get = (prefix: string) => harvest(`verb=GetRecord&metadataPrefix=${prefix}&identifier=${urn(tide)}`)
    const record = (await get('oai_dc')).one('GetRecord/record')
    expect(record.texts('header/setSpec')).toEqual(['subject:chinese', 'type:courseware'])
    const dc = record.one('metadata/oai_dc:dc')
    expect(dc.attributes['xmlns:dc']).toBe('http://purl.org/dc/elements/1.1/')
    expect(dc.texts('dc:title')).toEqual(['观潮 <第一课时> & "朗读"'])
    expect(dc.texts('dc:description')).toEqual(['看图\n朗读]]>'])
    expect(dc.texts('dc:subject')).toEqual(['语文', '四年级', '钱塘江'])
    expect(dc.texts('dc:creator')).toEqual(['林晓雯(示例市第一实验小学)'])
    expect(dc.texts('dc:identifier')).toEqual([`${stack.serverUrl}/library/${tide.id}`, urn(tide)])
    expect(dc.texts('dc:rights')).toContain('https://creativecommons.org/licenses/by-nc-sa/4.0/')
    const lom = (await get('oai_lom')).one('GetRecord/record/metadata/lom')
    expect(lom.attributes.xmlns).toBe('http://ltsc.ieee.org/xsd/LOM')
    expect(lom.children.map(({ name }) => name)).toEqual([
      'general',
      'lifeCycle',
      'metaMetadata',
      'technical',
      'educational',
      'rights',
      'classification',
      'classification',
    ])
    expect(lom.texts('general/title/string')).toEqual(['观潮 <第一课时> & "朗读"'])
    expect(lom.texts('technical/duration/duration')).toEqual(['PT61S'])
    expect(lom.texts('educational/difficulty/value')).toEqual(['easy'])
    expect(lom.texts('educational/typicalLearningTime/duration')).toEqual(['PT15M'])
    expect(lom.texts('classification/purpose/value')).toEqual(['discipline', 'educational level'])
    expect(lom.texts('classification/taxonPath/taxon/id')).toEqual(['13', '4'])
  })

  it('asks by form as well, and gets the protocol’s own refusals', async () => {
    const form = await fetch(`${stack.serverUrl}/api/oai`, {
      method: 'POST',
      body: new URLSearchParams({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: urn(tide) }),
    })
    expect(readXml(await form.text()).texts('GetRecord/record/header/identifier')).toEqual([urn(tide)])
    expect(await faultOf('verb=Sing')).toBe('badVerb')
    const bad = await harvest('verb=ListRecords&verb=ListRecords&metadataPrefix=oai_dc')
    expect(bad.one('error').attributes.code).toBe('badVerb')
    expect(bad.one('request').attributes).toEqual({})
    expect(await faultOf('verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x')).toBe('badArgument')
    expect(await faultOf('verb=ListRecords&resumptionToken=x')).toBe('badResumptionToken')
    expect(await faultOf('verb=ListRecords&metadataPrefix=marc')).toBe('cannotDisseminateFormat')
    expect(await faultOf('verb=ListRecords&metadataPrefix=oai_dc&until=1990-01-01')).toBe('noRecordsMatch')
    expect(await faultOf('verb=ListMetadataFormats&identifier=x')).toBe('idDoesNotExist')
  })

  it('hears for ever that something was taken away, and that it came back', async () => {
    const officer = await scene.as('顾知行')
    const seen = async () => {
      const { version } = await scene.see('顾知行', gone.id)
      return { versionId: version.id, revision: version.revision }
    }
    const stampOf = async () => {
      const search = `verb=GetRecord&metadataPrefix=oai_dc&identifier=${urn(gone)}`
      return (await harvest(search)).one('GetRecord/record')
    }
    const params = { id: gone.id }
    await officer.call(takeDownResource, { params, body: { reason: '内容有误需要核实' } })
    const deleted = await stampOf()
    expect(deleted.one('header').attributes).toEqual({ status: 'deleted' })
    expect(deleted.all('metadata')).toEqual([])
    const from = deleted.one('header/datestamp').text
    const list = await harvest(`verb=ListRecords&metadataPrefix=oai_lom&set=subject:mathematics&from=${from}`)
    expect(list.one('ListRecords/record/header').attributes).toEqual({ status: 'deleted' })
    expect(await seen()).toBeTruthy()
    await officer.call(restoreResource, { params, body: { reason: '核实后恢复上线' } })
    const back = await stampOf()
    expect(back.one('header').attributes).toEqual({})
    expect(back.texts('metadata/oai_dc:dc/dc:title')).toEqual(['旧课件'])
    expect(back.one('header/datestamp').text >= from).toBe(true)
  })

  it('is not told any more of what gets a narrower licence', async () => {
    const author = await scene.as(AUTHOR)
    const once = await publish(scene, { ...OPEN, title: '改许可' })
    const body = { metadata: metadataOf({ title: '改许可', licence: 'county' }), revision: null }
    await author.call(saveDraft, { params: { id: once.id }, body: body as never })
    await scene.submit(AUTHOR, once.id)
    await scene.review('程远舟', once.id)
    await scene.review('沈研秋', once.id)
    const { one } = await harvest(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${urn(once)}`).then(
      (document) => ({ one: document.one('GetRecord/record') }),
    )
    expect(one.one('header').attributes).toEqual({ status: 'deleted' })
    expect(one.all('metadata')).toEqual([])
  })

  it('walks a long list by tokens, each record once', async () => {
    // Records as they would be of 230 resources that went long ago.
    await scene.database.query(
      `insert into open_record (resource_id, version_id, type, subject, changed_at)
       select gen_random_uuid(), null, 'recording', 'physics', timestamptz '2020-01-01' + (i / 7) * interval '1 s'
         from generate_series(1, 230) i`,
    )
    const told: string[] = []
    let search = 'verb=ListIdentifiers&metadataPrefix=oai_dc&set=subject:physics&until=2020-12-31'
    const cursors: (string | undefined)[] = []
    for (;;) {
      const list = (await harvest(search)).one('ListIdentifiers')
      told.push(...list.texts('header/identifier'))
      const token = list.one('resumptionToken')
      expect(token.attributes.completeListSize).toBe('230')
      cursors.push(token.attributes.cursor)
      if (!token.text) break
      search = `verb=ListIdentifiers&resumptionToken=${token.text}`
      expect(await faultOf(`verb=ListRecords&resumptionToken=${token.text}`)).toBe('badResumptionToken')
    }
    expect(cursors).toEqual(['0', '100', '200'])
    expect(told).toHaveLength(230)
    expect(new Set(told).size).toBe(230)
    expect((await harvest('verb=Identify')).texts('Identify/earliestDatestamp')).toEqual([
      '2020-01-01T00:00:00Z',
    ])
  })
})

describe('the feed', () => {
  const feed = (search = '', headers: Record<string, string> = {}) =>
    fetch(`${stack.serverUrl}/api/feeds/resources${search}`, { headers })

  it('names the newest open resources first, also by subject and grade', async () => {
    const response = await feed('?subject=chinese&grade=4')
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    const channel = readXml(await response.text()).one('channel')
    expect(channel.one('atom:link').attributes.href).toBe(
      `${stack.serverUrl}/api/feeds/resources?subject=chinese&grade=4`,
    )
    expect(channel.texts('item/title')).toEqual(['观潮 <第一课时> & "朗读"'])
    expect(channel.one('item/link').text).toBe(`${stack.serverUrl}/library/${tide.id}`)
    const all = readXml(await (await feed()).text()).one('channel')
    const dates = all.texts('item/pubDate').map((date) => Date.parse(date))
    expect(dates).toEqual([...dates].sort((a, b) => b - a))
    expect(all.texts('item/guid')).toEqual(expect.arrayContaining([urn(tide), urn(gone)]))
    expect(all.texts('item/title')).not.toEqual(expect.arrayContaining([expect.stringContaining('公益')]))
    expect(readXml(await (await feed('?grade=9')).text()).all('channel/item')).toEqual([])
  })

  it('is sent again only when something changed', async () => {
    const { headers } = await feed()
    const etag = headers.get('etag') ?? ''
    const modified = headers.get('last-modified') ?? ''
    expect((await feed('', { 'if-none-match': etag })).status).toBe(304)
    expect((await feed('', { 'if-modified-since': modified })).status).toBe(304)
    expect((await feed('', { 'if-none-match': '"x"', 'if-modified-since': modified })).status).toBe(200)
    const before = new Date(Date.parse(modified) - 1000).toUTCString()
    expect((await feed('', { 'if-modified-since': before })).status).toBe(200)
  })
})
