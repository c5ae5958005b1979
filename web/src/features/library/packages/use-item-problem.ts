import type { PackageItem } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

export type ItemProblem = PackageItem['problems'][number]

/** What is wrong with an item in one sentence, with the field, column or file that it is about. */
export function useItemProblem() {
  const { t, i18n } = useTranslation('packages')
  const { t: author } = useTranslation('author')
  const has = (ns: 'packages' | 'author', key: string) => i18n.exists(key, { ns })
  const placeOf = (group: string, field: string): string => {
    if (group === 'metadata' && has('author', `field.${field}`)) return author(`field.${field as 'title'}`)
    if (group === 'files' && has('author', `role.${field}`)) return author(`role.${field as 'main'}`)
    return has('packages', `column.${field}`) ? t(`column.${field as 'node'}`) : ''
  }
  return ({ path, code, message }: ItemProblem): string => {
    const [group = '', field = ''] = path.split('.')
    const own = `problem.${field}_${code}`
    if (group === 'metadata' && has('author', own)) return author(own as 'problem.gradeTo_order')
    const place = placeOf(group, field)
    const key = has('packages', `problem.${code}`) ? (code as 'unknown') : 'other'
    const words = t(`problem.${key}`, { message })
    return place ? t('placed', { place, words }) : words
  }
}

/** Why a whole file is no package. */
export function useFaultWords() {
  const { t, i18n } = useTranslation('packages')
  return (details: readonly ItemProblem[] | undefined): string | null => {
    const [first] = details ?? []
    if (!first || !i18n.exists(`fault.${first.code}`, { ns: 'packages' })) return null
    return t(`fault.${first.code as 'zip'}`, { path: first.path })
  }
}
