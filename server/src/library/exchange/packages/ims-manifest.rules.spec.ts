import { Refusal, type ResourceMetadata } from '@tongke/contract'
import { lom } from '../oai/lom.ts'
import type { OpenDescription } from '../open/open-records.ts'
import { xmlDocument } from '../xml.ts'
import { manifestContent, withLinks } from './ims-manifest.rules.ts'
import { lomFacts } from './lom-facts.rules.ts'
import { readElement } from './manifest-xml.rules.ts'

const element = (text: string) => readElement(Buffer.from(text), 'x.xml')
const codeOf = (content: Buffer | string): string | undefined => {
  try {
    readElement(Buffer.from(content as string), 'x.xml')
    return 'fine'
  } catch (error) {
    if (error instanceof Refusal) return error.details?.[0]?.code
    throw error
  }
}

describe('an XML file of a package', () => {
  it.each([
    ['a document type', '<!DOCTYPE a><a/>', 'doctype'],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', 'doctype'],
    ['a file of ours', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'doctype'],
    ['half an element', '<a><b></a>', 'manifest'],
    ['no element', 'text', 'manifest'],
    ['depth without end', '<a>'.repeat(100) + '</a>'.repeat(100), 'manifest'],
    ['broken letters', Buffer.from([0x3c, 0x61, 0xff, 0x3e]), 'manifest'],
  ])('with %s is refused', (_, content, code) => {
    expect(codeOf(content)).toBe(code)
  })

  it('is read in any common encoding, whatever its prefixes', () => {
    const text = '<?xml version="1.0" encoding="GB18030"?><x:a y:b="1 &amp; 2"><x:c>第</x:c></x:a>'
    const gb = Buffer.concat(
      text.split('第').flatMap((part, at) => [...(at ? [Buffer.from([0xb5, 0xda])] : []), Buffer.from(part)]),
    )
    const root = readElement(gb, 'x.xml')
    expect(root).toMatchObject({ name: 'a', attributes: { b: '1 & 2' }, text: '第' })
    expect(readElement(Buffer.from('\uFEFF<a>一</a>', 'utf16le'), 'x.xml').text).toBe('一')
  })
})

const CARTRIDGE = `<?xml version="1.0"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1" xmlns:lomm="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest">
  <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion>
    <lomm:lom><lomm:general><lomm:title><lomm:string language="zh-CN">四年级语文</lomm:string></lomm:title></lomm:general>
      <lomm:classification><lomm:purpose><lomm:value>discipline</lomm:value></lomm:purpose>
        <lomm:taxonPath><lomm:taxon><lomm:entry><lomm:string>语文</lomm:string></lomm:entry></lomm:taxon></lomm:taxonPath></lomm:classification>
      <lomm:educational><lomm:typicalAgeRange><lomm:string>9-10</lomm:string></lomm:typicalAgeRange></lomm:educational>
    </lomm:lom></metadata>
  <organizations><organization identifier="o" structure="rooted-hierarchy"><item identifier="root">
    <item identifier="unit"><title>第一单元</title>
      <item identifier="i1" identifierref="r1"><title> 观潮
        课件</title></item>
      <item identifier="i2" identifierref="r2"><title>钱塘潮</title></item></item>
    <item identifier="i3" identifierref="r3"><title>小测验</title></item>
    <item identifier="i4" identifierref="gone"><title>没有</title></item>
    <item identifier="i5" identifierref="r5"><title>外面</title></item>
  </item></organization></organizations>
  <resources xml:base="content/">
    <resource identifier="r1" type="webcontent" href="%E8%A7%82%E6%BD%AE.pdf?x=1"><file href="%E8%A7%82%E6%BD%AE.pdf"/><file href="p.png"/></resource>
    <resource identifier="r2" type="imswl_xmlv1p3"><file href="link.xml"/></resource>
    <resource identifier="r3" type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment"><file href="t.xml"/></resource>
    <resource identifier="r5" type="webcontent" href="https://example.edu.cn/x"/>
  </resources>
</manifest>`

