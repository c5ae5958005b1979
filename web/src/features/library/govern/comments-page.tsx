import { listComments, listReportedComments, moderateComment, type EndpointResponse } from '@tongke/contract'
import { App, Button, Input, Modal, Pagination } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorNotice, ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { Age } from '../parts/age.tsx'
import { LibraryTabs } from '../parts/library-tabs.tsx'
import './govern.css'

type Reported = EndpointResponse<typeof listReportedComments>['items'][number]

const PAGE_SIZE = 20
const REFRESH_MS = 30_000
const REFRESHES = [listReportedComments, listComments]

/** Comments that somebody found wrong, the longest waiting first, for whoever decides. */
export function CommentsPage() {
  const { t } = useTranslation('rooms')
  return (
    <>
      <LibraryTabs />
      <PageHead title={t('comments.title')} note={t('comments.note')} />
      <Waiting />
    </>
  )
}

function Waiting() {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const { page, setPage } = useListQuery()
  const list = useEndpoint(
    listReportedComments,
    { query: { page, pageSize: PAGE_SIZE } },
    { refetchInterval: REFRESH_MS },
  )
  if (list.error && !list.data) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <p className="quiet">{common('loading')}</p>
  const { items, total } = list.data
  if (total === 0)
    return (
      <div className="card">
        <BlankState title={t('comments.none')} hint={t('comments.noneHint')} />
      </div>
    )
  return (
    <>
      <ul className="reported">
        {items.map((comment) => (
          <ReportedComment key={comment.id} comment={comment} />
        ))}
      </ul>
      <Pagination
        current={page}
        pageSize={PAGE_SIZE}
        total={total}
        onChange={setPage}
        showSizeChanger={false}
        hideOnSinglePage
      />
    </>
  )
}

function ReportedComment({ comment }: { comment: Reported }) {
  const { t } = useTranslation('rooms')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [hiding, setHiding] = useState(false)
  const deciding = useAction(moderateComment, REFRESHES)
  const keep = () =>
    deciding.mutate(
      { params: { id: comment.id }, body: { decision: 'SHOW' } },
      {
        onSuccess: () => void message.success(t('comments.kept')),
        onError: (error) => void message.error(errorText(error)),
      },
    )
  return (
    <li className="card">
      <header>
        <strong>{comment.authorName}</strong>
        <span className="quiet">
          {comment.orgName} · {momentOf(comment.at)}
        </span>
        <Link to={paths.resource(comment.resource.id)}>{comment.resource.title}</Link>
      </header>
      <blockquote>{comment.text}</blockquote>
      <div className="reported-why">
        <span>
          {t('comments.reasons', { count: comment.reasons.length })}
          {comment.reasons.map((reason, index) => (
            <q key={`${index} ${reason}`}>{reason}</q>
          ))}
        </span>
        {comment.state === 'REPORTED' && <span className="pill pill-warn">{t('comments.hiddenNow')}</span>}
      </div>
      <footer>
        <span className="reported-age">
          {t('comments.waits')} <Age at={comment.reportedAt} />
        </span>
        <Button loading={deciding.isPending} onClick={keep}>
          {t(comment.state === 'REPORTED' ? 'comments.showAgain' : 'comments.keep')}
        </Button>
        <Button danger onClick={() => setHiding(true)}>
          {t('comments.hide')}
        </Button>
      </footer>
      {hiding && <HideDialog comment={comment} onClose={() => setHiding(false)} />}
    </li>
  )
}

function HideDialog({ comment, onClose }: { comment: Reported; onClose: () => void }) {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [reason, setReason] = useState('')
  const field = useId()
  const deciding = useAction(moderateComment, REFRESHES)
  const params = { id: comment.id }
  const undo = () =>
    deciding.mutate(
      { params, body: { decision: 'SHOW' } },
      {
        onSuccess: () => message.destroy(comment.id),
        onError: (error) => void message.error(errorText(error)),
      },
    )
  const hide = () =>
    deciding.mutate(
      { params, body: { decision: 'HIDE', reason: reason.trim() } },
      {
        onSuccess: () => {
          onClose()
          void message.success({
            key: comment.id,
            duration: 8,
            content: (
              <>
                {t('comments.hidden')}{' '}
                <Button type="link" onClick={undo}>
                  {common('undo')}
                </Button>
              </>
            ),
          })
        },
      },
    )
  return (
    <Modal
      open
      title={t('comments.hideTitle', { name: comment.authorName })}
      okText={t('comments.hide')}
      okButtonProps={{ danger: true, loading: deciding.isPending }}
      onOk={hide}
      onCancel={onClose}
    >
      <div className="folder-form">
        <p>{t('comments.hideHint')}</p>
        <label htmlFor={field}>{t('comments.reason')}</label>
        <Input.TextArea
          id={field}
          rows={2}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {deciding.error && <ErrorNotice error={deciding.error} />}
      </div>
    </Modal>
  )
}
