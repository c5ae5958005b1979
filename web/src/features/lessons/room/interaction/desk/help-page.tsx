import { useTranslation } from 'react-i18next'

const ROWS = [
  ['1 – 4', 'stage'],
  ['0', 'off'],
  ['M', 'mute'],
  ['␣', 'space'],
  ['L I D', 'modes'],
  ['Q', 'quiz'],
  ['C', 'call'],
  ['R', 'pick'],
  ['T', 'timer'],
  ['P', 'praise'],
  ['B', 'buzzer'],
  ['H ?', 'help'],
  ['Esc', 'escape'],
] as const

export function HelpPage() {
  const { t } = useTranslation('interaction')
  return (
    <div className="tool-form">
      <dl className="help">
        {ROWS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${words}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('keys.touch')}</p>
    </div>
  )
}
