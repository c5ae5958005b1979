import { DeleteOutlined, VideoCameraOutlined, ReadOutlined } from '@ant-design/icons'
import {
  getSession,
  getSessionCounting,
  linkSessionLesson,
  listSessionLessonChoices,
  planSessionMeeting,
  unlinkSessionLesson,
  type SessionDetail,
  type SessionLesson,
} from '@tongke/contract'
import { Button, Modal, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTyped } from '../../../components/pickers/remote-options.ts'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { Moment } from '../parts/session-fields.tsx'

const REFRESHES = [getSession, getSessionCounting]

/** The live rooms of its members and the lessons that are taught in it. */
export function LessonsPart({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const [planning, setPlanning] = useState(false)
  const { lessons, can } = detail
  return (
    <section className="card research-part">
      <header>
        <h2>{t('part.lessons')}</h2>
      </header>
      {lessons.length === 0 && <p className="quiet">{t('lesson.none')}</p>}
      <ul className="session-lessons">
        {lessons.map((lesson) => (
          <Row key={lesson.lessonId} detail={detail} lesson={lesson} />
        ))}
      </ul>
      {can.link && (
        <div className="research-actions">
          <Button icon={<VideoCameraOutlined />} onClick={() => setPlanning(true)}>
            {t('lesson.plan')}
          </Button>
          {detail.card.form !== 'lecture' && <LinkLesson detail={detail} />}
        </div>
      )}
      {planning && <PlanMeeting detail={detail} onClose={() => setPlanning(false)} />}
    </section>
  )
}

function Row({ detail, lesson }: { detail: SessionDetail; lesson: SessionLesson }) {
  const { t } = useTranslation('research')
  const removing = useAction(unlinkSessionLesson, REFRESHES)
  const isMeeting = lesson.purpose === 'meeting'
  const isOver = lesson.status === 'ENDED' || lesson.status === 'SETTLED'
  return (
    <li>
      {isMeeting ? <VideoCameraOutlined /> : <ReadOutlined />}
      <span className="session-lesson-words">
        <strong>
          {isMeeting && !isOver && detail.card.mine ? (
            <Link to={paths.room(lesson.lessonId)}>{lesson.title}</Link>
          ) : isMeeting ? (
            lesson.title
          ) : (
            <Link to={isOver ? paths.replay(lesson.lessonId) : paths.lesson(lesson.lessonId)}>
              {lesson.title}
            </Link>
          )}
        </strong>
        <small className="quiet">
          {t(isMeeting ? 'lesson.meeting' : 'lesson.teaching')} · {momentOf(lesson.plannedStart)} ·{' '}
          {lesson.lecturerName}
          {lesson.round > 1 && ` · ${t('round', { count: lesson.round })}`}
        </small>
      </span>
      <LessonStatusPill status={lesson.status} />
      {detail.can.link && !(isMeeting && isOver) && (
        <Popconfirm
          title={t(isMeeting ? 'lesson.callOff' : 'lesson.unlink')}
          onConfirm={() => removing.mutate({ params: { id: detail.card.id, lessonId: lesson.lessonId } })}
        >
          <Button
            type="text"
            size="large"
            icon={<DeleteOutlined />}
            aria-label={t('lesson.remove', { title: lesson.title })}
          />
        </Popconfirm>
      )}
      {removing.error && <ErrorNotice error={removing.error} traced={removing.error.status >= 500} />}
    </li>
  )
}

function LinkLesson({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const [search, setSearch] = useTyped()
  const [opened, setOpened] = useState(false)
  const choices = useEndpoint(
    listSessionLessonChoices,
    { params: { id: detail.card.id }, query: { search } },
    { enabled: opened },
  )
  const linking = useAction(linkSessionLesson, [...REFRESHES, listSessionLessonChoices])
  return (
    <>
      <Select
        className="research-grow"
        value={null}
        aria-label={t('lesson.link')}
        placeholder={t('lesson.link')}
        loading={choices.isFetching || linking.isPending}
        onOpenChange={(open) => setOpened(opened || open)}
        showSearch={{ filterOption: false, onSearch: setSearch }}
        notFoundContent={t('lesson.noChoice')}
        options={(choices.data?.items ?? []).map((one) => ({
          value: one.id,
          label: `${one.title} · ${one.lecturerName} · ${momentOf(one.plannedStart)}`,
        }))}
        onChange={(lessonId: string | null) => {
          if (lessonId) linking.mutate({ params: { id: detail.card.id, lessonId } })
        }}
      />
      {linking.error && <ErrorNotice error={linking.error} traced={linking.error.status >= 500} />}
    </>
  )
}

function PlanMeeting({ detail, onClose }: { detail: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation('research')
  const { card, members } = detail
  const [startsAt, setStartsAt] = useState(card.startsAt)
  const [chairId, setChairId] = useState(card.mainPreparerId)
  const planning = useAction(planSessionMeeting, REFRESHES)
  const plan = () => {
    if (startsAt !== null)
      planning.mutate(
        { params: { id: card.id }, body: { startsAt, plannedMinutes: card.plannedMinutes, chairId } },
        { onSuccess: onClose },
      )
  }
  return (
    <Modal
      open
      title={t('lesson.plan')}
      okText={t('lesson.planNow')}
      okButtonProps={{ loading: planning.isPending, disabled: startsAt === null }}
      onOk={plan}
      onCancel={onClose}
    >
      <div className="research-stack">
        <p className="quiet">{t('lesson.planHint')}</p>
        <label htmlFor="meeting-start">{t('field.startsAt')}</label>
        <Moment id="meeting-start" value={startsAt} onChange={setStartsAt} />
        <label htmlFor="meeting-chair">{t('lesson.chair')}</label>
        <Select
          id="meeting-chair"
          value={chairId}
          onChange={setChairId}
          options={members.map((one) => ({ value: one.personId, label: `${one.name} · ${one.orgName}` }))}
        />
        {planning.error && <ErrorNotice error={planning.error} traced={planning.error.status >= 500} />}
      </div>
    </Modal>
  )
}
