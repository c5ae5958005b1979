import { useTranslation } from 'react-i18next'
import { useCommand, useLesson, useStore } from '../../room-context.tsx'
import { TOOLS, tray, type Tool } from '../tray-store.ts'
import { useInteraction } from '../use-interaction.ts'
import { CallForm } from './call-form.tsx'
import { HelpPage } from './help-page.tsx'
import { ToolIcon } from './icons.tsx'
import { OwnClass } from './own-class.tsx'
import { PickForm, PraiseForm, SoundForm } from './short-forms.tsx'
import { QuizForm } from './quiz-form.tsx'
import { TimerForm } from './timer-form.tsx'

/** What the lecturer does with the classes, above the bar and within one thumb's reach. */
export function Tray() {
  const { t } = useTranslation('interaction')
  const open = useStore(tray)
  if (open === null) return null
  const title =
    open === 'menu' ? t('tools.title') : open === 'own_class' ? t('quiz.ownClass') : t(`tools.${open}`)
  return (
    <section className="tray" aria-label={title} data-testid="tray">
      <header>
        {open !== 'menu' && (
          <button type="button" className="desk-button" onClick={() => tray.set('menu')}>
            ‹ {t('tools.back')}
          </button>
        )}
        <h2>{title}</h2>
        <button type="button" className="desk-button" onClick={() => tray.set(null)}>
          {t('tools.close')}
        </button>
      </header>
      <Content open={open} />
    </section>
  )
}

function Content({ open }: { open: Tool | 'menu' | 'own_class' }) {
  switch (open) {
    case 'menu':
      return <Menu />
    case 'quiz':
      return <QuizForm />
    case 'own_class':
      return <OwnClass />
    case 'call':
      return <CallForm />
    case 'pick':
      return <PickForm />
    case 'timer':
      return <TimerForm />
    case 'praise':
      return <PraiseForm />
    case 'buzzer':
      return null
    case 'sound':
      return <SoundForm />
    case 'help':
      return <HelpPage />
  }
}

const KEYS: Record<Tool, string> = {
  quiz: 'Q',
  call: 'C',
  pick: 'R',
  timer: 'T',
  praise: 'P',
  buzzer: 'B',
  sound: '',
  help: 'H',
}
const ALWAYS: readonly Tool[] = ['sound', 'help']

function Menu() {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const { sound } = useInteraction()
  const use = useTool()
  return (
    <div className="tray-menu">
      {TOOLS.map((tool) => (
        <button
          key={tool}
          type="button"
          className={tool === 'sound' && sound === 'music' ? 'tool tool-on' : 'tool'}
          disabled={lesson.status !== 'LIVE' && !ALWAYS.includes(tool)}
          onClick={() => use(tool)}
        >
          <ToolIcon tool={tool} size={30} />
          {t(`tools.${tool}`)}
          {KEYS[tool] && <kbd>{KEYS[tool]}</kbd>}
        </button>
      ))}
    </div>
  )
}

/** Opens a tool; the buzzer needs no form. */
export function useTool(): (tool: Tool) => void {
  const send = useCommand()
  return (tool) => {
    if (tool !== 'buzzer') return tray.set(tray.get() === tool ? null : tool)
    tray.set(null)
    void send({ type: 'open_buzzer' })
  }
}
