import { listFreePlaces, removeTimetableSlot, type FreePlace, type TimetableSlot } from '@tongke/contract'
import { App, Button, Drawer, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { FreePlaces } from './findings-panel.tsx'
import { usePatternWords } from './slot-card.tsx'
import { useSubjectName } from './subject-look.ts'
import { READS } from './use-moves.ts'
import { clock } from './week-cells.ts'
import { mayMove } from './week-grid.tsx'

interface Props {
  slot: TimetableSlot
  onClose: () => void
  onEdit: (slot: TimetableSlot) => void
  /** Null where there are no cells to choose. */
  onLift: ((slot: TimetableSlot) => void) | null
  onMove: (place: FreePlace) => void
}

/** One lesson: what it is, and what can be done with it without a mouse to drag. */
export function SlotPanel({ slot, onClose, onEdit, onLift, onMove }: Props) {
  const { t } = useTranslation('timetable')
  const { message } = App.useApp()
  const name = useSubjectName()
  const errorText = useErrorText()
  const remove = useAction(removeTimetableSlot, READS)
  const movable = mayMove(slot)
  const free = useEndpoint(listFreePlaces, { params: { id: slot.id } }, { enabled: movable })
  return (
    <Drawer
      title={t('panel.title', { subject: name(slot.subject), class: slot.className })}
      open
      onClose={onClose}
      size={440}
    >
      <Facts slot={slot} />
      {slot.lecture && <p className="notice">{t('panel.listens')}</p>}
      {movable && (
        <>
          <div className="panel-actions">
            {onLift && (
              <Button type="primary" onClick={() => onLift(slot)}>
                {t('panel.move')}
              </Button>
            )}
            <Button onClick={() => onEdit(slot)}>{t('panel.edit')}</Button>
            <Popconfirm
              title={t(slot.legs.length > 0 ? 'panel.removeSync' : 'panel.removeSure')}
              okText={t('panel.remove')}
              okButtonProps={{ danger: true }}
              onConfirm={() =>
                remove
                  .mutateAsync({ params: { id: slot.id } })
                  .then(onClose, (error: unknown) => void message.error(errorText(error)))
              }
            >
              <Button danger loading={remove.isPending}>
                {t('panel.remove')}
              </Button>
            </Popconfirm>
          </div>
          <h3>{t('free.title')}</h3>
          {free.data ? (
            <FreePlaces places={free.data.items} onChoose={onMove} />
          ) : (
            <p className="quiet">{t('check.looking')}</p>
          )}
        </>
      )}
    </Drawer>
  )
}

function Facts({ slot }: { slot: TimetableSlot }) {
  const { t } = useTranslation('timetable')
  const name = useSubjectName()
  const pattern = usePatternWords()
  const rows: [string, string | null][] = [
    [
      t('panel.when'),
      `${t(`weekday.${slot.weekday as 1}`)} ${t('grid.nth', { period: slot.period })} · ${pattern(slot.weeks)}`,
    ],
    [t('panel.bell'), slot.ownBell ? `${clock(slot.ownBell.start)}–${clock(slot.ownBell.end)}` : null],
    [t('panel.class'), `${slot.orgName} ${slot.className}`],
    [t(slot.mode === 'sync-listen' ? 'panel.assistant' : 'panel.teacher'), slot.teacherName],
    [t('panel.room'), slot.room],
    [t('panel.mode'), t(`mode.${slot.mode}`)],
    [t('panel.grades'), slot.grades?.join(t('comma')) ?? null],
    [t('panel.quiet'), slot.quiet ? `${name(slot.quiet.subject)} · ${slot.quiet.task}` : null],
    [
      t('panel.lecture'),
      slot.lecture
        ? `${slot.lecture.orgName} ${slot.lecture.className} · ${slot.lecture.lecturerName ?? ''}`
        : null,
    ],
    [
      t('panel.legs'),
      slot.legs.length > 0
        ? slot.legs
            .map((leg) => `${leg.orgName} ${leg.className}（${leg.assistantName ?? t('panel.nobody')}）`)
            .join(t('comma'))
        : null,
    ],
    [t('panel.reasons'), Object.values(slot.reasons).join(t('comma')) || null],
  ]
  return (
    <dl className="slot-facts">
      {rows.map(([label, value]) =>
        value === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
