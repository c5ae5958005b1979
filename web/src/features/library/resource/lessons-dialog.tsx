import { addMaterial, listLessonsForResource, listMaterials, removeMaterial } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dayName, timeOf } from '../../../lib/time.ts'

/** Puts a resource among the materials of one of my lessons, takes it out again, or plans a lesson with it. */
export function LessonsDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('materials')
  const lessons = useEndpoint(listLessonsForResource, { params: { id } })
  const adding = useAction(addMaterial, [listLessonsForResource, listMaterials])
  const removing = useAction(removeMaterial, [listLessonsForResource, listMaterials])
  const busy = adding.isPending || removing.isPending
  const error = lessons.error ?? adding.error ?? removing.error
  const items = lessons.data?.items ?? []
  return (
    <Dialog title={t('choose.title')} onClose={onClose}>
      {items.length > 0 && <p className="quiet">{t('choose.hint')}</p>}
      {lessons.data && items.length === 0 && <p className="quiet">{t('choose.none')}</p>}
      <ul className="lesson-choices">
        {items.map((lesson) => {
          const params = { id: lesson.id, resourceId: id }
          return (
            <li key={lesson.id}>
              <span>
                <Link to={paths.lesson(lesson.id)}>{lesson.title}</Link>
                <small>
                  {dayName(lesson.plannedStart, i18n.language)} {timeOf(lesson.plannedStart)} ·{' '}
                  {t('choose.with', { name: lesson.lectureClassName, count: lesson.legs })}
                </small>
              </span>
              {lesson.has ? (
                <span className="lesson-choice-done" role="status">
                  {t('choose.added')}
                  <button
                    type="button"
                    className="button"
                    disabled={busy}
                    onClick={() => removing.mutate({ params })}
                  >
                    {t('choose.undo')}
                  </button>
                </span>
              ) : (
                <button
                  type="button"
                  className="button button-primary"
                  disabled={busy}
                  onClick={() => adding.mutate({ params })}
                >
                  {t('choose.add')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {error && <ErrorNotice error={error} traced={false} />}
      <Link className="button" to={`${PATHS.newLesson}?resource=${id}`}>
        {t('choose.new')}
      </Link>
    </Dialog>
  )
}
