import type { SlotLabel, TimetableFinding } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useSubjectName } from './subject-look.ts'
import { clock, weekRanges } from './week-cells.ts'

const MINUTES_OF_DAY = ['start', 'earliest'] as const

/** A lesson as one speaks of it: school, class, subject and when. */
export function useSlotWords(): (label: SlotLabel) => string {
  const { t } = useTranslation('timetable')
  const name = useSubjectName()
  return ({ orgName, className, subject, weekday, period }) =>
    t('slotWords', {
      orgName,
      className,
      subject: name(subject),
      weekday: t(`weekday.${weekday as 1}`),
      period,
    })
}

/** What a finding says, in words: who, what and when. */
export function useFindingWords(): (finding: TimetableFinding) => string {
  const { t } = useTranslation('timetable')
  const name = useSubjectName()
  const words = useSlotWords()
  return ({ code, who, slots, weeks, subject, numbers }) => {
    const [a, b] = slots
    const times = Object.fromEntries(MINUTES_OF_DAY.map((key) => [key, clock(numbers[key] ?? 0)]))
    const sentence = t(`finding.${code}` as 'finding.class_busy', {
      who,
      a: a ? words(a) : '',
      b: b ? words(b) : '',
      subject: subject ? name(subject) : '',
      school: a?.orgName ?? who,
      ...numbers,
      weekday: numbers.weekday ? t(`weekday.${numbers.weekday as 1}`) : '',
      ...times,
    })
    return weeks.length > 0 ? `${sentence}${t('inWeeks', { weeks: weekRanges(weeks) })}` : sentence
  }
}
