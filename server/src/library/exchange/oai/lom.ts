import type { ResourceType } from '@tongke/contract'
import { SUBJECTS } from '@tongke/contract'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import type { OpenDescription, OpenResource } from '../open/open-records.ts'
import { GRADE_NAMES, LICENCE_NAMES, LICENCE_URLS, TYPE_NAMES } from '../words.ts'
import { xml, type Xml } from '../xml.ts'
import { identifierOf } from './identifier.rules.ts'

const LOM_NAMESPACE = 'http://ltsc.ieee.org/xsd/LOM'
export const LOM_SCHEMA = 'http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd'
const CATALOG = 'URN'
const STANDARD = 'LOMv1.0'
/** Types of this portal, for whoever knows them. */
const TYPE_SOURCE = 'tongke:resource-type'
const SUBJECT_SOURCE = 'JY/T 1001-2012'
const GRADE_SOURCE = 'tongke:grade'

/** Learning resource types of the standard (IEEE 1484.12.1 §5.2) that mean nearly the same. */
const LOM_TYPES: Partial<Record<ResourceType, string>> = {
  micro_lesson: 'lecture',
  excellent_lesson: 'lecture',
  recording: 'lecture',
  courseware: 'slide',
  lesson_plan: 'narrative text',
  task_sheet: 'problem statement',
  exercise: 'exercise',
}

const DIFFICULTIES = ['very easy', 'easy', 'medium', 'difficult', 'very difficult'] as const

const string = (text: string): Xml => xml('string', { language: 'zh-CN' }, text)
const words = (name: string, text: string | null | undefined) => (text ? xml(name, {}, string(text)) : null)
const vocabulary = (name: string, value: string, source = STANDARD) =>
  xml(name, {}, xml('source', {}, source), xml('value', {}, value))
const identifier = (id: string) =>
  xml('identifier', {}, xml('catalog', {}, CATALOG), xml('entry', {}, identifierOf(id)))
const dateTime = (moment: Date) => xml('date', {}, xml('dateTime', {}, moment.toISOString()))
const duration = (name: string, minutes: number) => xml(name, {}, xml('duration', {}, `PT${minutes}M`))

/** Learning Object Metadata in the XML binding of IEEE 1484.12.3. @param page address of the resource's page */
export const lom = (resource: OpenResource, description: OpenDescription, page: string): Xml =>
  xml(
    'lom',
    {
      xmlns: LOM_NAMESPACE,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${LOM_NAMESPACE} ${LOM_SCHEMA}`,
    },
    general(resource, description),
    lifeCycle(description),
    xml(
      'metaMetadata',
      {},
      identifier(resource.id),
      xml('metadataSchema', {}, STANDARD),
      xml('language', {}, 'zh-CN'),
    ),
    technical(description, page),
    educational(resource, description),
    rights(description),
    description.lineage.map(({ sourceId, title }) => relation(sourceId, title)),
    classifications(resource, description),
  )

const general = ({ id }: OpenResource, { metadata, nodePath }: OpenDescription) =>
  xml(
    'general',
    {},
    identifier(id),
    words('title', metadata.title),
    xml('language', {}, metadata.language),
    words('description', metadata.description),
    [...metadata.keywords, ...metadata.topics].map((keyword) => words('keyword', keyword)),
    words('coverage', nodePath.join(' / ')),
  )

const lifeCycle = ({ versionNumber, authorName, orgName, metadata, publishedAt }: OpenDescription) =>
  xml(
    'lifeCycle',
    {},
    words('version', String(versionNumber)),
    vocabulary('status', 'final'),
    contribute(
      metadata.licence === 'link' ? 'content provider' : 'author',
      [vcard(authorName, orgName)],
      publishedAt,
    ),
    contribute('publisher', [vcard(orgName, orgName)], publishedAt),
  )

const contribute = (role: string, cards: readonly string[], at: Date) =>
  xml(
    'contribute',
    {},
    vocabulary('role', role),
    cards.map((card) => xml('entity', {}, card)),
    dateTime(at),
  )

/** RFC 2426, as the standard wants it (§4.2.3.2 there). */
const vcard = (name: string, organization: string): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(name)}`,
    `N:${escaped(name)};;;;`,
    `ORG:${escaped(organization)}`,
    'END:VCARD',
  ].join('\n')

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/[\r\n]+/g, ' ')

function technical({ mimeTypes, sizeBytes, durationMs, metadata }: OpenDescription, page: string): Xml {
  return xml(
    'technical',
    {},
    mimeTypes.map((type) => xml('format', {}, type)),
    sizeBytes > 0 && xml('size', {}, String(sizeBytes)),
    xml('location', {}, metadata.link ?? page),
    durationMs !== null && xml('duration', {}, xml('duration', {}, `PT${Math.round(durationMs / 1000)}S`)),
  )
}

function educational({ type }: OpenResource, { metadata }: OpenDescription): Xml {
  const { audience, typicalMinutes, difficulty, gradeFrom, gradeTo, language } = metadata
  const standardType = LOM_TYPES[type]
  const level = difficulty === null ? undefined : DIFFICULTIES[difficulty - 1]
  return xml(
    'educational',
    {},
    standardType ? vocabulary('learningResourceType', standardType) : null,
    xml('learningResourceType', {}, xml('source', {}, TYPE_SOURCE), xml('value', {}, type)),
    vocabulary('intendedEndUserRole', audience === 'teacher' ? 'teacher' : 'learner'),
    vocabulary('context', 'school'),
    // Pupils begin school at six.
    words('typicalAgeRange', `${gradeFrom + 5}-${gradeTo + 6}`),
    level ? vocabulary('difficulty', level) : null,
    typicalMinutes === null ? null : duration('typicalLearningTime', typicalMinutes),
    words('description', TYPE_NAMES[type]),
    xml('language', {}, language),
  )
}

const rights = ({ metadata: { licence, rightsOwner } }: OpenDescription) =>
  xml(
    'rights',
    {},
    vocabulary('cost', 'no'),
    vocabulary('copyrightAndOtherRestrictions', 'yes'),
    words(
      'description',
      [LICENCE_NAMES[licence], LICENCE_URLS[licence], rightsOwner].filter(Boolean).join('; '),
    ),
  )

const relation = (sourceId: string, title: string) =>
  xml(
    'relation',
    {},
    vocabulary('kind', 'isbasedon'),
    xml('resource', {}, identifier(sourceId), words('description', title)),
  )

function classifications(
  { subject }: OpenResource,
  { metadata, editionName, nodePath }: OpenDescription,
): Xml[] {
  const grades = GRADE_NAMES.flatMap((name, index) => {
    const grade = index + 1
    return metadata.gradeFrom <= grade && grade <= metadata.gradeTo ? [[taxon(String(grade), name)]] : []
  })
  const place = [editionName, ...nodePath].filter((name) => name !== null).map((name) => taxon(null, name))
  return [
    classification('discipline', SUBJECT_SOURCE, [
      [taxon(SUBJECTS[subject][0], SUBJECT_NAMES[subject]), ...place],
    ]),
    classification('educational level', GRADE_SOURCE, grades),
  ]
}

const classification = (purpose: string, source: string, paths: readonly (readonly Xml[])[]) =>
  xml(
    'classification',
    {},
    vocabulary('purpose', purpose),
    paths.map((taxons) => xml('taxonPath', {}, words('source', source), taxons)),
  )

const taxon = (id: string | null, entry: string) =>
  xml('taxon', {}, id === null ? null : xml('id', {}, id), words('entry', entry))
