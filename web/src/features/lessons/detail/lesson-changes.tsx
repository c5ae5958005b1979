import { getLessonLinks, type LessonDetail, type LessonLinks } from '@tongke/contract'
import { Button } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths, PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dayName, timeOf } from '../../../lib/time.ts'
import { ExchangeDialog } from './exchange-dialog.tsx'
import { MakeUpDialog } from './make-up-dialog.tsx'
import { SubstituteDialog } from './substitute-dialog.tsx'
import './changes.css'

const KINDS = ['movedFrom', 'movedTo', 'makesUpFor', 'madeUpBy'] as const

/** The slot it was made for, and the lessons it belongs together with. */
function Origins({ links, classId }: { links: LessonLinks; classId: string }) {
  const { t, i18n } = useTranslation('changes')
  const { slot } = links
  return (
    <ul className="origins" aria-label={t('links.label')}>
      {slot && (
        <li>
          {t('links.slot')}{' '}
          <Link to={`${PATHS.timetable}?view=class&school=${links.lectureOrgId}&of=${classId}`}>
            {t('links.slotOf', { day: dayName(dayjs(slot.day).valueOf(), i18n.language) })}
          </Link>
        </li>
      )}
      {KINDS.map((kind) => {
        const other = links[kind]
        if (!other) return null
        const { id, title, plannedStart } = other
        return (
          <li key={kind}>
            {t(`links.${kind}`)}{' '}
            <Link to={paths.lesson(id)}>
              {dayName(plannedStart, i18n.language)} {timeOf(plannedStart)} {title}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

type Change = keyof LessonLinks['can']
const CHANGES: readonly Change[] = ['exchange', 'substitute', 'makeUp']

/** Where a lesson comes from, what became of it, and what its people may change: the server says what is allowed. */
function Loaded({ lesson, links }: { lesson: LessonDetail; links: LessonLinks }) {
  const { t } = useTranslation('changes')
  const [dialog, setDialog] = useState<Change>()
  const { summary, state } = lesson
  const offered = CHANGES.filter((change) => links.can[change])
  const close = () => setDialog(undefined)
  if (offered.length === 0 && !links.slot && KINDS.every((kind) => !links[kind])) return null
  return (
    <div className="lesson-changes">
      <Origins links={links} classId={state.plan.lectureClass.id} />
      <div className="change-buttons">
        {offered.map((change) => (
          <Button
            key={change}
            type={change === 'makeUp' ? 'primary' : 'default'}
            onClick={() => setDialog(change)}
          >
            {t(`${change}.open`)}
          </Button>
        ))}
      </div>
      {dialog === 'exchange' && <ExchangeDialog lesson={summary} onClose={close} />}
      {dialog === 'substitute' && (
        <SubstituteDialog lesson={lesson} orgId={links.lectureOrgId} onClose={close} />
      )}
      {dialog === 'makeUp' && <MakeUpDialog lesson={summary} onClose={close} />}
    </div>
  )
}

export function LessonChanges({ lesson }: { lesson: LessonDetail }) {
  const isPerson = useMe().data?.kind === 'person'
  const { id, status } = lesson.summary
  const links = useEndpoint(getLessonLinks, { params: { id } }, { enabled: isPerson })
  const { refetch } = links
  // What may be done follows from the status, which the page hears of first.
  useEffect(() => {
    if (isPerson) void refetch()
  }, [status, isPerson, refetch])
  if (links.error && !links.data) return <ErrorNotice error={links.error} />
  if (!links.data || links.isPlaceholderData) return null
  // A dialog belongs to one lesson.
  return <Loaded key={id} lesson={lesson} links={links.data} />
}
