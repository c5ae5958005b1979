import {
  appointRecorder,
  draftMinutes,
  getMinutes,
  minutesDocx,
  minutesPdf,
  signMinutes,
  undoMinutes,
  type MinutesPage,
  type SessionMinutes,
} from '@tongke/contract'
import { App, Button, Popconfirm, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { download } from '../../../lib/api.ts'
import { useAction } from '../../../lib/query.ts'
import type { PanelProps } from '../session/panel.ts'

interface Props extends PanelProps {
  readonly minutes: SessionMinutes
  readonly can: MinutesPage['can']
  /** Nothing is signed, replaced or downloaded before it is saved. */
  readonly isUnsaved: boolean
}

/** What is done with the minutes as a whole. */
export function MinutesActions(props: Props) {
  const { detail, minutes, can, isUnsaved } = props
  const { t } = useTranslation('outcome')
  const { modal } = App.useApp()
  const drafting = useAction(draftMinutes, [getMinutes])
  const undoing = useAction(undoMinutes, [getMinutes])
  const signing = useAction(signMinutes, [getMinutes])
  const input = { params: { id: detail.card.id }, body: { revision: minutes.revision } }
  const error = drafting.error ?? undoing.error ?? signing.error
  const sign = () =>
    modal.confirm({
      title: t('minutes.signTitle'),
      content: t('minutes.signHint'),
      okText: t('minutes.signNow'),
      cancelText: t('minutes.notYet'),
      onOk: () => signing.mutateAsync(input).catch(() => undefined),
    })
  return (
    <>
      <div className="research-actions">
        {can.sign && (
          <Button type="primary" size="large" disabled={isUnsaved} loading={signing.isPending} onClick={sign}>
            {t('minutes.sign')}
          </Button>
        )}
        <Downloads {...props} />
        {can.draft && (
          <Popconfirm
            title={t('minutes.againTitle')}
            description={t('minutes.againHint')}
            okText={t('minutes.again')}
            cancelText={t('minutes.notYet')}
            onConfirm={() => drafting.mutate(input)}
          >
            <Button size="large" disabled={isUnsaved} loading={drafting.isPending}>
              {t('minutes.again')}
            </Button>
          </Popconfirm>
        )}
        {can.draft && minutes.canUndo && (
          <Button
            size="large"
            disabled={isUnsaved}
            loading={undoing.isPending}
            onClick={() => undoing.mutate(input)}
          >
            {t('minutes.undo')}
          </Button>
        )}
        <Recorder {...props} />
      </div>
      {error && <ErrorNotice error={error} traced={error.status >= 500} />}
    </>
  )
}

function Downloads({ detail, minutes, isUnsaved }: Props) {
  const { t } = useTranslation('outcome')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const params = { params: { id: detail.card.id } }
  const failed = (error: unknown) => message.error(errorText(error))
  return (
    <>
      <Button
        size="large"
        disabled={isUnsaved}
        onClick={() => void download(minutesDocx, params, `${minutes.title}.docx`).catch(failed)}
      >
        {t('minutes.docx')}
      </Button>
      <Button
        size="large"
        disabled={isUnsaved}
        onClick={() => void download(minutesPdf, params, `${minutes.title}.pdf`).catch(failed)}
      >
        {t('minutes.pdf')}
      </Button>
    </>
  )
}

const NOBODY = ''

function Recorder({ detail, minutes, can, isUnsaved }: Props) {
  const { t } = useTranslation('outcome')
  const appointing = useAction(appointRecorder, [getMinutes])
  if (!can.appoint)
    return minutes.recorderName ? (
      <span className="quiet">{t('minutes.recorderIs', { name: minutes.recorderName })}</span>
    ) : null
  const appoint = (personId: string) =>
    appointing.mutate({
      params: { id: detail.card.id },
      body: { revision: minutes.revision, personId: personId === NOBODY ? null : personId },
    })
  return (
    <label className="minutes-recorder">
      {t('minutes.recorder')}
      <Select
        size="large"
        aria-label={t('minutes.recorder')}
        disabled={isUnsaved}
        loading={appointing.isPending}
        value={minutes.recorderId ?? NOBODY}
        onChange={appoint}
        options={[
          { value: NOBODY, label: t('minutes.noRecorder') },
          ...detail.members.map(({ personId, name }) => ({ value: personId, label: name })),
        ]}
      />
      {appointing.error && <ErrorNotice error={appointing.error} traced={false} />}
    </label>
  )
}
