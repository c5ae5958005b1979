import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import {
  discardCourse,
  getCourse,
  listCourses,
  proposeCourse,
  saveOutline,
  type CourseDetail,
} from '@tongke/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'
import { PastReviews } from '../course/past-reviews.tsx'
import { AboutDrawer } from './about-drawer.tsx'
import { useItemNote } from './item-note.ts'
import { OutlineEditor } from './outline-editor.tsx'
import { bodyOf, draftOf, isSame, needsOf, type Draft } from './outline.rules.ts'

interface Props {
  detail: CourseDetail
  /** Take what there is now instead of what was read. */
  onReadAgain: () => void
}

/** The outline at the left, at the right what is missing and what comes next. */
export function Editor({ detail, onReadAgain }: Props) {
  const { t } = useTranslation('courses')
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const noteOf = useItemNote()
  const { card, can } = detail
  const [saved, setSaved] = useState<Draft>(() => draftOf(detail.units, noteOf))
  const [draft, setDraft] = useState(saved)
  const [revision, setRevision] = useState(detail.revision)
  const [describing, setDescribing] = useState(false)
  const saving = useAction(saveOutline, [getCourse, listCourses])
  const proposing = useAction(proposeCourse, [getCourse, listCourses])
  const discarding = useAction(discardCourse, [listCourses])
  const params = { id: card.id }
  const changed = !isSame(draft, saved)
  useStayWarning(changed)
  const needs = needsOf(draft)
  const isReady = needs.every(({ met }) => met)
  const hasTitles = needs.find(({ need }) => need === 'needTitles')?.met

  /** @returns the revision that is on the server now */
  const save = async (): Promise<number> => {
    const stored = await saving.mutateAsync({ params, body: { revision, units: bodyOf(draft) } })
    const read = draftOf(stored.units, noteOf)
    setSaved(read)
    setDraft(read)
    setRevision(stored.revision)
    return stored.revision
  }
  const saveOnly = () => void save().then(() => message.success(t('edit.saved')), ignore)
  const propose = async () => {
    const seen = changed ? await save() : revision
    await proposing.mutateAsync({ params, body: { revision: seen } })
    void message.success(t('edit.proposed'))
    void navigate(paths.course(card.id))
  }
  const discard = () =>
    void modal.confirm({
      title: t('edit.discardTitle'),
      content: t('edit.discardHint'),
      okText: t('edit.discard'),
      okButtonProps: { danger: true },
      onOk: () => discarding.mutateAsync({ params }).then(() => void navigate(PATHS.courses)),
    })
  const error = saving.error ?? proposing.error ?? discarding.error
  return (
    <div className="course">
      <div className="course-main">
        {can.extend && <p className="course-growing">{t('edit.growing')}</p>}
        <OutlineEditor course={card} draft={draft} onChange={setDraft} grows={can.extend} />
      </div>
      <aside className="course-side">
        <section className="course-board">
          <h2>{t(can.edit ? 'edit.step' : 'edit.extend')}</h2>
          {(can.edit || changed) && (
            <ul className="course-needs">
              {needs.map(({ need, met }) => (
                <li key={need} data-met={met}>
                  {met ? <CheckCircleFilled /> : <MinusCircleOutlined />} {t(`edit.${need}`)}
                </li>
              ))}
            </ul>
          )}
          <p role="status">{t(changed ? 'edit.unsaved' : 'edit.allSaved')}</p>
          {changed && hasTitles && (can.edit || isReady) && (
            <Button
              type={can.propose ? 'default' : 'primary'}
              ghost={can.propose}
              loading={saving.isPending}
              onClick={saveOnly}
            >
              {t('edit.save')}
            </Button>
          )}
          {can.propose && isReady && (
            <Button type="primary" loading={proposing.isPending} onClick={() => void propose().catch(ignore)}>
              {t('edit.propose')}
            </Button>
          )}
        </section>
        {error && <ErrorNotice error={error} traced={error.status >= 500} />}
        {error?.code === 'conflict.changed' && <Button onClick={onReadAgain}>{t('edit.open')}</Button>}
        {can.edit && (
          <Button onClick={() => setDescribing(true)} disabled={changed}>
            {t('edit.changeAbout')}
          </Button>
        )}
        <PastReviews reviews={detail.reviews} />
        {can.discard && (
          <Button type="text" className="row-close" onClick={discard}>
            {t('edit.discard')}
          </Button>
        )}
      </aside>
      {describing && (
        <AboutDrawer
          detail={detail}
          revision={revision}
          onSaved={setRevision}
          onClose={() => setDescribing(false)}
        />
      )}
    </div>
  )
}

/** Shown beside the buttons by their own state. */
const ignore = () => undefined
