import type { Activity, MarkBody, Observation, SessionLessonSeen } from '@tongke/contract'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Opening } from '../../../../components/opening.tsx'
import { Skeleton } from '../../../../components/plain/skeleton.tsx'
import { clockText } from '../../../../components/replay/clock-text.ts'
import { paths } from '../../../../config/paths.ts'
import type { KnownPerson } from '../../../../lib/known-person.ts'
import { timeOf } from '../../../../lib/time.ts'
import { useNow } from '../../../../lib/use-now.ts'
import type { ObservationBook, ObservationView } from '../../../../live/observation/observation-book.ts'
import { useMarkWords } from '../mark-words.ts'
import { HandedIn, HandInButton } from './hand-in.tsx'
import { MarkList, markTime } from './mark-list.tsx'
import { NotePad } from './note-pad.tsx'
import { ActivityPad, CountPad, WaitPad } from './pad.tsx'
import { ScaleForm } from './scale-form.tsx'
import { useBook } from './use-book.ts'

/** Not needed on a phone in the room, and not kept for the time without a line. */
const ReplaySide = lazy(() => import('./replay-side.tsx'))

interface Props {
  who: KnownPerson
  observation: Observation
  lesson: SessionLessonSeen
  on: 'live' | 'replay'
  onLeave: () => void
}

export function Sheet(props: Props) {
  const { who, observation, lesson } = props
  const held = useBook(who.id, observation.sessionId, lesson.id)
  if (!held) return <Opening />
  return <Writing {...props} book={held.book} view={held.view} />
}

/** The lesson's clock, or the time of day around it. */
function LessonClock({ startedAt, endedAt }: Pick<SessionLessonSeen, 'startedAt' | 'endedAt'>) {
  const now = useNow(1_000)
  return (
    <b className="observe-clock">
      {startedAt === null || endedAt !== null ? timeOf(now) : clockText(now - startedAt)}
    </b>
  )
}

const TABS = ['pad', 'scale', 'list'] as const

