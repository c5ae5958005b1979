import { countUpTo, type Evidence, type EvidenceMark } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../components/replay/clock-text.ts'
import { useMarkWords } from '../mark-words.ts'
import { VoicePlayer } from '../voice-player.tsx'

interface Props {
  evidence: Evidence
  marks: readonly EvidenceMark[]
  at: number | null
  onJump: (mark: EvidenceMark) => void
}

/** Every mark in words; touched it goes there. */
export function Moments({ evidence, marks, at, onJump }: Props) {
  const { t } = useTranslation('observation')
  const words = useMarkWords()
  const sheets = new Map(evidence.sheets.map((sheet) => [sheet.id, sheet]))
  const placed = marks.map((mark) => ({ ...mark, at: mark.place }))
  const here = at === null ? -1 : countUpTo(placed, at) - 1
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const box = list.current
    const current = box?.querySelector<HTMLElement>('[aria-current=true]')
    if (box && current) box.scrollTop = current.offsetTop - box.clientHeight / 2
  }, [here])
  return (
    <section className="card moments" aria-label={t('evidence.moments')}>
      <h2>
        {t('evidence.moments')} <small>{marks.length}</small>
      </h2>
      <ol ref={list}>
        {marks.map((mark, index) => (
          <li key={mark.id} data-kind={mark.body.kind}>
            <button type="button" aria-current={index === here} onClick={() => onJump(mark)}>
              <time>{clockText(mark.place)}</time>
              <span>
                <b>{words(mark.body)}</b>
                <small>
                  {sheets.get(mark.sheetId)?.observerName}
                  {mark.body.kind === 'note' &&
                    mark.body.text !== '' &&
                    mark.body.tags.map((tag) => <em key={tag}>{t(`tag.${tag}`)}</em>)}
                </small>
              </span>
            </button>
            {mark.hasVoice && <VoicePlayer markId={mark.id} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
