import type { CourseItem } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { momentOf } from '../../../lib/time.ts'
import { useAmount } from '../parts/item-words.ts'

/** What stands below the title of an item in the editor. */
export function useItemNote(): (item: CourseItem) => string {
  const { t } = useTranslation('courses')
  const { t: find } = useTranslation('find')
  const amount = useAmount()
  return (item) => {
    if (item.kind === 'lesson') return `${t('item.live')} · ${momentOf(item.lesson.plannedStart)}`
    if (!item.resource) return t('item.hiddenHint')
    return [find(`type.${item.resource.type}`), amount(item.resource)].filter(Boolean).join(' · ')
  }
}
