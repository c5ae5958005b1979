import './bar.css'
import './side.css'
import { TeachingMode } from '@tongke/contract'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson, useStore } from '../../room-context.tsx'
import { tray } from '../tray-store.ts'
import { useInteraction } from '../use-interaction.ts'
import { ToolIcon } from './icons.tsx'

/** Modes and tools in the lecturer's bar. */
export function InteractionBar() {
  return (
    <Suspense fallback={null}>
      <ModeSwitch />
      <ToolsSwitch />
    </Suspense>
  )
}

const KEYS: Record<TeachingMode, string> = { lecture: 'L', interaction: 'I', discussion: 'D' }

function ModeSwitch() {
  const { t } = useTranslation('interaction')
  const { lesson } = useLesson()
  const { teaching } = useInteraction()
  const send = useCommand()
  return (
    <div className="mode" role="group" aria-label={t('mode.title')}>
      {TeachingMode.options.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={teaching === mode}
          aria-keyshortcuts={KEYS[mode]}
          title={t(`mode.${mode}Hint`)}
          disabled={lesson.status !== 'LIVE'}
          onClick={() => void send({ type: 'set_teaching', mode })}
        >
          {t(`mode.${mode}`)}
        </button>
      ))}
    </div>
  )
}

function ToolsSwitch() {
  const { t } = useTranslation('interaction')
  const open = useStore(tray)
  return (
    <button
      type="button"
      className={open ? 'switch switch-on' : 'switch'}
      aria-expanded={open !== null}
      onClick={() => tray.set(open ? null : 'menu')}
    >
      <ToolIcon tool="menu" />
      <span>{t('tools.title')}</span>
    </button>
  )
}
