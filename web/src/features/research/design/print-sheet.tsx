import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf } from '../../../lib/time.ts'
import { readDesign } from '../../../live/design/design-items.ts'
import { DesignSheet } from './design-sheet.tsx'
import { useDesk } from './use-design.ts'

/** The design on A4, made at the moment it is printed. */
export function PrintSheet() {
  const { t } = useTranslation('design')
  const { t: common } = useTranslation()
  const { client, detail } = useDesk()
  const [{ design, at }, setPrinted] = useState(() => ({ design: readDesign(client.doc), at: Date.now() }))
  useEffect(() => {
    const read = () => setPrinted({ design: readDesign(client.doc), at: Date.now() })
    addEventListener('beforeprint', read)
    return () => removeEventListener('beforeprint', read)
  }, [client])
  const { subject, grade, title } = detail.session
  const note = [
    `${common(`subject.${subject}`)} ${common(`grade.${String(grade) as '1'}`)}`,
    detail.card.orgName ?? t('kind.common'),
    detail.contributors.map(({ name }) => name).join(t('comma')),
    dateOf(at),
  ]
  return (
    <div className="print-only">
      <DesignSheet title={title} note={note.filter(Boolean).join(' · ')} design={design} />
    </div>
  )
}
