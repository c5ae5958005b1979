import { listLessonChoices } from '@tongke/contract'
import { Button, Input, Modal, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useTyped } from '../../../components/pickers/remote-options.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import type { DraftItem } from './outline.rules.ts'

interface Props {
  courseId: string
  isThere: (targetId: string) => boolean
  onAdd: (item: Pick<DraftItem, 'targetId' | 'title' | 'note'>) => void
  onClose: () => void
}

/** Lessons of the course's school, held and planned ones. */
export function LessonPicker({ courseId, isThere, onAdd, onClose }: Props) {
  const { t } = useTranslation('courses')
  const [search, setSearch] = useTyped()
  const found = useEndpoint(listLessonChoices, { params: { id: courseId }, query: { search } })
  return (
    <Modal
      open
      title={t('pick.lesson')}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('pick.done')}
        </Button>
      }
      onCancel={onClose}
      width={640}
    >
      <div className="picker">
        <Input.Search
          autoFocus
          allowClear
          placeholder={t('pick.lessonSearch')}
          aria-label={t('pick.lessonSearch')}
          onChange={(event) => setSearch(event.target.value)}
          loading={found.isFetching}
        />
        {found.error && <ErrorNotice error={found.error} />}
        {!found.data && !found.error && <Skeleton active />}
        {found.data?.items.length === 0 && <p className="quiet">{t('pick.noLesson')}</p>}
        <ul>
          {found.data?.items.map((lesson) => {
            const note = `${t('item.live')} · ${momentOf(lesson.plannedStart)}`
            return (
              <li key={lesson.id}>
                <div className="unit-item-words">
                  <strong>{lesson.title}</strong>
                  <span className="sub">
                    {note} · {t('item.lecturer', { name: lesson.lecturerName })}
                  </span>
                </div>
                <Button
                  disabled={isThere(lesson.id)}
                  onClick={() => onAdd({ targetId: lesson.id, title: lesson.title, note })}
                >
                  {t(isThere(lesson.id) ? 'pick.added' : 'pick.add')}
                </Button>
              </li>
            )
          })}
        </ul>
      </div>
    </Modal>
  )
}
