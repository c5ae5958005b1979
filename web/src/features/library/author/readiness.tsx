import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import type { ResourceType, VersionState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import type { Need } from '../parts/work.rules.ts'

interface Props {
  type: ResourceType
  state: VersionState
  needs: readonly Need[]
  changed: boolean
}

/** On the board: where the draft stands and what it still needs before anybody reviews it. */
export function Readiness({ type, state, needs, changed }: Props) {
  const { t } = useTranslation('author')
  const wordsOf = ({ key, role, met }: Need): string => {
    if (key === 'file' && role) return role === 'main' ? t(`mainFile.${type}`) : t(`role.${role}`)
    return key === 'node' ? t('need.node') : t(met ? 'need.processed' : 'need.processing')
  }
  const missing = needs.filter(({ met }) => !met).length
  return (
    <section className="board-panel" aria-label={t('need.title')}>
      <h2>{t(missing > 0 ? 'need.missing' : 'need.ready', { count: missing })}</h2>
      <ul className="needs">
        {needs.map((need) => (
          <li key={`${need.key} ${need.role}`} data-met={need.met}>
            {need.met ? <CheckCircleFilled /> : <MinusCircleOutlined />}
            <span>{wordsOf(need)}</span>
            {need.key === 'file' && !need.met && <em>{t('need.absent')}</em>}
          </li>
        ))}
      </ul>
      <p>{t(changed ? 'edit.unsaved' : `stateHint.${state}`)}</p>
    </section>
  )
}
