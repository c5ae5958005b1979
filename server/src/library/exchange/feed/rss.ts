import type { Subject } from '@tongke/contract'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import { identifierOf } from '../oai/identifier.rules.ts'
import type { OpenResource } from '../open/open-records.ts'
import { GRADE_NAMES, TYPE_NAMES, gradeNames } from '../words.ts'
import { xml, type Xml } from '../xml.ts'

export interface Channel {
  /** Address of the portal, and of this feed. */
  readonly portal: string
  readonly self: string
  readonly subject: Subject | null
  readonly grade: number | null
  readonly changedAt: Date | null
}

/** RSS 2.0 (rssboard.org/rss-specification), with the author as `dc:creator`: `author` would be an e-mail address. */
export const rss = (
  { portal, self, subject, grade, changedAt }: Channel,
  items: readonly OpenResource[],
): Xml =>
  xml(
    'rss',
    {
      version: '2.0',
      'xmlns:atom': 'http://www.w3.org/2005/Atom',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    xml(
      'channel',
      {},
      xml('title', {}, ['同课资源库', ...scopeOf(subject, grade), '新资源'].join(' · ')),
      xml('link', {}, `${portal}/library`),
      xml('atom:link', { href: self, rel: 'self', type: 'application/rss+xml' }),
      xml('description', {}, '新发布的公开资源'),
      xml('language', {}, 'zh-cn'),
      changedAt && xml('lastBuildDate', {}, changedAt.toUTCString()),
      xml('ttl', {}, '60'),
      items.map((item) => itemOf(item, portal)),
    ),
  )

const scopeOf = (subject: Subject | null, grade: number | null): string[] => [
  ...(subject ? [SUBJECT_NAMES[subject]] : []),
  ...(grade === null ? [] : [GRADE_NAMES[grade - 1] ?? '']),
]

function itemOf({ id, type, subject, description }: OpenResource, portal: string): Xml | null {
  if (!description) return null
  const { metadata, authorName, orgName, publishedAt } = description
  const grades = gradeNames(metadata.gradeFrom, metadata.gradeTo)
  return xml(
    'item',
    {},
    xml('title', {}, metadata.title),
    xml('link', {}, `${portal}/library/${id}`),
    xml('guid', { isPermaLink: 'false' }, identifierOf(id)),
    xml('pubDate', {}, publishedAt.toUTCString()),
    xml('dc:creator', {}, `${authorName}(${orgName})`),
    metadata.description && xml('description', {}, metadata.description),
    [TYPE_NAMES[type], SUBJECT_NAMES[subject], ...grades].map((name) => xml('category', {}, name)),
  )
}
