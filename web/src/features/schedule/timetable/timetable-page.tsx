import { exportTimetable, getTimetableWeek, listTimetableTargets, type FreePlace } from '@tongke/contract'
import { App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { download } from '../../../lib/api.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { ChangedBar } from './changed-bar.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import { GenerateDialog } from './generate-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { JudgementDialog } from './judgement-dialog.tsx'
import { Board } from './timetable-board.tsx'
import { Chooser, WeekSteps } from './timetable-chooser.tsx'
import { useChoice, useTarget, useTerm, type Choice, type Targets } from './timetable-choice.ts'
import { StaleBar } from './stale-bar.tsx'
import './timetable.css'
import { useMoves } from './use-moves.ts'

/** 课表: the weeks of classes, teachers, rooms and schools; to look at, to change, to check and to print. */
export function TimetablePage() {
  const { t } = useTranslation('timetable')
  const { calendar, term } = useTerm()
  if (calendar.error) return <ErrorPanel error={calendar.error} onRetry={() => void calendar.refetch()} />
  if (!calendar.data) return <Skeleton active paragraph={{ rows: 10 }} />
  if (!term)
    return (
      <>
        <PageHead title={t('title')} note={t('note')} />
        <div className="card">
          <BlankState title={t('noTerm')} hint={t('noTermHint')} />
        </div>
      </>
    )
  return <OfTerm termId={term.id} />
}

function OfTerm({ termId }: { termId: string }) {
  const choice = useChoice()
  const targets = useEndpoint(listTimetableTargets, { query: { termId, orgId: choice.orgId } })
  if (targets.error && !targets.data)
    return <ErrorPanel error={targets.error} onRetry={() => void targets.refetch()} />
  if (!targets.data) return <Skeleton active paragraph={{ rows: 10 }} />
  return <Desk termId={termId} targets={targets.data} choice={choice} />
}

function Desk({ termId, targets, choice }: { termId: string; targets: Targets; choice: Choice }) {
  const { t } = useTranslation('timetable')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const target = useTarget(targets, choice)
  const week = useEndpoint(
    getTimetableWeek,
    {
      query: {
        termId,
        view: choice.view,
        id: target.id ?? '',
        room: target.room || undefined,
        week: choice.week ?? undefined,
      },
    },
    { enabled: Boolean(target.id) && (choice.view !== 'room' || Boolean(target.room)) },
  )
  const [checking, setChecking] = useState(false)
  const [importing, setImporting] = useState(false)
  const [generating, setGenerating] = useState(false)
  const { orgId } = targets
  const save = () =>
    orgId &&
    void download(exportTimetable, { query: { termId, orgId } }, t('exportName')).catch(
      (error: unknown) => void message.error(errorText(error)),
    )
  const moves = useMoves(termId)
  const takePlace = (place: FreePlace) => void moves.attempt({ kind: 'move', moves: place.moves })
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        <Button onClick={() => setChecking(true)}>{t('check.button')}</Button>
        {targets.mayEdit && <Button onClick={() => setGenerating(true)}>{t('generate.button')}</Button>}
        {targets.mayEdit && <Button onClick={() => setImporting(true)}>{t('import.button')}</Button>}
        <Button onClick={save} disabled={!orgId}>
          {t('export')}
        </Button>
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </PageHead>
      <Chooser targets={targets} choice={choice} target={target} />
      {week.data && <WeekSteps week={week.data} onWeek={(next) => choice.set({ week: String(next) })} />}
      {targets.mayEdit && <StaleBar termId={termId} orgId={orgId} />}
      {moves.last && <ChangedBar pending={moves.pending} onUndo={moves.undo} onClose={moves.forget} />}
      {week.error && !week.data && <ErrorPanel error={week.error} onRetry={() => void week.refetch()} />}
      {!week.data && week.isLoading && <Skeleton active paragraph={{ rows: 8 }} />}
      {!target.id && (
        <div className="card">
          <BlankState title={t('nobody')} hint={t('nobodyHint')} />
        </div>
      )}
      {week.data && target.id && (
        <Board
          key={`${choice.view} ${target.id} ${target.room ?? ''}`}
          week={week.data}
          targets={targets}
          choice={choice}
          classId={choice.view === 'class' ? target.id : null}
          moves={moves}
        />
      )}
      <FindingsPanel
        termId={termId}
        orgId={orgId}
        wholeCounty={targets.wholeCounty}
        mayEdit={targets.mayEdit}
        open={checking}
        onClose={() => setChecking(false)}
        onMove={takePlace}
      />
      {orgId && (
        <ImportDialog
          termId={termId}
          orgId={orgId}
          open={importing}
          onClose={() => setImporting(false)}
          onTemplate={save}
        />
      )}
      <GenerateDialog open={generating} onClose={() => setGenerating(false)} />
      {moves.judged && (
        <JudgementDialog
          judged={moves.judged}
          pending={moves.pending}
          onReasons={(reasons) => void moves.insist(reasons)}
          onMove={takePlace}
          onClose={moves.dismiss}
        />
      )}
    </>
  )
}
