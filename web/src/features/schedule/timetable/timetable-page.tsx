import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import {
  exportTimetable,
  getCalendar,
  getTimetableWeek,
  listTimetableTargets,
  TimetableView,
  type EndpointResponse,
  type FreePlace,
  type SlotInput,
  type TimetableSlot,
  type TimetableWeek,
} from '@tongke/contract'
import { App, Button, Select, Skeleton, Tabs } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { download } from '../../../lib/api.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { FindingsPanel } from './findings-panel.tsx'
import { GenerateDialog } from './generate-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { JudgementDialog } from './judgement-dialog.tsx'
import { SchoolGrid } from './school-grid.tsx'
import { draftOf, newDraft, SlotForm } from './slot-form.tsx'
import { SlotPanel } from './slot-panel.tsx'
import { useSubjectName } from './subject-look.ts'
import './timetable.css'
import { useMoves } from './use-moves.ts'
import { WeekGrid, type Place } from './week-grid.tsx'

type Targets = EndpointResponse<typeof listTimetableTargets>

/** The term that runs, or the next one to come. */
function useTerm() {
  const calendar = useEndpoint(getCalendar, { query: {} })
  const terms = calendar.data?.terms ?? []
  const term =
    terms.find(({ progress }) => progress === 'IN_PROGRESS') ??
    terms.find(({ progress }) => progress === 'NOT_STARTED') ??
    null
  return { calendar, term }
}

/** Whose timetable is looked at, kept in the address. */
function useChoice() {
  const [search, setSearch] = useSearchParams()
  const view = TimetableView.options.find((one) => one === search.get('view')) ?? 'class'
  const set = (change: Record<string, string | undefined>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [key, value] of Object.entries(change))
          if (value === undefined) next.delete(key)
          else next.set(key, value)
        return next
      },
      { replace: true },
    )
  return {
    view,
    orgId: search.get('school') ?? undefined,
    of: search.get('of') ?? undefined,
    week: search.get('week'),
    set,
  }
}

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

type Choice = ReturnType<typeof useChoice>

/** Who or what the view shows unless somebody chose: the first class, oneself, the first room. */
function useTarget(targets: Targets, { view, of }: Choice): { id: string | null; room?: string } {
  const me = useMe().data
  const myId = me?.kind === 'person' ? me.id : null
  const { classes, teachers, rooms, orgId } = targets
  if (view === 'school') return { id: orgId }
  if (view === 'room') return { id: orgId, room: rooms.find((room) => room === of) ?? rooms[0] ?? '' }
  if (view === 'teacher')
    return {
      id:
        teachers.find(({ id }) => id === of)?.id ??
        teachers.find(({ id }) => id === myId)?.id ??
        teachers.find(({ slots }) => slots > 0)?.id ??
        myId,
    }
  return { id: classes.find(({ id }) => id === of)?.id ?? classes[0]?.id ?? null }
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

function Chooser({
  targets,
  choice,
  target,
}: {
  targets: Targets
  choice: Choice
  target: { id: string | null; room?: string }
}) {
  const { t } = useTranslation('timetable')
  const { classes, teachers, rooms, schools, orgId } = targets
  const options =
    choice.view === 'class'
      ? classes.map(({ id, name }) => ({ value: id, label: name }))
      : choice.view === 'teacher'
        ? teachers.map(({ id, name, slots }) => ({
            value: id,
            label: t('choose.teacher', { name, count: slots }),
          }))
        : rooms.map((room) => ({ value: room, label: room }))
  return (
    <div className="timetable-chooser">
      <Tabs
        activeKey={choice.view}
        onChange={(view) => choice.set({ view, of: undefined })}
        items={TimetableView.options.map((key) => ({ key, label: t(`view.${key}`) }))}
      />
      {schools.length > 1 && (
        <Select
          className="choose-school"
          value={orgId}
          onChange={(school) => choice.set({ school: school ?? undefined, of: undefined })}
          options={schools.map(({ id, name }) => ({ value: id, label: name }))}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('choose.school')}
        />
      )}
      {choice.view !== 'school' && (
        <Select
          className="choose-target"
          value={choice.view === 'room' ? (target.room ?? null) : target.id}
          onChange={(of) => choice.set({ of: of ?? undefined })}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t(`view.${choice.view}`)}
        />
      )}
    </div>
  )
}

