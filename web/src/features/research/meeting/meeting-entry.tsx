import { getSession, holdSessionMeeting, type SessionDetail, type SessionLesson } from '@tongke/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'

const OPEN: readonly SessionLesson['status'][] = ['WAITING', 'LIVE', 'INTERRUPTED']
const COMING: readonly SessionLesson['status'][] = ['SCHEDULED', 'PREPARED', 'CHECKED', ...OPEN]
const BEFORE: readonly SessionDetail['card']['state'][] = ['PROPOSED', 'CLOSED', 'CANCELLED']

/** The way into the members' live room, and for organizers the way to have one. */
export function MeetingEntry({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('meeting')
  const meeting = detail.lessons.findLast(
    ({ purpose, status }) => purpose === 'meeting' && COMING.includes(status),
  )
  const { card, can } = detail
  return (
    <>
      {meeting && card.mine && (
        <Link
          className="button button-primary"
          to={paths.room(meeting.lessonId)}
          state={{ back: paths.researchSession(card.id) }}
        >
          {t(OPEN.includes(meeting.status) ? 'entry.enterLive' : 'entry.enter')}
        </Link>
      )}
      {!meeting && can.edit && !BEFORE.includes(card.state) && <Hold detail={detail} />}
    </>
  )
}

/** Now, or at the time the members agreed on when that is still to come. */
function Hold({ detail: { card } }: { detail: SessionDetail }) {
  const { t } = useTranslation('meeting')
  const navigate = useNavigate()
  const hold = useAction(holdSessionMeeting, [getSession])
  const begin = (plannedStart: number | null) =>
    hold.mutate(
      { params: { id: card.id }, body: { plannedStart } },
      {
        onSuccess: ({ lessonId }) => {
          if (plannedStart === null && card.mine)
            void navigate(paths.room(lessonId), { state: { back: paths.researchSession(card.id) } })
        },
      },
    )
  const isAhead = card.startsAt !== null && card.startsAt > Date.now()
  return (
    <>
      {isAhead && (
        <Button loading={hold.isPending} onClick={() => begin(card.startsAt)}>
          {t('entry.atItsTime')}
        </Button>
      )}
      <Button type={isAhead ? 'default' : 'primary'} loading={hold.isPending} onClick={() => begin(null)}>
        {t('entry.now')}
      </Button>
      {hold.error && <ErrorNotice error={hold.error} />}
    </>
  )
}
