import { Button } from 'antd'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, type CueDraft } from './cues.rules.ts'

interface Props {
  cue: CueDraft
  /** It is shown at this moment. */
  lit: boolean
  /** It was just made: the words are next. */
  fresh: boolean
  onChange: (cue: CueDraft) => void
  onRemove: (key: number) => void
  onSeek: (stamp: string) => void
  /** The place of the video, as a time to type. */
  now: () => string
}

/** One line of the subtitles: in, out, words. */
export const CueRow = memo(function CueRow({ cue, lit, fresh, onChange, onRemove, onSeek, now }: Props) {
  const { t } = useTranslation('timeline')
  const words = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (fresh) words.current?.focus()
  }, [fresh])
  const problem = problemOf(cue)
  return (
    <li className="cue-row" data-lit={lit} data-wrong={problem !== null}>
      <button
        type="button"
        className="cue-go"
        aria-label={t('cues.go', { time: cue.from })}
        onClick={() => onSeek(cue.from)}
      >
        ▶
      </button>
      <span className="cue-times">
        {(['from', 'to'] as const).map((end) => (
          <span key={end}>
            <input
              aria-label={t(`cues.${end}`)}
              aria-invalid={problem === 'time' || problem === 'order'}
              value={cue[end]}
              maxLength={12}
              onChange={({ target }) => onChange({ ...cue, [end]: target.value })}
            />
            <button
              type="button"
              title={t(`cues.${end}Now`)}
              aria-label={t(`cues.${end}Now`)}
              onClick={() => onChange({ ...cue, [end]: now() })}
            >
              {t('cues.now')}
            </button>
          </span>
        ))}
      </span>
      <textarea
        ref={words}
        rows={2}
        maxLength={300}
        aria-label={t('cues.words')}
        aria-invalid={problem === 'words'}
        value={cue.text}
        onChange={({ target }) => onChange({ ...cue, text: target.value })}
      />
      <Button
        type="text"
        className="row-close"
        aria-label={t('cues.removeAt', { time: cue.from })}
        onClick={() => onRemove(cue.key)}
      >
        ✕
      </Button>
      {problem && <span className="field-error">{t(`cues.problem.${problem}`)}</span>}
    </li>
  )
})