function Writing({
  observation,
  lesson,
  on,
  onLeave,
  book,
  view,
}: Props & { book: ObservationBook; view: ObservationView }) {
  const { t } = useTranslation('observation')
  const { t: errors } = useTranslation('errors')
  const [tab, setTab] = useState<(typeof TABS)[number]>('pad')
  const placeOf = useRef<(() => number) | null>(null)
  const onPlace = useCallback((place: (() => number) | null) => {
    placeOf.current = place
  }, [])
  const place = () => (on === 'replay' ? (placeOf.current?.() ?? 0) : null)
  const { sheet, marks } = view
  const isFixed = sheet.handedInAt !== null
  const scale = observation.scales.find(({ id }) => id === sheet.scaleVersionId)
  const touch = (body: MarkBody) => book.mark(body, place())
  return (
    <main
      className="observe"
      data-on={on}
      data-tab={tab}
      data-unsent={view.unsent}
      data-handed-in={isFixed}
      data-testid="observe"
    >
      <header className="observe-head">
        <button type="button" className="observe-back" onClick={onLeave} aria-label={t('back')}>
          <svg
            width="22"
            height="22"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            aria-hidden="true"
          >
            <path d="m15 5-7 7 7 7" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </button>
        <div>
          <h1>{lesson.title}</h1>
          <p role="status" data-testid="kept">
            {view.unsent === 0 ? t('kept') : t('keptHere', { count: view.unsent })}
          </p>
        </div>
        {on === 'live' && <LessonClock startedAt={lesson.startedAt} endedAt={lesson.endedAt} />}
        {!isFixed && <HandInButton book={book} view={view} takeBackMinutes={observation.takeBackMinutes} />}
      </header>
      {view.problem && (
        <p className="notice notice-warn observe-problem" role="alert">
          {errors(view.problem)}
        </p>
      )}
      {isFixed && <HandedIn book={book} view={view} />}
      {on === 'replay' && (
        <div className="observe-replay">
          <Suspense fallback={<Skeleton lines={8} />}>
            <ReplaySide lessonId={lesson.id} onPlace={onPlace} />
          </Suspense>
        </div>
      )}
      <section className="observe-list" aria-label={t('tab.list')}>
        <p className="observe-private">{t(isFixed ? 'privateNoMore' : 'private')}</p>
        <MarkList marks={marks} book={book} startedAt={lesson.startedAt} isFixed={isFixed} />
        <p className="observe-links">
          <Link to={paths.evidence(observation.sessionId, lesson.id)}>{t('toEvidence')}</Link>
          {!lesson.endedAt && <Link to={paths.room(lesson.id)}>{t('toRoom')}</Link>}
        </p>
      </section>
      <section className="observe-scale" aria-label={t('tab.scale')}>
        <ScaleChoice observation={observation} chosen={sheet.scaleVersionId} book={book} isFixed={isFixed} />
        {scale && (
          <ScaleForm
            content={scale.content}
            answers={sheet.answers}
            onAnswer={(itemId, answer) => book.answer(itemId, answer)}
            disabled={isFixed}
          />
        )}
      </section>
      {!isFixed && (
        <section className="observe-pad" aria-label={t('tab.pad')}>
          <ActivityPad activity={activityNow(marks)} onTouch={touch} />
          <CountPad marks={marks} onTouch={touch} />
          <WaitPad marks={marks} onTouch={touch} />
          <NotePad book={book} place={place} />
        </section>
      )}
      <footer className="observe-foot">
        <Undo book={book} view={view} startedAt={lesson.startedAt} />
        <nav>
          {TABS.map((one) => (
            <button
              key={one}
              type="button"
              data-tab={one}
              aria-current={one === tab ? 'page' : undefined}
              onClick={() => setTab(one)}
            >
              {t(`tab.${one}`)}
            </button>
          ))}
        </nav>
      </footer>
    </main>
  )
}

/** What goes on by the newest switch. */
function activityNow(marks: ObservationView['marks']): Activity {
  const last = marks.filter(({ body }) => body.kind === 'activity').at(-1)
  return last?.body.kind === 'activity' ? last.body.activity : 'break'
}

/** The newest touch in words, and the way back from it: a thumb errs. */
function Undo({
  book,
  view,
  startedAt,
}: {
  book: ObservationBook
  view: ObservationView
  startedAt: number | null
}) {
  const { t } = useTranslation('observation')
  const words = useMarkWords()
  const last = [...view.marks].sort((a, b) => a.madeAt - b.madeAt).at(-1)
  if (!view.canUndo || !last || view.sheet.handedInAt !== null) return null
  return (
    <button type="button" className="observe-undo" onClick={() => book.undo()}>
      <b>{t('undo')}</b>
      <span>
        {markTime(last, startedAt)} {words(last.body)}
      </span>
    </button>
  )
}

interface ChoiceProps {
  observation: Observation
  chosen: string | null
  book: ObservationBook
  isFixed: boolean
}

/** Observers share the work: one takes the questions, another the pupils. */
function ScaleChoice({ observation, chosen, book, isFixed }: ChoiceProps) {
  const { t } = useTranslation('observation')
  const scale = observation.scales.find(({ id }) => id === chosen)
  return (
    <div className="scale-choice">
      <label>
        <span>{t('scale.choose')}</span>
        <select
          value={chosen ?? ''}
          disabled={isFixed}
          onChange={(event) => book.chooseScale(event.target.value || null)}
        >
          <option value="">{t('scale.none')}</option>
          {observation.scales.map(({ id, title, number }) => (
            <option key={id} value={id}>
              {title} v{number}
            </option>
          ))}
        </select>
      </label>
      <p className="quiet">{scale ? scale.purpose : t('scale.hint')}</p>
    </div>
  )
}
