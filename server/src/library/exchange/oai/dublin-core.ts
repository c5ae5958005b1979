import type { ResourceType } from '@tongke/contract'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import type { OpenDescription, OpenResource } from '../open/open-records.ts'
import { LICENCE_NAMES, LICENCE_URLS, TYPE_NAMES, gradeNames } from '../words.ts'
import { xml, type Xml } from '../xml.ts'
import { identifierOf } from './identifier.rules.ts'

/** DCMI Type Vocabulary. */
const DCMI_TYPES: Partial<Record<ResourceType, string>> = {
  micro_lesson: 'MovingImage',
  recording: 'MovingImage',
  excellent_lesson: 'Collection',
  lesson_plan: 'Text',
  task_sheet: 'Text',
  exercise: 'Text',
}

/**
 * Simple Dublin Core, the format that every harvester reads. What it has no element for becomes the nearest plain one
 * (the "dumb-down" rule of CELTS-42): grades are subjects.
 * @param page address of the resource's page
 */
export function dublinCore(
  { id, type, subject }: OpenResource,
  description: OpenDescription,
  page: string,
): Xml {
  const { metadata, orgName, authorName, publishedAt, lineage, mimeTypes } = description
  const { title, keywords, topics, gradeFrom, gradeTo, licence, language, link } = metadata
  const dc = (name: string, values: readonly (string | null | undefined)[]) =>
    values.flatMap((value) => (value ? [xml(`dc:${name}`, {}, value)] : []))
  return xml(
    'oai_dc:dc',
    {
      'xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation':
        'http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    },
    dc('title', [title]),
    // Whoever hung a foreign address into the library has not made what is there.
    dc(licence === 'link' ? 'contributor' : 'creator', [`${authorName}(${orgName})`]),
    dc('subject', [SUBJECT_NAMES[subject], ...gradeNames(gradeFrom, gradeTo), ...keywords, ...topics]),
    dc('description', [metadata.description]),
    dc('publisher', [orgName]),
    dc('date', [publishedAt.toISOString().slice(0, 10)]),
    dc('type', [TYPE_NAMES[type], DCMI_TYPES[type]]),
    dc('format', mimeTypes),
    dc('identifier', [link ?? page, identifierOf(id)]),
    dc('source', [link]),
    dc('language', [language]),
    dc(
      'relation',
      lineage.map(({ sourceId }) => identifierOf(sourceId)),
    ),
    dc('coverage', [[description.editionName, ...description.nodePath].filter(Boolean).join(' / ')]),
    dc('rights', [LICENCE_NAMES[licence], LICENCE_URLS[licence], metadata.rightsOwner]),
  )
}
