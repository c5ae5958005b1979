import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../components/replay/clock-text.ts'
import { timeOf } from '../../../../lib/time.ts'
import type { ObservationBook } from '../../../../live/observation/observation-book.ts'
import type { HeldMark } from '../../../../live/observation/observation-shelf.ts'
import { useMarkWords } from '../mark-words.ts'
import { VoicePlayer } from '../voice-player.tsx'

/** On the lesson's clock by the server's word; before that by this device's, and before class by the wall's. */
export function markTime(
  { lessonMs, madeAt, place }: Pick<HeldMark, 'lessonMs' | 'madeAt' | 'place'>,
  startedAt: number | null,
): string {
  if (place !== null) return clockText(place)
  const ms = lessonMs ?? (startedAt === null ? null : madeAt - startedAt)
  return ms === null || ms < 0 ? timeOf(madeAt) : clockText(ms)
}

interface RowProps {
  mark: HeldMark
  book: ObservationBook
  startedAt: number | null
  isFixed: boolean
}

function Row({ mark, book, startedAt, isFixed }: RowProps) {
  const { t } = useTranslation('observation')
  const words = useMarkWords()
  const [isOpen, setOpen] = useState(false)
  const { body } = mark
  const isNote = body.kind === 'note'
  return (
    <li className="mark" data-kind={body.kind} data-pending={mark.pending || mark.voice !== null}>
      <time>{markTime(mark, startedAt)}</time>
      <div>
        {isOpen && isNote ? (
          <textarea
            autoFocus
            rows={3}
            maxLength={1000}
            aria-label={t('write')}
            value={body.text}
            onChange={(event) => book.change(mark.id, { ...body, text: event.target.value })}
          />
        ) : (
          <button type="button" className="mark-words" disabled={isFixed} onClick={() => setOpen(!isOpen)}>
            {words(body)}
          </button>
        )}
        {isNote && body.voiceMs !== null && <VoicePlayer markId={mark.id} voice={mark.voice} />}
        {isOpen && (
          <p className="mark-foot">
            {isNote && (
              <button type="button" onClick={() => setOpen(false)}>
                {t('end')}
              </button>
            )}
            <button type="button" className="mark-remove" onClick={() => book.remove(mark.id)}>
              {t('remove')}
            </button>
          </p>
        )}
      </div>
      {(mark.pending || mark.voice !== null) && <span className="mark-here">{t('onDevice')}</span>}
    </li>
  )
}

interface Props {
  marks: readonly HeldMark[]
  book: ObservationBook
  startedAt: number | null
  isFixed?: boolean
}

/** My marks, newest last and in sight. */
export function MarkList({ marks, book, startedAt, isFixed = false }: Props) {
  const { t } = useTranslation('observation')
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    // `scrollIntoView` would move the whole page on a phone.
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [marks.length])
  if (marks.length === 0) return <p className="marks-none">{t('none')}</p>
  return (
    <ol className="marks" ref={list} data-testid="marks">
      {marks.map((mark) => (
        <Row key={mark.id} mark={mark} book={book} startedAt={startedAt} isFixed={isFixed} />
      ))}
    </ol>
  )
}
