import { Subject, type ObservedLesson } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { uuid7 } from '../../../live/id.ts'
import { Area, Field } from './fields.tsx'

interface Props {
  lessons: readonly ObservedLesson[]
  onChange: (lessons: ObservedLesson[]) => void
}

const MOST = 20

/** The lessons somebody sat in on, one card each. */
export function LessonsField({ lessons, onChange }: Props) {
  const { t } = useTranslation('visits')
  const change = (id: string, part: Partial<ObservedLesson>) =>
    onChange(lessons.map((lesson) => (lesson.id === id ? { ...lesson, ...part } : lesson)))
  return (
    <div className="visit-lessons">
      {lessons.length === 0 && <p className="visits-quiet">{t('lessons.none')}</p>}
      {lessons.map((lesson, index) => (
        <LessonCard
          key={lesson.id}
          number={index + 1}
          lesson={lesson}
          onChange={(part) => change(lesson.id, part)}
          onRemove={() => onChange(lessons.filter(({ id }) => id !== lesson.id))}
        />
      ))}
      {lessons.length < MOST && (
        <button
          type="button"
          className="button button-big"
          onClick={() => onChange([...lessons, { ...BLANK, id: uuid7() }])}
        >
          {t('lessons.add')}
        </button>
      )}
    </div>
  )
}

interface CardProps {
  number: number
  lesson: ObservedLesson
  onChange: (part: Partial<ObservedLesson>) => void
  onRemove: () => void
}

function LessonCard({ number, lesson, onChange, onRemove }: CardProps) {
  const { t } = useTranslation('visits')
  const { t: common } = useTranslation()
  const text = (field: 'className' | 'teacherName' | 'topic' | 'scores', max: number) => (
    <Field label={t(`lessons.${field}`)}>
      {(id) => (
        <input
          id={id}
          maxLength={max}
          value={lesson[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <fieldset className="visit-lesson">
      <legend>{t('lessons.number', { number })}</legend>
      <div className="visit-two">
        {text('className', 40)}
        <Field label={t('lessons.subject')}>
          {(id) => (
            <select
              id={id}
              value={lesson.subject ?? ''}
              onChange={(event) =>
                onChange({ subject: Subject.options.find((one) => one === event.target.value) ?? null })
              }
            >
              <option value="">{t('lessons.chooseSubject')}</option>
              {Subject.options.map((one) => (
                <option key={one} value={one}>
                  {common(`subject.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {text('teacherName', 40)}
        {text('topic', 80)}
      </div>
      {text('scores', 300)}
      <Area
        label={t('lessons.remark')}
        value={lesson.remark}
        max={2000}
        onChange={(remark) => onChange({ remark })}
      />
      <button type="button" className="visit-back" onClick={onRemove}>
        {t('lessons.remove')}
      </button>
    </fieldset>
  )
}

const BLANK: Omit<ObservedLesson, 'id'> = {
  className: '',
  subject: null,
  teacherName: '',
  topic: '',
  scores: '',
  remark: '',
}
