import type { DesignComment, DesignField } from '@tongke/contract'
import {
  useCallback,
  useEffect,
  useId,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { useTranslation } from 'react-i18next'
import type * as Y from 'yjs'
import { TextBinding } from '../../../live/design/text-binding.ts'
import { colourOf } from './colours.ts'
import { useComments } from './comments/use-comments.ts'
import { caretsIn, passagesIn, positionOf, stretchesOf } from './passages.ts'
import { useDesignView, useDesk, useSharedText } from './use-design.ts'

interface Props {
  field: DesignField
  label: string
  placeholder?: string
  /** One line: a title. */
  single?: boolean
}

/** A text that several people write at once: a plain textarea, with comments and others' carets drawn behind it. */
export function SharedText(props: Props) {
  const { client } = useDesk()
  const [text, words] = useSharedText(client, props.field)
  return text ? <Field key={props.field} {...props} text={text} words={words} /> : null
}

function Field({ field, label, placeholder, single, text, words }: Props & { text: Y.Text; words: string }) {
  const { t } = useTranslation('design')
  const { client, detail, marked, onComment } = useDesk()
  const { canWrite } = useDesignView(client)
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  useBinding(area, text, field)
  const isMarked = marked?.field === field && detail.can.comment
  return (
    <div className="shared" data-single={single}>
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <Behind field={field} text={text} words={words} />
      <textarea
        id={id}
        ref={area}
        rows={1}
        readOnly={!canWrite}
        placeholder={canWrite ? placeholder : undefined}
        spellCheck={false}
        onKeyDown={(event) => handleKey(event, client.undo, single)}
        onBlur={() => client.setCursor(null)}
      />
      {isMarked && (
        <button
          type="button"
          className="shared-comment"
          // The marked passage must stay marked.
          onPointerDown={(event) => event.preventDefault()}
          onClick={onComment}
        >
          {t('comments.add')}
        </button>
      )}
    </div>
  )
}

/** The browser's own undo knows nothing of what others wrote. */
function handleKey(event: KeyboardEvent, undo: Y.UndoManager, single?: boolean): void {
  if (event.nativeEvent.isComposing) return
  const key = event.key.toLowerCase()
  if (single && key === 'enter') return event.preventDefault()
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
  event.preventDefault()
  if (key === 'y' || event.shiftKey) undo.redo()
  else undo.undo()
}

function useBinding(area: RefObject<HTMLTextAreaElement | null>, text: Y.Text, field: DesignField): void {
  const { client, onMark } = useDesk()
  const select = useCallback(() => {
    const box = area.current
    if (!box || document.activeElement !== box) return
    const { selectionStart: from, selectionEnd: to } = box
    client.setCursor({ field, anchor: positionOf(text, from), head: positionOf(text, to) })
    onMark(from < to ? { field, from, to } : null)
  }, [area, client, field, onMark, text])
  useEffect(() => {
    if (!area.current) return
    return new TextBinding({ text, area: area.current, onSelect: select }).attach()
  }, [area, text, select])
}

const NO_COMMENTS: readonly DesignComment[] = []

/** The same words in the same places, unseen but for what lies behind and between them. They also make the area as high as it must be. */
function Behind({ field, text, words }: { field: DesignField; text: Y.Text; words: string }) {
  const { client, detail, shownComment } = useDesk()
  const { people } = useDesignView(client)
  const comments = useComments(detail.card.id).data?.items ?? NO_COMMENTS
  const stretches = stretchesOf(words, passagesIn(text, field, comments), caretsIn(text, field, people))
  return (
    <div className="shared-behind" aria-hidden="true">
      {stretches.map((stretch, index) => (
        <span key={index}>
          {stretch.carets.map((person) => (
            <i
              className="caret"
              key={person.connectionId}
              style={{ '--person': colourOf(person.personId) } as CSSProperties}
            >
              <b>{person.name}</b>
            </i>
          ))}
          {stretch.comments.length > 0 ? (
            <mark data-shown={stretch.comments.includes(shownComment ?? '')}>{stretch.text}</mark>
          ) : (
            stretch.text
          )}
        </span>
      ))}
      {/* A last empty line needs something to be as high as a line. */}
      {'\u200b'}
    </div>
  )
}
