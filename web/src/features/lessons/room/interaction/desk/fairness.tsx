import { getLessonTalk, TeachingMode, type EndpointResponse } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../../../lib/api.ts'
import { minutesSeconds } from '../../parts/time-words.ts'
import { useLesson, useServerNow } from '../../room-context.tsx'
import { warmth } from '../../room.rules.ts'
import { talkShares } from '../interaction.rules.ts'
import { useClassNames, useInteraction } from '../use-interaction.ts'

type Talk = EndpointResponse<typeof getLessonTalk>
const EVERY_MS = 10_000
const FORGOTTEN_MS = 8 * 60_000

/** What the media nodes counted; the newest answer stays when the line is away. */
function useTalk(lessonId: string): Talk | null {
  const [talk, setTalk] = useState<Talk | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    const ask = () =>
      void call(getLessonTalk, { params: { id: lessonId } }, leaving.signal)
        .then(setTalk)
        .catch(() => undefined)
    ask()
    const timer = setInterval(ask, EVERY_MS)
    return () => {
      clearInterval(timer)
      leaving.abort()
    }
  }, [lessonId])
  return talk
}

/** Who spoke how long, and when each class last took part. */
export function Fairness() {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const nameOf = useClassNames()
  const talk = useTalk(lesson.lessonId)
  const now = useServerNow()
  const ofClass = (legId: string) => talk?.classes.find((one) => one.legId === legId)?.spokenMs ?? 0
  const classesMs = lesson.plan.legs.reduce((sum, { id }) => sum + ofClass(id), 0)
  const shares = talkShares(talk?.lecturerMs ?? 0, classesMs)
  const longest = Math.max(1, talk?.lecturerMs ?? 0, ...lesson.plan.legs.map(({ id }) => ofClass(id)))
  const since = (legId: string) =>
    lesson.startedAt === null ? 0 : now - (lesson.legs[legId]?.lastInteractedAt ?? lesson.startedAt)
  const forgotten = lesson.plan.legs
    .filter(({ id }) => lesson.status === 'LIVE' && since(id) > FORGOTTEN_MS)
    .toSorted((a, b) => since(b.id) - since(a.id))[0]
  return (
    <section className="side-card side-card-grow fairness" aria-label={t('fairness.title')}>
      <p className="fairness-share">{shares ? t('fairness.share', shares) : t('fairness.none')}</p>
      {talk && (
        <p className="fairness-modes">
          {TeachingMode.options.map((mode) => (
            <span key={mode}>
              {t(`mode.${mode}`)} <b>{minutesSeconds(talk.teachingMs[mode])}</b>
            </span>
          ))}
        </p>
      )}
      <ul>
        <Row name={t('fairness.lecturer')} ms={talk?.lecturerMs ?? 0} longest={longest} />
        {lesson.plan.legs.map(({ id }) => (
          <Row key={id} name={nameOf(id)} ms={ofClass(id)} longest={longest} legId={id} since={since(id)} />
        ))}
      </ul>
      {forgotten && (
        <p className="fairness-hint" role="status">
          {t('fairness.forgotten', {
            name: nameOf(forgotten.id),
            minutes: Math.floor(since(forgotten.id) / 60_000),
          })}
        </p>
      )}
      <small>{t('fairness.source')}</small>
    </section>
  )
}

interface RowProps {
  name: string
  ms: number
  longest: number
  legId?: string
  since?: number
}

function Row({ name, ms, longest, legId, since = 0 }: RowProps) {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const { praises } = useInteraction()
  const leg = legId === undefined ? undefined : lesson.legs[legId]
  const stars = legId === undefined ? 0 : (praises[legId] ?? 0)
  return (
    <li>
      <span className="fairness-name">
        <b>{name}</b>
        <span>{minutesSeconds(ms)}</span>
      </span>
      <i className={leg ? 'fairness-bar' : 'fairness-bar fairness-lecturer'}>
        <i style={{ transform: `scaleX(${ms / longest})` }} />
      </i>
      {leg && (
        <span
          className={`fairness-last warmth-${warmth(leg.lastInteractedAt, lesson.startedAt, (leg.lastInteractedAt ?? lesson.startedAt ?? 0) + since)}`}
        >
          {t('fairness.times', { count: leg.interactions })}
          {' · '}
          {leg.lastInteractedAt === null
            ? t('fairness.never')
            : `${t('fairness.last')} ${minutesSeconds(since)}`}
          {stars > 0 && <em aria-label={t('praise.stars', { count: stars })}>★ {stars}</em>}
        </span>
      )}
    </li>
  )
}
