import { issueCertificates, listCertificates, type HoursCycle } from '@tongke/contract'
import { App, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

interface Props {
  cycle: HoursCycle
  chosen: readonly string[]
  onClose: () => void
}

/** Certificates for the chosen teachers: of one year, or of the whole cycle once it is fulfilled. */
export function IssueDialog({ cycle, chosen, onClose }: Props) {
  const { t } = useTranslation('training')
  const { notification } = App.useApp()
  const first = Number(cycle.from.slice(0, 4))
  const last = Number(cycle.to.slice(0, 4))
  const [kind, setKind] = useState<'year' | 'cycle'>('year')
  const [year, setYear] = useState(() => Math.min(last, new Date().getFullYear()))
  const issue = useAction(issueCertificates, [listCertificates])
  const send = () =>
    issue.mutate(
      { body: { personIds: [...chosen], period: { kind, year: kind === 'year' ? year : first } } },
      {
        onSuccess: ({ items, skipped }) => {
          notification.success({
            title: t('certificate.issued', { count: items.length }),
            description: skipped.map(({ code, count }) => `${t(`certificate.${code}`)} × ${count}`).join(' '),
          })
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('certificate.issueTo', { count: chosen.length })}
      onCancel={onClose}
      onOk={send}
      okText={t('certificate.issue')}
      okButtonProps={{ loading: issue.isPending }}
    >
      <div className="claim-form">
        <Radio.Group value={kind} onChange={(event) => setKind(event.target.value as 'year' | 'cycle')}>
          <Radio value="year">{t('certificate.ofYear')}</Radio>
          <Radio value="cycle">{t('certificate.ofCycle')}</Radio>
        </Radio.Group>
        {kind === 'year' && (
          <Select
            aria-label={t('certificate.ofYear')}
            value={year}
            onChange={setYear}
            options={Array.from({ length: last - first + 1 }, (_, index) => ({
              value: last - index,
              label: last - index,
            }))}
          />
        )}
        {issue.error && <ErrorNotice error={issue.error} />}
      </div>
    </Modal>
  )
}
