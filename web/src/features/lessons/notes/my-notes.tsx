import { useTranslation } from 'react-i18next'
import { useMe } from '../../../lib/me.ts'
import { NotesPanel } from './notes-panel.tsx'

/** My notes on the lesson's own page, before and after class. */
export function MyNotes({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation('notes')
  const me = useMe()
  if (me.data?.kind !== 'person') return null
  return (
    <section className="card my-notes" aria-label={t('title')}>
      <NotesPanel lessonId={lessonId} personId={me.data.id} />
    </section>
  )
}
