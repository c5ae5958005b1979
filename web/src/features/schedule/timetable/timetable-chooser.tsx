import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { TimetableView, type TimetableWeek } from '@tongke/contract'
import { Button, Select, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Choice, Target, Targets } from './timetable-choice.ts'

/** Whose timetable: the view, the school, and one of its classes, teachers or rooms. */
export function Chooser({ targets, choice, target }: { targets: Targets; choice: Choice; target: Target }) {
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

/** The week that is shown, and to the next. */
export function WeekSteps({
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
