import type { MarkBody } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** What a mark says, in one line. */
export function useMarkWords(): (body: MarkBody) => string {
  const { t } = useTranslation('observation')
  return (body) => {
    switch (body.kind) {
      case 'count':
        return t(`counter.${body.counter}`)
      case 'activity':
        return t(`activity.${body.activity}`)
      case 'wait':
        return t('wait.mark', { side: t(`side.${body.target}`), seconds: (body.waitMs / 1000).toFixed(1) })
      case 'note':
        return body.text || body.tags.map((tag) => t(`tag.${tag}`)).join(t('comma')) || t('spoken')
    }
  }
}