describe('a Common Cartridge', () => {
  const paths = new Set(['content/观潮.pdf', 'content/p.png', 'content/link.xml', 'content/t.xml'])
  const content = manifestContent(element(CARTRIDGE), paths, '')

  it('says what it is', () => {
    expect(content).toMatchObject({ format: 'common_cartridge', version: '1.3.0', title: '四年级语文' })
    expect(content.webLinks).toEqual([{ key: 'i2', path: 'content/link.xml' }])
  })

  it('has an item for every leaf, in the order of its table', () => {
    expect(content.candidates.map(({ key, metadata }) => [key, metadata.title])).toEqual([
      ['i1', '观潮 课件'],
      ['i2', '钱塘潮'],
      ['i3', '小测验'],
      ['i4', '没有'],
      ['i5', '外面'],
    ])
    expect(content.candidates[0]).toMatchObject({
      metadata: { subject: 'chinese', gradeFrom: 4, gradeTo: 4 },
      files: [
        { role: 'main', path: 'content/观潮.pdf', isOptional: false },
        { role: 'attachment', path: 'content/p.png', isOptional: true },
      ],
      problems: [],
    })
    expect(content.candidates[2]?.problems).toMatchObject([{ path: 'type', code: 'unsupported' }])
    expect(content.candidates[3]?.problems).toMatchObject([{ path: 'files', code: 'file_missing' }])
    expect(content.candidates[4]?.metadata).toMatchObject({
      licence: 'link',
      link: 'https://example.edu.cn/x',
    })
  })

  it('has links in files of their own, and only to pages', () => {
    const link = (href: string) =>
      withLinks(
        content,
        new Map([['i2', element(`<w:webLink xmlns:w="x"><w:url href="${href}"/></w:webLink>`)]]),
      ).candidates[1]
    expect(link('https://a.cn/b')?.metadata).toMatchObject({ licence: 'link', link: 'https://a.cn/b' })
    expect(link('javascript:alert(1)')?.problems).toMatchObject([{ path: 'link', code: 'missing' }])
    expect(withLinks(content, new Map()).candidates[1]?.problems).toMatchObject([{ code: 'missing' }])
  })
})

describe('a Content Package', () => {
  it('without a table of contents is what its resources are', () => {
    const manifest = `<manifest><metadata><schema>IMS Content</schema></metadata><organizations/>
      <resources><resource identifier="a" type="webcontent" href="../x.pdf"/><resource identifier="a2" type="webcontent" href="b.pdf"/></resources></manifest>`
    const content = manifestContent(element(manifest), new Set(['sub/b.pdf', 'x.pdf']), 'sub/')
    expect(content.format).toBe('ims_content_package')
    expect(content.candidates.map(({ key, files }) => [key, files[0]?.path])).toEqual([
      ['a', 'x.pdf'],
      ['a2', 'sub/b.pdf'],
    ])
  })

  it('may name its items twice', () => {
    const item = '<item identifier="i" identifierref="a"/>'
    const manifest = `<manifest><organizations><organization>${item}${item}</organization></organizations>
      <resources><resource identifier="a" href="a.pdf"/></resources></manifest>`
    const { candidates } = manifestContent(element(manifest), new Set(['a.pdf']), '')
    expect(candidates.map(({ key }) => key)).toEqual(['i', 'i#2'])
  })
})

describe('LOM', () => {
  const metadata: Omit<ResourceMetadata, 'nodeIds'> = {
    title: '观潮 & 听潮',
    description: '看图朗读',
    keywords: ['钱塘江', '朗读'],
    language: 'zh-CN',
    subject: 'chinese',
    gradeFrom: 3,
    gradeTo: 5,
    audience: 'teacher',
    typicalMinutes: 75,
    difficulty: 4,
    topics: [],
    licence: 'cc_by_nc_sa',
    rightsOwner: '',
    licenceUntil: null,
    link: null,
    minorsVisible: false,
    exerciseForm: null,
  }
  const description = {
    metadata,
    versionNumber: 1,
    createdAt: new Date(0),
    publishedAt: new Date(0),
    authorName: '林,晓雯',
    orgName: '示例小学',
    editionName: '示例版',
    nodePath: ['四年级上册', '观潮'],
    mimeTypes: [],
    sizeBytes: 0,
    durationMs: null,
    lineage: [],
  } satisfies OpenDescription
  const resource = {
    id: '0198c0de-0000-7000-8000-000000000001',
    type: 'recording' as const,
    subject: 'chinese' as const,
    changedAt: new Date(0),
    description,
  }

  it('that we give is read back as it was', () => {
    const document = xmlDocument(lom(resource, description, 'http://x/'))
    const { type, metadata: read } = lomFacts(element(document))
    const { title, description: words, keywords, language, subject, gradeFrom, gradeTo } = metadata
    expect(type).toBe('recording')
    expect(read).toEqual({
      title,
      description: words,
      keywords,
      language,
      subject,
      gradeFrom,
      gradeTo,
      audience: 'teacher',
      typicalMinutes: 75,
      difficulty: 4,
      licence: 'cc_by_nc_sa',
      rightsOwner: '林,晓雯',
    })
  })

  it('of the older binding is read as well, and strange words are left open', () => {
    const old = `<lom><general><title><langstring xml:lang="en">Tide</langstring><langstring xml:lang="zh">观潮</langstring></title></general>
      <educational><learningresourcetype><source><langstring xml:lang="x-none">LOMv1.0</langstring></source><value><langstring xml:lang="x-none">Slide</langstring></value></learningresourcetype>
        <typicallearningtime><datetime>PT1H5M</datetime></typicallearningtime><typicalagerange><langstring>all</langstring></typicalagerange></educational>
      <rights><description><langstring>All rights reserved</langstring></description></rights></lom>`
    expect(lomFacts(element(old))).toEqual({
      type: 'courseware',
      metadata: { title: '观潮', typicalMinutes: 65 },
    })
  })
})
