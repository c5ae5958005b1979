import { DesktopOutlined, SoundOutlined, TeamOutlined } from '@ant-design/icons'
import type { TimetableSlot, TimetableView } from '@tongke/contract'
import type { CSSProperties, DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { hueOf, useSubjectName } from './subject-look.ts'
import { weekRanges } from './week-cells.ts'

const ICON = {
  'sync-lecture': SoundOutlined,
  'sync-listen': TeamOutlined,
  recorded: DesktopOutlined,
} as const

/** Which weeks, where it is not every one. */
export function usePatternWords(): (pattern: TimetableSlot['weeks']) => string {
  const { t } = useTranslation('timetable')
  return (pattern) =>
    pattern.kind === 'list'
      ? t('weeks.list', { weeks: weekRanges(pattern.weeks) })
      : t(`weeks.${pattern.kind}`)
}

/** Second line of a card: what the reader of this view does not know yet. */
function useDetail(view: TimetableView): (slot: TimetableSlot) => string {
  const { t } = useTranslation('timetable')
  return (slot) => {
    if (slot.mode === 'sync-lecture' && view !== 'school')
      return t('card.to', { classes: slot.legs.map(({ orgName }) => orgName).join(t('comma')) })
    if (slot.lecture && view !== 'school')
      return t('card.from', { school: slot.lecture.orgName, lecturer: slot.lecture.lecturerName ?? '' })
    const of = view === 'class' || view === 'school' ? slot.teacherName : slot.className
    return of ?? ''
  }
}

interface Props {
  slot: TimetableSlot
  view: TimetableView
  mayMove: boolean
  lifted: boolean
  troubled: boolean
  onOpen: (slot: TimetableSlot) => void
  onDrag: (slot: TimetableSlot | null) => void
}

/** One lesson in the grid: a button that opens what can be done with it, and can be dragged. */
export function SlotCard({ slot, view, mayMove, lifted, troubled, onOpen, onDrag }: Props) {
  const { t } = useTranslation('timetable')
  const name = useSubjectName()
  const detail = useDetail(view)
  const pattern = usePatternWords()
  const Icon = slot.mode === 'local' ? null : ICON[slot.mode]
  const marks = [
    'slot-card',
    slot.mode !== 'local' && 'is-sync',
    lifted && 'is-lifted',
    troubled && 'is-troubled',
  ]
  return (
    <button
      type="button"
      className={marks.filter(Boolean).join(' ')}
      style={{ '--hue': hueOf(slot.subject) } as CSSProperties}
      draggable={mayMove}
      onDragStart={(event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', slot.id)
        onDrag(slot)
      }}
      onDragEnd={() => onDrag(null)}
      onClick={() => onOpen(slot)}
      aria-label={t('card.label', {
        subject: name(slot.subject),
        class: slot.className,
        weekday: t(`weekday.${slot.weekday as 1}`),
        period: slot.period,
        mode: t(`mode.${slot.mode}`),
      })}
    >
      <strong>
        {name(slot.subject)}
        {Icon && <Icon aria-hidden />}
      </strong>
      <span>{detail(slot)}</span>
      {slot.weeks.kind !== 'all' && <small>{pattern(slot.weeks)}</small>}
      {slot.ownBell && <small>{t('card.ownBell')}</small>}
      {slot.quiet && view === 'class' && (
        <small>{t('card.quiet', { subject: name(slot.quiet.subject) })}</small>
      )}
    </button>
  )
}