function WeekSteps({
  week: { title, orgName, week, weeks, days },
  onWeek,
}: {
  week: TimetableWeek
  onWeek: (week: number) => void
}) {
  const { t } = useTranslation('timetable')
  const [first, last] = [days[0]?.date, days[4]?.date]
  return (
    <div className="week-steps">
      <h2>
        {title === orgName ? orgName : `${orgName} ${title}`}
        <small>
          {t('weekTitle', { week })} · {first?.slice(5).replace('-', '/')}–{last?.slice(5).replace('-', '/')}{' '}
          · {t(week % 2 === 1 ? 'oddWeek' : 'evenWeek')}
        </small>
      </h2>
      <div className="week-buttons">
        <Button
          icon={<LeftOutlined />}
          disabled={week <= 1}
          onClick={() => onWeek(week - 1)}
          aria-label={t('weekBefore')}
        />
        <Button
          icon={<RightOutlined />}
          disabled={week >= weeks}
          onClick={() => onWeek(week + 1)}
          aria-label={t('weekAfter')}
        />
      </div>
    </div>
  )
}

interface BoardProps {
  week: TimetableWeek
  targets: Targets
  choice: Choice
  classId: string | null
  moves: ReturnType<typeof useMoves>
}

function Board({ week, targets, choice, classId, moves }: BoardProps) {
  const { t } = useTranslation('timetable')
  const name = useSubjectName()
  const [lifted, setLifted] = useState<TimetableSlot | null>(null)
  const [opened, setOpened] = useState<TimetableSlot | null>(null)
  const [form, setForm] = useState<{ draft: SlotInput; slot: TimetableSlot | null } | null>(null)
  useEscape(lifted !== null, () => setLifted(null))
  const drop = (slot: TimetableSlot, place: Place) => {
    setLifted(null)
    // What lies there already comes to where this one was.
    const there = week.slots.filter(
      (one) =>
        one.classId === slot.classId &&
        one.id !== slot.id &&
        one.weekday === place.weekday &&
        one.period === place.period,
    )
    const exchanged = there.map((one) => ({ slotId: one.id, weekday: slot.weekday, period: slot.period }))
    void moves.attempt({ kind: 'move', moves: [{ slotId: slot.id, ...place }, ...exchanged] })
  }
  const troubled = useMemo(
    () => new Set(moves.judged?.findings.flatMap(({ slots }) => slots.map(({ id }) => id)) ?? []),
    [moves.judged],
  )
  const submit = async (slot: SlotInput) => {
    const change = { kind: 'save' as const, slotId: form?.slot?.id ?? null, slot }
    if (await moves.attempt(change)) setForm(null)
  }
  return (
    <>
      {lifted && (
        <div className="lift-bar" role="status">
          {t('lift.note', { subject: name(lifted.subject) })}
          <Button size="small" onClick={() => setLifted(null)}>
            {t('lift.stop')}
          </Button>
        </div>
      )}
      {choice.view === 'school' ? (
        <SchoolGrid
          week={week}
          classes={targets.classes}
          troubled={troubled}
          onOpen={setOpened}
          onClass={(of) => choice.set({ view: 'class', of })}
        />
      ) : (
        <WeekGrid
          week={week}
          view={choice.view}
          lifted={lifted}
          onLift={setLifted}
          onOpen={setOpened}
          onDrop={drop}
          onAdd={
            classId && week.mayEdit
              ? (place) => setForm({ draft: newDraft(classId, place), slot: null })
              : null
          }
          troubled={troubled}
        />
      )}
      {week.slots.length === 0 && (
        <p className="quiet timetable-empty">{t(week.mayEdit ? 'emptyEdit' : 'empty')}</p>
      )}
      {opened && (
        <SlotPanel
          slot={week.slots.find(({ id }) => id === opened.id) ?? opened}
          onClose={() => setOpened(null)}
          onEdit={(slot) => {
            setOpened(null)
            setForm({ draft: draftOf(slot), slot })
          }}
          onLift={(slot) => {
            setOpened(null)
            setLifted(slot)
          }}
          onMove={(place) => {
            setOpened(null)
            void moves.attempt({ kind: 'move', moves: place.moves })
          }}
        />
      )}
      {form && (
        <SlotForm
          draft={form.draft}
          slot={form.slot}
          orgId={form.slot?.orgId ?? targets.orgId ?? ''}
          weeks={week.weeks}
          pending={moves.pending}
          onSave={(slot) => void submit(slot)}
          onClose={() => setForm(null)}
        />
      )}
    </>
  )
}

function useEscape(active: boolean, onEscape: () => void) {
  useEffect(() => {
    if (!active) return
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && onEscape()
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [active, onEscape])
}
