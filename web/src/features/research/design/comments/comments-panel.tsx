import {
  commentDesign,
  listDesignComments,
  replyToDesignComment,
  resolveDesignComment,
  type DesignComment,
} from '@tongke/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice, ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { useAction } from '../../../../lib/query.ts'
import { momentOf } from '../../../../lib/time.ts'
import { textOf } from '../../../../live/design/design-items.ts'
import { colourOf } from '../colours.ts'
import { indexOf, positionOf } from '../passages.ts'
import { useDesk, useSharedText, type Marked } from '../use-design.ts'
import { useComments } from './use-comments.ts'

/** 批注: what people say about passages. */
export function CommentsPanel({ passage, onDone }: { passage: Marked | null; onDone: () => void }) {
  const { t } = useTranslation('design')
  const { detail } = useDesk()
  const query = useComments(detail.card.id)
  const [showsSettled, setShowsSettled] = useState(false)
  const comments = query.data?.items ?? []
  const open = comments.filter(({ resolvedAt }) => resolvedAt === null)
  const settled = comments.filter(({ resolvedAt }) => resolvedAt !== null)
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div className="comments">
      {passage && <NewComment key={`${passage.field}${passage.from}`} passage={passage} onDone={onDone} />}
      {open.length === 0 && !passage && (
        <p className="quiet">{t(detail.can.comment ? 'comments.none' : 'comments.noneHere')}</p>
      )}
      <ul>
        {open.map((comment) => (
          <Comment key={comment.id} comment={comment} />
        ))}
      </ul>
      {settled.length > 0 && (
        <button type="button" className="link-button" onClick={() => setShowsSettled(!showsSettled)}>
          {t(showsSettled ? 'comments.hideSettled' : 'comments.showSettled', { count: settled.length })}
        </button>
      )}
      {showsSettled && (
        <ul>
          {settled.map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ul>
      )}
    </div>
  )
}

function NewComment({ passage, onDone }: { passage: Marked; onDone: () => void }) {
  const { t } = useTranslation('design')
  const { client, detail } = useDesk()
  // The passage as it is marked now; the form stays while others write.
  const [held] = useState(() => {
    const text = textOf(client.doc, passage.field)
    return (
      text && {
        start: positionOf(text, passage.from, 0),
        end: positionOf(text, passage.to, -1),
        quote: text.toString().slice(passage.from, passage.to).slice(0, 2000),
      }
    )
  })
  const [words, setWords] = useState('')
  const action = useAction(commentDesign, [listDesignComments])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!held || words.trim() === '') return
    const body = { field: passage.field, text: words, ...held }
    action.mutate({ params: { id: detail.card.id }, body }, { onSuccess: onDone })
  }
  if (!held) return null
  return (
    <form className="comment comment-new" onSubmit={send}>
      <blockquote>{held.quote}</blockquote>
      <textarea
        rows={3}
        autoFocus
        maxLength={1000}
        aria-label={t('comments.words')}
        placeholder={t('comments.hint')}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {action.error && <ErrorNotice error={action.error} />}
      <div className="row-tools">
        <button className="button button-primary" disabled={words.trim() === '' || action.isPending}>
          {t('comments.send')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}

function Comment({ comment }: { comment: DesignComment }) {
  const { t } = useTranslation('design')
  const { client, detail, shownComment, onShowComment } = useDesk()
  // Read with its words, so that it is looked for again whenever they change.
  const [text] = useSharedText(client, comment.field)
  const isThere =
    text !== undefined && (indexOf(text, comment.start) ?? 0) < (indexOf(text, comment.end) ?? 0)
  const resolve = useAction(resolveDesignComment, [listDesignComments])
  const params = { id: detail.card.id, commentId: comment.id }
  const isSettled = comment.resolvedAt !== null
  return (
    <li className="comment" data-shown={shownComment === comment.id} data-settled={isSettled}>
      <button
        type="button"
        className="comment-quote"
        onClick={() => onShowComment(shownComment === comment.id ? null : comment.id)}
      >
        <blockquote>{comment.quote}</blockquote>
        {!isThere && <small>{t('comments.gone')}</small>}
      </button>
      <Words personId={comment.authorId} name={comment.authorName} at={comment.at} text={comment.text} />
      {comment.replies.map((reply) => (
        <Words key={reply.id} name={reply.authorName} at={reply.at} text={reply.text} />
      ))}
      {isSettled && <small className="quiet">{t('comments.settledBy', { name: comment.resolvedBy })}</small>}
      {detail.can.comment && (
        <>
          {!isSettled && <Reply comment={comment} />}
          <button
            type="button"
            className="link-button"
            disabled={resolve.isPending}
            onClick={() => resolve.mutate({ params, body: { resolved: !isSettled } })}
          >
            {t(isSettled ? 'comments.reopen' : 'comments.settle')}
          </button>
        </>
      )}
      {resolve.error && <ErrorNotice error={resolve.error} />}
    </li>
  )
}

function Words({ personId, name, at, text }: { personId?: string; name: string; at: number; text: string }) {
  return (
    <div className="comment-words">
      <p>
        <b style={personId ? { color: colourOf(personId) } : undefined}>{name}</b>
        <small>{momentOf(at)}</small>
      </p>
      <p className="words">{text}</p>
    </div>
  )
}

function Reply({ comment }: { comment: DesignComment }) {
  const { t } = useTranslation('design')
  const { detail } = useDesk()
  const [words, setWords] = useState('')
  const action = useAction(replyToDesignComment, [listDesignComments])
  const send = (event: FormEvent) => {
    event.preventDefault()
    const text = words.trim()
    if (text === '') return
    const params = { id: detail.card.id, commentId: comment.id }
    action.mutate({ params, body: { text } }, { onSuccess: () => setWords('') })
  }
  return (
    <form className="reply" onSubmit={send}>
      <input
        aria-label={t('comments.reply')}
        placeholder={t('comments.reply')}
        maxLength={1000}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {words.trim() !== '' && (
        <button className="button" disabled={action.isPending}>
          {t('comments.send')}
        </button>
      )}
      {action.error && <ErrorNotice error={action.error} />}
    </form>
  )
}
