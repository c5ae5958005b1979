import { Subject, type PeriodSubject } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/**
 * Hues of the subjects, degrees: neighbours in a school day are far apart, and what belongs together is near. The text
 * on them is always dark ink, so that a print in grey is read as well.
 */
const HUES: Record<PeriodSubject, number> = {
  chinese: 8,
  calligraphy: 22,
  mathematics: 212,
  english: 275,
  japanese: 285,
  russian: 295,
  morality: 350,
  history: 38,
  geography: 172,
  science: 145,
  physics: 230,
  chemistry: 190,
  biology: 110,
  ict: 195,
  pe: 95,
  art: 320,
  music: 310,
  fine_art: 330,
  labour: 48,
  practice: 62,
  class_meeting: 28,
  local: 75,
  school_based: 160,
  after_school: 240,
}

export const hueOf = (subject: PeriodSubject): number => HUES[subject]

/** Name of a subject, or of a row of the course plan. */
export function useSubjectName(): (subject: string) => string {
  const { t } = useTranslation()
  const { t: own, i18n } = useTranslation('timetable')
  return (subject) => {
    const parsed = Subject.safeParse(subject)
    if (parsed.success) return t(`subject.${parsed.data}`)
    return i18n.exists(`subject.${subject}`, { ns: 'timetable' })
      ? own(`subject.${subject}` as 'subject.local')
      : subject
  }
}
