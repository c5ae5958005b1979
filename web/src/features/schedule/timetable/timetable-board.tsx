import type { SlotInput, TimetableSlot, TimetableWeek } from '@tongke/contract'
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SchoolGrid } from './school-grid.tsx'
import { draftOf, newDraft, SlotForm } from './slot-form.tsx'
import { SlotPanel } from './slot-panel.tsx'
import { useSubjectName } from './subject-look.ts'
import type { Choice, Targets } from './timetable-choice.ts'
import type { useMoves } from './use-moves.ts'
import { WeekGrid, type Place } from './week-grid.tsx'

interface BoardProps {
  week: TimetableWeek
  targets: Targets
  choice: Choice
  classId: string | null
  moves: ReturnType<typeof useMoves>
}

/** The week as a grid, and what is done in it: look at a lesson, add, change and move it. */
export function Board({ week, targets, choice, classId, moves }: BoardProps) {
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
          // The school's week has no cell for a place of one class.
          onLift={
            choice.view === 'school'
              ? null
              : (slot) => {
                  setOpened(null)
                  setLifted(slot)
                }
          }
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
