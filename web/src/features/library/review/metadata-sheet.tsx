import { getNode, type ResourceVersion } from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NodeWords } from '../../../components/curriculum/node-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { useGradeWords } from '../parts/card-words.tsx'

/** What the author says of it, for reading. */
export function MetadataSheet({ version }: { version: ResourceVersion }) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const grades = useGradeWords()
  const { metadata, scope } = version
  const comma = common('listComma')
  return (
    <dl className="sheet">
      <Row name={t('field.description')}>{metadata.description}</Row>
      <Row name={t('field.subject')}>
        {common(`subject.${metadata.subject}`)} · {grades(metadata.gradeFrom, metadata.gradeTo)}
      </Row>
      <Row name={t('field.nodeIds')}>
        {metadata.nodeIds.length > 0 && metadata.nodeIds.map((id) => <Node key={id} id={id} />)}
      </Row>
      <Row name={t('field.exerciseForm')}>
        {metadata.exerciseForm && t(`exerciseForm.${metadata.exerciseForm}`)}
      </Row>
      <Row name={t('field.audience')}>{t(`audience.${metadata.audience}`)}</Row>
      <Row name={t('field.keywords')}>{metadata.keywords.join(comma)}</Row>
      <Row name={t('field.topics')}>{metadata.topics.join(comma)}</Row>
      <Row name={t('field.typicalMinutes')}>
        {metadata.typicalMinutes !== null && common('minutes', { count: metadata.typicalMinutes })}
      </Row>
      <Row name={t('field.licence')}>
        {t(`licence.${metadata.licence}`)}
        {metadata.licenceUntil && ` · ${t('review.until', { day: metadata.licenceUntil })}`}
      </Row>
      <Row name={t('field.rightsOwner')}>{metadata.rightsOwner}</Row>
      <Row name={t('review.scope')}>{t(`scope.${scope}`)}</Row>
      <Row name={t('field.minorsVisible')}>
        {metadata.minorsVisible && <span className="pill pill-warn">{t('review.minors')}</span>}
      </Row>
    </dl>
  )
}

/** A line, where there is something to say. */
function Row({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Node({ id }: { id: string }) {
  const node = useEndpoint(getNode, { params: { id } }, { staleTime: 300_000 }).data
  return node ? <NodeWords node={node} /> : null
}
