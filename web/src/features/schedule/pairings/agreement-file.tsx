import { getAgreement, getPairing, setAgreement, type Pairing } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { upload } from '../../../lib/api.ts'
import { urlOf } from '../../../lib/api-url.ts'

const MIB = 1024 * 1024

/** The signed paper, to read and to upload. */
export function AgreementFile({ pairing }: { pairing: Pairing }) {
  const { t } = useTranslation('pairings')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const client = useQueryClient()
  const [sending, setSending] = useState(false)
  const { agreement, can, id } = pairing
  const send = async (file: File) => {
    setSending(true)
    try {
      await upload(setAgreement, { params: { id } }, file)
      await client.invalidateQueries({ queryKey: [getPairing.path] })
      void message.success(t('detail.uploaded'))
    } catch (error) {
      void message.error(errorText(error))
    } finally {
      setSending(false)
    }
  }
  return (
    <section className="card pairing-part">
      <h2>{t('detail.agreement')}</h2>
      {agreement ? (
        <a href={urlOf(getAgreement.path, { id })} download={agreement.name}>
          {agreement.name}
          <span className="quiet"> {(agreement.sizeBytes / MIB).toFixed(1)} MB</span>
        </a>
      ) : (
        <p className="quiet">{t('detail.noAgreement')}</p>
      )}
      {can.attach && (
        <>
          <Upload
            accept=".pdf,.jpg,.jpeg,.png"
            showUploadList={false}
            beforeUpload={(file) => {
              void send(file)
              return false
            }}
          >
            <Button loading={sending}>{t(agreement ? 'detail.replace' : 'detail.upload')}</Button>
          </Upload>
          <p className="quiet">{t('detail.uploadHint')}</p>
        </>
      )}
    </section>
  )
}
