import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { PeriodSubject, type SlotInput, type SlotLeg, type TimetableSlot } from '@tongke/contract'
import { Button, Checkbox, Input, InputNumber, Select, Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { useSubjectName } from './subject-look.ts'
import type { Place } from './week-grid.tsx'

type Mode = SlotInput['mode']
const MODES: readonly Mode[] = ['local', 'sync-lecture', 'recorded']
const PATTERNS = ['all', 'odd', 'even', 'list'] as const

/** A slot to begin with: the one that is edited, or an empty one at a place. */
export const draftOf = (slot: TimetableSlot): SlotInput => ({
  classId: slot.classId,
  weeks: slot.weeks,
  weekday: slot.weekday,
  period: slot.period,
  subject: slot.subject,
  teacherId: slot.teacherId,
  room: slot.room,
  mode: slot.mode === 'sync-listen' ? 'local' : slot.mode,
  ownBell: slot.ownBell,
  grades: slot.grades,
  quiet: slot.quiet,
  legs: slot.legs.map(({ classId, assistantId, grades, quiet, adapted, editionMapped, ownBell }) => ({
    classId,
    assistantId,
    grades,
    quiet,
    adapted,
    editionMapped,
    ownBell,
  })),
})

export const newDraft = (classId: string, { weekday, period }: Place): SlotInput => ({
  classId,
  weekday,
  period,
  weeks: { kind: 'all' },
  subject: 'chinese',
  teacherId: null,
  room: null,
  mode: 'local',
  ownBell: null,
  grades: null,
  quiet: null,
  legs: [],
})

interface Props {
  draft: SlotInput
  /** What is known of the slot that is edited: names for what is chosen. */
  slot: TimetableSlot | null
  orgId: string
  weeks: number
  pending: boolean
  onSave: (slot: SlotInput) => void
  onClose: () => void
}

/** What is taught in a period, by whom, in which weeks, and who listens. */
export function SlotForm({ draft, slot, orgId, weeks, pending, onSave, onClose }: Props) {
  const { t } = useTranslation('timetable')
  const name = useSubjectName()
  const [value, setValue] = useState(draft)
  const set = (change: Partial<SlotInput>) => setValue({ ...value, ...change })
  return (
    <FormDrawer
      title={t(slot ? 'form.edit' : 'form.add', {
        weekday: t(`weekday.${value.weekday as 1}`),
        period: value.period,
      })}
      open
      pending={pending}
      error={null}
      onSave={() => onSave(value)}
      onClose={onClose}
      size={520}
    >
      <div className="slot-form">
        <Field label={t('form.subject')}>
          <Select
            value={value.subject}
            onChange={(subject) => set({ subject })}
            options={PeriodSubject.options.map((one) => ({ value: one, label: name(one) }))}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('form.subject')}
          />
        </Field>
        <Field label={t('form.mode')}>
          <Segmented
            value={value.mode}
            onChange={(mode: Mode) => set({ mode, legs: mode === 'sync-lecture' ? value.legs : [] })}
            options={MODES.map((one) => ({ value: one, label: t(`mode.${one}`) }))}
          />
        </Field>
        <Field label={t(value.mode === 'sync-lecture' ? 'form.lecturer' : 'form.teacher')}>
          <PersonSelect
            value={value.teacherId}
            onChange={(teacherId) => set({ teacherId })}
            orgId={orgId}
            known={slot?.teacherName ?? undefined}
            allowClear
            aria-label={t('form.teacher')}
          />
        </Field>
        <Field label={t('form.weeks')}>
          <Segmented
            value={value.weeks.kind}
            onChange={(kind: (typeof PATTERNS)[number]) =>
              set({ weeks: kind === 'list' ? { kind, weeks: [1] } : { kind } })
            }
            options={PATTERNS.map((one) => ({ value: one, label: t(`form.pattern.${one}`) }))}
          />
          {value.weeks.kind === 'list' && (
            <Select
              mode="multiple"
              value={value.weeks.weeks}
              onChange={(chosen) => set({ weeks: { kind: 'list', weeks: chosen.length > 0 ? chosen : [1] } })}
              options={Array.from({ length: weeks }, (_, at) => ({
                value: at + 1,
                label: t('form.week', { week: at + 1 }),
              }))}
              aria-label={t('form.weeks')}
            />
          )}
        </Field>
        <div className="form-pair">
          <Field label={t('form.weekday')}>
            <Select
              value={value.weekday}
              onChange={(weekday) => set({ weekday })}
              options={[1, 2, 3, 4, 5].map((one) => ({ value: one, label: t(`weekday.${one as 1}`) }))}
              aria-label={t('form.weekday')}
            />
          </Field>
          <Field label={t('form.period')}>
            <InputNumber
              min={1}
              max={12}
              value={value.period}
              onChange={(period) => set({ period: period ?? 1 })}
              aria-label={t('form.period')}
            />
          </Field>
          <Field label={t('form.room')}>
            <Input
              value={value.room ?? ''}
              placeholder={t('form.ownRoom')}
              maxLength={20}
              onChange={({ target }) => set({ room: target.value || null })}
              aria-label={t('form.room')}
            />
          </Field>
        </div>
        {value.mode === 'sync-lecture' && (
          <Legs slot={slot} value={value} onChange={(legs) => set({ legs })} />
        )}
      </div>
    </FormDrawer>
  )
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="slot-field">
    <span>{label}</span>
    {children}
  </div>
)

