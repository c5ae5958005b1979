import { listCertificates, printCertificate, revokeCertificate, type Certificate } from '@tongke/contract'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { download } from '../../../lib/api.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { hoursOf } from '../parts/hours.ts'

/** Certificates that were issued, to print again and, by the county, to revoke. */
export function CertificatesPanel() {
  const { t } = useTranslation('training')
  const list = useListQuery()
  const query = useEndpoint(listCertificates, {
    query: { page: list.page, pageSize: list.pageSize, search: list.search },
  })
  const [revoking, setRevoking] = useState<Certificate | null>(null)
  return (
    <>
      <div className="list-tools">
        <SearchBox list={list} placeholder={t('certificate.search')} />
      </div>
      <ListTable<Certificate>
        query={query}
        list={list}
        isClosed={({ revokedOn }) => revokedOn !== null}
        empty={<BlankState title={t('certificate.none')} hint={t('certificate.noneHint')} />}
        columns={[
          {
            title: t('certificate.number'),
            render: (_, { number }) => (
              <Link to={paths.verify(number)} className="certificate-number">
                {number}
              </Link>
            ),
          },
          {
            title: t('column.person'),
            render: (_, one) => (
              <span className="hours-cell">
                <Link to={paths.trainingPerson(one.personId)}>{one.personName}</Link>
                <small className="quiet">{one.orgName}</small>
              </span>
            ),
          },
          {
            title: t('certificate.period'),
            responsive: WIDE,
            render: (_, { from, to, programmeTitle }) => (
              <span className="hours-cell">
                {from} – {to}
                {programmeTitle !== null && <small className="quiet">{programmeTitle}</small>}
              </span>
            ),
          },
          { title: t('column.hours'), className: 'num', render: (_, { tenths }) => hoursOf(tenths) },
          {
            title: t('certificate.issuedOn'),
            responsive: WIDE,
            render: (_, one) =>
              one.revokedOn
                ? t('certificate.revokedOn', { day: one.revokedOn, reason: one.revokedReason })
                : one.issuedOn,
          },
          {
            title: '',
            render: (_, one) => (
              <Actions
                one={one}
                canRevoke={query.data?.canIssue ?? false}
                onRevoke={() => setRevoking(one)}
              />
            ),
          },
        ]}
      />
      {revoking && <Revoke one={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}

function Actions({
  one,
  canRevoke,
  onRevoke,
}: {
  one: Certificate
  canRevoke: boolean
  onRevoke: () => void
}) {
  const { t } = useTranslation('training')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const print = () =>
    download(printCertificate, { params: { id: one.id } }, `${one.number}.pdf`).catch((error: unknown) =>
      message.error(errorText(error)),
    )
  return (
    <span className="claim-buttons">
      <Button size="small" onClick={() => void print()}>
        {t('certificate.print')}
      </Button>
      {canRevoke && !one.revokedOn && (
        <Button size="small" danger onClick={onRevoke}>
          {t('certificate.revoke')}
        </Button>
      )}
    </span>
  )
}

function Revoke({ one, onClose }: { one: Certificate; onClose: () => void }) {
  const { t } = useTranslation('training')
  const [reason, setReason] = useState('')
  const revoke = useAction(revokeCertificate, [listCertificates])
  return (
    <Modal
      open
      title={t('certificate.revokeTitle', { number: one.number })}
      onCancel={onClose}
      onOk={() => revoke.mutate({ params: { id: one.id }, body: { reason } }, { onSuccess: onClose })}
      okText={t('certificate.revoke')}
      okButtonProps={{ danger: true, loading: revoke.isPending, disabled: reason.trim().length < 2 }}
    >
      <p className="quiet">{t('certificate.revokeHint')}</p>
      <Input.TextArea
        aria-label={t('claim.reason')}
        placeholder={t('claim.reason')}
        rows={2}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {revoke.error && <ErrorNotice error={revoke.error} />}
    </Modal>
  )
}
