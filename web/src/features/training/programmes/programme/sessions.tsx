import { CHECK_IN_KINDS, type ProgrammeDetail, type ProgrammeSession } from '@tongke/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { paths } from '../../../../config/paths.ts'
import { useNow } from '../../../../lib/use-now.ts'
import { spanOf, useStandingText } from '../parts/programme-words.tsx'
import { LogDays } from './log-days.tsx'
import { SessionDrawer } from './session-drawer.tsx'

/** The screen is offered around the session; when exactly it works the server says. ms */
const NEAR_MS = 2 * 3_600_000

/** The schedule, with what I have done of it, or what there is to do for who leads it. */
export function Sessions({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const [editing, setEditing] = useState<ProgrammeSession | 'new'>()
  const { sessions, can } = detail
  return (
    <>
      {sessions.length === 0 && (
        <div className="card">
          <BlankState
            title={t('sessions.none')}
            hint={t(can.schedule ? 'sessions.noneLead' : 'sessions.noneHint')}
          />
        </div>
      )}
      <ol className="programme-sessions">
        {sessions.map((session) => (
          <li key={session.id} className="card" data-counted={session.mine?.counted}>
            <SessionRow detail={detail} session={session} onEdit={() => setEditing(session)} />
          </li>
        ))}
      </ol>
      {can.schedule && (
        <Button onClick={() => setEditing('new')} size="large">
          {t('sessions.add')}
        </Button>
      )}
      {editing && (
        <SessionDrawer
          detail={detail}
          session={editing === 'new' ? null : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  )
}

interface RowProps {
  detail: ProgrammeDetail
  session: ProgrammeSession
  onEdit: () => void
}

function SessionRow({ detail, session, onEdit }: RowProps) {
  const { t } = useTranslation('programmes')
  const standing = useStandingText()
  const { kind, mine } = session
  return (
    <>
      <header>
        <span className="programme-kind">{t(`kind.${kind}`)}</span>
        <h3>{session.title}</h3>
        {mine && (
          <span className={`pill ${mine.counted ? 'pill-ok' : ''}`}>
            {t(mine.counted ? 'counted' : 'notYet')}
          </span>
        )}
      </header>
      <p className="quiet">
        {spanOf(session)}
        {session.place && ` · ${session.place}`}
        {session.hostOrgName && ` · ${session.hostOrgName}`}
        {session.lessonTitle && ` · ${session.lessonTitle}`}
        {session.resourceTitle && ` · ${session.resourceTitle}`}
      </p>
      {mine && <p>{standing(session, mine)}</p>}
      <div className="programme-actions">
        <Doors detail={detail} session={session} />
        {detail.can.schedule && <Button onClick={onEdit}>{t('sessions.edit')}</Button>}
      </div>
      {kind === 'shadowing' && (mine || session.canSign || detail.can.lead) && <LogDays session={session} />}
    </>
  )
}

/** Ways from a session to where it happens. */
function Doors({ detail, session }: { detail: ProgrammeDetail; session: ProgrammeSession }) {
  const { t } = useTranslation('programmes')
  const { can, card } = detail
  const { id, kind, mine, hasTest } = session
  const runs = card.state === 'RUNNING'
  const now = useNow(60_000)
  const isNear = now > session.startsAt - NEAR_MS && now < session.endsAt + NEAR_MS
  return (
    <>
      {kind === 'live' && session.lessonId && (
        <Link className="button" to={paths.lesson(session.lessonId)}>
          {t('sessions.toLesson')}
        </Link>
      )}
      {kind === 'video' && session.resourceId && (
        <Link className="button" to={paths.resource(session.resourceId)}>
          {t('sessions.watch')}
        </Link>
      )}
      {mine && hasTest && mine.testPassed === false && (runs || card.state === 'ASSESSING') && (
        <Link className="button button-primary" to={paths.takeTest(id)}>
          {t('sessions.takeTest', { left: mine.attemptsLeft ?? 0 })}
        </Link>
      )}
      {can.lead && runs && isNear && CHECK_IN_KINDS.includes(kind) && (
        <Link className="button button-primary" to={paths.checkInScreen(id)}>
          {t('sessions.screen')}
        </Link>
      )}
      {can.schedule && (
        <Link className="button" to={paths.sessionTest(id)}>
          {t(hasTest ? 'sessions.editTest' : 'sessions.addTest')}
        </Link>
      )}
    </>
  )
}