const NEW_LEG: Omit<SlotLeg, 'classId'> = {
  assistantId: null,
  grades: null,
  quiet: null,
  adapted: false,
  editionMapped: false,
  ownBell: false,
}
const MARKS = ['adapted', 'editionMapped', 'ownBell'] as const

function Legs({
  slot,
  value,
  onChange,
}: {
  slot: TimetableSlot | null
  value: SlotInput
  onChange: (legs: SlotLeg[]) => void
}) {
  const { t } = useTranslation('timetable')
  const { legs } = value
  const change = (at: number, more: Partial<SlotLeg>) =>
    onChange(legs.map((leg, index) => (index === at ? { ...leg, ...more } : leg)))
  const known = (classId: string) => slot?.legs.find((leg) => leg.classId === classId)
  return (
    <fieldset className="leg-fields">
      <legend>{t('form.legs')}</legend>
      {legs.map((leg, at) => (
        <div key={leg.classId || at} className="leg-field">
          <ClassSelect
            scope="lesson"
            value={leg.classId || null}
            onChange={(classId, chosen) =>
              change(at, {
                classId: classId ?? '',
                // Of several grades one listens, until somebody says otherwise.
                grades: chosen && chosen.grades.length > 1 ? chosen.grades.slice(-1) : null,
                quiet: null,
              })
            }
            exclude={[value.classId, ...legs.map(({ classId }) => classId)]}
            known={
              known(leg.classId)
                ? `${known(leg.classId)?.orgName} ${known(leg.classId)?.className}`
                : undefined
            }
            placeholder={t('form.class')}
            aria-label={t('form.class')}
          />
          <PersonSelect
            value={leg.assistantId}
            onChange={(assistantId) => change(at, { assistantId })}
            known={known(leg.classId)?.assistantName ?? undefined}
            placeholder={t('form.assistant')}
            allowClear
            aria-label={t('form.assistant')}
          />
          <QuietTask
            leg={leg}
            onChange={(quiet) => change(at, { quiet })}
            onGrades={(grades) => change(at, { grades })}
          />
          <div className="leg-marks">
            {MARKS.map((mark) => (
              <Checkbox
                key={mark}
                checked={leg[mark]}
                onChange={({ target }) => change(at, { [mark]: target.checked })}
              >
                {t(`form.${mark}`)}
              </Checkbox>
            ))}
            <Button
              type="text"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('form.removeLeg')}
              onClick={() => onChange(legs.filter((_, index) => index !== at))}
            />
          </div>
        </div>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => onChange([...legs, { ...NEW_LEG, classId: '' }])}>
        {t('form.addLeg')}
      </Button>
    </fieldset>
  )
}

const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9]

/** Of a class of several grades: who listens, and what those who do not listen do meanwhile. */
function QuietTask({
  leg,
  onChange,
  onGrades,
}: {
  leg: SlotLeg
  onChange: (quiet: SlotLeg['quiet']) => void
  onGrades: (grades: number[]) => void
}) {
  const { t } = useTranslation('timetable')
  const { t: common } = useTranslation()
  const name = useSubjectName()
  if (leg.grades === null) return null
  return (
    <div className="form-pair">
      <Select
        mode="multiple"
        value={leg.grades}
        onChange={(grades) => grades.length > 0 && onGrades(grades)}
        options={GRADES.map((one) => ({ value: one, label: common(`grade.${one as 1}`) }))}
        aria-label={t('form.grades')}
      />
      <Select
        value={leg.quiet?.subject ?? null}
        placeholder={t('form.quietSubject')}
        allowClear
        onChange={(subject) => onChange(subject ? { subject, task: leg.quiet?.task ?? '' } : null)}
        options={PeriodSubject.options.map((one) => ({ value: one, label: name(one) }))}
        aria-label={t('form.quietSubject')}
      />
      <Input
        value={leg.quiet?.task ?? ''}
        placeholder={t('form.quietTask')}
        maxLength={120}
        disabled={!leg.quiet}
        onChange={({ target }) => leg.quiet && onChange({ ...leg.quiet, task: target.value })}
        aria-label={t('form.quietTask')}
      />
    </div>
  )
}
