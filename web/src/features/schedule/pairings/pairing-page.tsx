import { getPairing, type Pairing, type PairingState } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { AgreementFile } from './agreement-file.tsx'
import { PairingDrawer } from './pairing-drawer.tsx'
import { PairingStatePill, useGoalWords, useScopeWords, useTermWords } from './pairing-words.tsx'
import { Progress } from './progress.tsx'
import { Signatures } from './signatures.tsx'
import { StepsPanel } from './steps-panel.tsx'
import './pairings.css'

/** States in which lessons may have been held under it. */
const BEGUN: readonly PairingState[] = ['ACTIVE', 'FROZEN', 'EXPIRED', 'CANCELLED']

/** An agreement: the two sides, what it says, who has signed, and what I may do with it. */
export function PairingPage() {
  const { t } = useTranslation('pairings')
  const { id = '' } = useParams()
  const query = useEndpoint(getPairing, { params: { id } })
  const pairing = query.data?.id === id ? query.data : undefined
  if (pairing) return <Agreement key={pairing.id} pairing={pairing} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('detail.missing')}
        hint={t('detail.missingHint')}
        action={
          <Link className="button" to={PATHS.pairings}>
            {t('detail.back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 10 }} />
}

function Agreement({ pairing }: { pairing: Pairing }) {
  const { t } = useTranslation('pairings')
  const [editing, setEditing] = useState(false)
  const term = useTermWords()
  const host = pairing.host?.name ?? pairing.outsideHost ?? ''
  return (
    <>
      <PageHead
        title={`${host} → ${pairing.rural.name}`}
        note={
          <>
            <PairingStatePill state={pairing.state} /> {t(`type.${pairing.type}`)} · {term(pairing.term)} ·{' '}
            {t('detail.draftedBy', { name: pairing.createdBy, at: momentOf(pairing.createdAt) })}
          </>
        }
      >
        <Link className="button" to={PATHS.pairings}>
          {t('detail.back')}
        </Link>
      </PageHead>
      <div className="pairing">
        <div className="pairing-main">
          <Sides pairing={pairing} />
          <Terms pairing={pairing} />
          {BEGUN.includes(pairing.state) && <Progress pairing={pairing} />}
          <Signatures pairing={pairing} />
        </div>
        <aside className="pairing-side">
          <StepsPanel pairing={pairing} onEdit={() => setEditing(true)} />
          <AgreementFile pairing={pairing} />
        </aside>
      </div>
      {editing && <PairingDrawer edited={pairing} onDone={() => setEditing(false)} />}
    </>
  )
}

/** The two classes, joined by the line that joins their rooms. */
function Sides({ pairing }: { pairing: Pairing }) {
  const { t } = useTranslation('pairings')
  const { host, rural, lectureClass, listeningClass, outsideHost } = pairing
  return (
    <section className="card pairing-sides">
      <div>
        <span className="quiet">{t('detail.host')}</span>
        <strong>{host?.name ?? outsideHost}</strong>
        <span>{lectureClass?.name ?? t('list.outside')}</span>
        <span className="sub">{host?.town}</span>
      </div>
      <span className="pairing-line" aria-hidden="true" />
      <div>
        <span className="quiet">{t('detail.rural')}</span>
        <strong>{rural.name}</strong>
        <span>{listeningClass.name}</span>
        <span className="sub">{rural.town}</span>
      </div>
    </section>
  )
}

function Terms({ pairing }: { pairing: Pairing }) {
  const { t } = useTranslation('pairings')
  const { t: common } = useTranslation()
  const scope = useScopeWords()
  const goals = useGoalWords()
  const { note, editionGaps, term } = pairing
  return (
    <section className="card pairing-part">
      <h2>{t('detail.what')}</h2>
      <dl>
        <dt>{t('detail.scope')}</dt>
        <dd>{scope(pairing)}</dd>
        <dt>{t('detail.goals')}</dt>
        <dd>{goals(pairing)}</dd>
        <dt>{t('detail.term')}</dt>
        <dd>
          {term.startsOn} – {term.endsOn}
        </dd>
        {note !== '' && (
          <>
            <dt>{t('detail.note')}</dt>
            <dd className="pairing-note">{note}</dd>
          </>
        )}
      </dl>
      {editionGaps.length > 0 && (
        <div className="notice notice-warn">
          <strong>{t('detail.editions')}</strong>
          <span>{t('detail.editionsHint')}</span>
          <ul>
            {editionGaps.map(({ subject, host, rural }) => (
              <li key={subject}>
                {common(`subject.${subject}`)}: {host} · {rural}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
