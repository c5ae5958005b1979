import { countUpTo, type Replay } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import type { ReplayPlayer } from '../../../live/replay/replay-player.ts'
import { clockText } from '../../../components/replay/clock-text.ts'
import { usePlayerPart } from '../../../components/replay/use-player.ts'

/** What I wrote while I watched the lesson live, at its moment: touched, the replay goes there. */
export function ReplayNotes({ replay: { notes }, player }: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTranslation(['notes', 'replay'])
  const here = usePlayerPart(player, ({ at }) => countUpTo(notes, at) - 1)
  if (notes.length === 0) return null
  return (
    <section className="replay-notes card" aria-label={t('notes:title')}>
      <header>
        <h2>{t('notes:title')}</h2>
        <small>{t('replay:notesPrivate')}</small>
      </header>
      <ol>
        {notes.map((note, index) => (
          <li key={note.id}>
            <button
              type="button"
              aria-current={index === here}
              onClick={() => {
                player.seek(note.at)
                player.play()
              }}
            >
              <time>{clockText(note.at)}</time>
              <span>
                {note.text}
                {note.tags.map((tag) => (
                  <em key={tag}>{t(`notes:tag.${tag}`)}</em>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
