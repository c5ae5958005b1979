import {
  answerObjection,
  freezeMonthlyReport,
  getMonthlyReport,
  objectToReport,
  publishMonthlyReport,
  type MonthlyReport,
} from '@tongke/contract'
import { App, Button, Input, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../components/plain/error-words.tsx'
import { useAction } from '../../lib/query.ts'
import { momentOf } from '../../lib/time.ts'

/** Published, objected, frozen: what is next, and who may do it. */
export function ReportSteps({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation('reports')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const publishing = useAction(publishMonthlyReport, [getMonthlyReport])
  const freezing = useAction(freezeMonthlyReport, [getMonthlyReport])
  const [writing, setWriting] = useState<string | null>(null)
  const params = { month: report.month }
  const onError = (error: unknown) => void message.error(errorText(error))
  const { can, state, freezableAt } = report
  const isPublished = state === 'PUBLISHED'
  if (!can.publish && !isPublished && report.objections.length === 0) return null
  return (
    <section className="card report-steps" aria-label={t('steps.title')}>
      <div className="report-steps-row">
        <p>
          {isPublished && freezableAt ? t('steps.open', { time: momentOf(freezableAt) }) : t('steps.next')}
        </p>
        {can.publish && (
          <Popconfirm
            title={t('steps.publishConfirm')}
            onConfirm={() => publishing.mutate({ params }, { onError })}
          >
            <Button type="primary" loading={publishing.isPending}>
              {t('steps.publish')}
            </Button>
          </Popconfirm>
        )}
        {can.freeze && (
          <Popconfirm
            title={t('steps.freezeConfirm')}
            onConfirm={() => freezing.mutate({ params }, { onError })}
          >
            <Button type="primary" loading={freezing.isPending}>
              {t('steps.freeze')}
            </Button>
          </Popconfirm>
        )}
        {can.object && <Button onClick={() => setWriting('')}>{t('steps.object')}</Button>}
      </div>
      {report.objections.length > 0 && (
        <ul className="objections">
          {report.objections.map(({ id, orgName, byName, text, at, answer }) => (
            <li key={id}>
              <p>
                <strong>{orgName}</strong> {byName} · <span className="quiet">{momentOf(at)}</span>
              </p>
              <p>{text}</p>
              {answer && <p className="objection-answer">{t('steps.answer', { text: answer })}</p>}
              {!answer && can.answer && (
                <Button size="small" onClick={() => setWriting(id)}>
                  {t('steps.answerDo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <TextDialog month={report.month} writing={writing} onClose={() => setWriting(null)} />
    </section>
  )
}

interface DialogProps {
  month: string
  /** Empty: a new objection; else the objection that is answered; null: closed. */
  writing: string | null
  onClose: () => void
}

function TextDialog({ month, writing, onClose }: DialogProps) {
  const { t } = useTranslation('reports')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const objecting = useAction(objectToReport, [getMonthlyReport])
  const answering = useAction(answerObjection, [getMonthlyReport])
  const [text, setText] = useState('')
  const done = {
    onSuccess: () => {
      setText('')
      onClose()
    },
    onError: (error: unknown) => void message.error(errorText(error)),
  }
  const submit = () =>
    writing
      ? answering.mutate({ params: { id: writing }, body: { text } }, done)
      : objecting.mutate({ params: { month }, body: { text } }, done)
  return (
    <Modal
      open={writing !== null}
      title={t(writing ? 'steps.answerDo' : 'steps.object')}
      onCancel={onClose}
      onOk={submit}
      okButtonProps={{ disabled: text.trim() === '', loading: objecting.isPending || answering.isPending }}
      destroyOnHidden
    >
      <Input.TextArea
        rows={4}
        maxLength={500}
        value={text}
        aria-label={t('steps.text')}
        placeholder={t('steps.textHint')}
        onChange={(event) => setText(event.target.value)}
      />
    </Modal>
  )
}
