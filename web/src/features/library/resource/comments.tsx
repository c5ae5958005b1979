import { addComment, listComments, removeComment, reportComment, type Comment } from '@tongke/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'

const PAGE_SIZE = 20

export function Comments({ resourceId }: { resourceId: string }) {
  const { t } = useTranslation('watch')
  const [pages, setPages] = useState(1)
  const [text, setText] = useState('')
  const params = { id: resourceId }
  const list = useEndpoint(listComments, { params, query: { page: 1, pageSize: PAGE_SIZE * pages } })
  const add = useAction(addComment, [listComments])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) add.mutate({ params, body: { text: text.trim() } }, { onSuccess: () => setText('') })
  }
  const items = list.data?.items ?? []
  const total = list.data?.total ?? 0
  return (
    <section className="comments" aria-labelledby="comments">
      <h2 id="comments">
        {t('comments.title')} {total > 0 && <small>{total}</small>}
      </h2>
      <form className="note-form" onSubmit={send}>
        <textarea
          rows={2}
          maxLength={500}
          value={text}
          placeholder={t('comments.placeholder')}
          aria-label={t('comments.placeholder')}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button" disabled={!text.trim() || add.isPending}>
          {t('comments.send')}
        </button>
      </form>
      {(add.error ?? list.error) && <ErrorNotice error={add.error ?? list.error} />}
      {list.data && items.length === 0 && <p className="quiet">{t('comments.none')}</p>}
      <ul>
        {items.map((comment) => (
          <CommentItem key={comment.id} comment={comment} />
        ))}
      </ul>
      {total > items.length && (
        <button type="button" className="button" onClick={() => setPages(pages + 1)}>
          {t('comments.more')}
        </button>
      )}
    </section>
  )
}

function CommentItem({ comment }: { comment: Comment }) {
  const { t } = useTranslation('watch')
  const [reporting, setReporting] = useState(false)
  const [reported, setReported] = useState(false)
  const remove = useAction(removeComment, [listComments])
  return (
    <li>
      <p>
        <strong>{comment.authorName}</strong> <span className="quiet">{comment.orgName}</span>{' '}
        <time className="quiet">{momentOf(comment.at)}</time>
        {comment.state !== 'SHOWN' && (
          <span className="pill pill-warn">{t(`comments.state.${comment.state}`)}</span>
        )}
      </p>
      <p className="comment-text">{comment.text}</p>
      <p className="comment-acts">
        {comment.can.remove && (
          <button
            type="button"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ params: { id: comment.id } })}
          >
            {t('comments.remove')}
          </button>
        )}
        {!comment.can.remove &&
          (reported ? (
            <span role="status">{t('comments.reported')}</span>
          ) : (
            <button type="button" onClick={() => setReporting(true)}>
              {t('comments.report')}
            </button>
          ))}
      </p>
      {remove.error && <ErrorNotice error={remove.error} traced={false} />}
      {reporting && (
        <ReportDialog
          id={comment.id}
          onClose={() => setReporting(false)}
          onDone={() => {
            setReported(true)
            setReporting(false)
          }}
        />
      )}
    </li>
  )
}

function ReportDialog({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('watch')
  const [reason, setReason] = useState('')
  const report = useAction(reportComment)
  const send = (event: FormEvent) => {
    event.preventDefault()
    report.mutate({ params: { id }, body: { reason: reason.trim() } }, { onSuccess: onDone })
  }
  return (
    <Dialog title={t('comments.reportTitle')} onClose={onClose}>
      <form className="note-form" onSubmit={send}>
        <textarea
          rows={3}
          maxLength={200}
          value={reason}
          placeholder={t('comments.reason')}
          aria-label={t('comments.reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        <button
          type="submit"
          className="button button-primary"
          disabled={reason.trim().length < 2 || report.isPending}
        >
          {t('comments.reportSend')}
        </button>
      </form>
      {report.error && <ErrorNotice error={report.error} />}
    </Dialog>
  )
}
