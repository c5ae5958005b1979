import { DownloadOutlined } from '@ant-design/icons'
import { packageTemplate } from '@tongke/contract'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { download } from '../../../lib/api.ts'

/** The two ways to pack, for whoever does it for the first time. */
export function HowToPack() {
  const { t } = useTranslation('packages')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const save = () =>
    void download(packageTemplate, {}, t('how.templateName')).catch(
      (error: unknown) => void message.error(errorText(error)),
    )
  return (
    <aside className="board-panel package-how">
      <h2>{t('how.title')}</h2>
      <h3>{t('how.folder')}</h3>
      <ol>
        <li>{t('how.step1')}</li>
        <li>{t('how.step2')}</li>
        <li>{t('how.step3')}</li>
      </ol>
      <Button icon={<DownloadOutlined />} onClick={save}>
        {t('how.template')}
      </Button>
      <h3>{t('how.standard')}</h3>
      <p>{t('how.standardHint')}</p>
      <p className="package-rule">{t('how.rule')}</p>
    </aside>
  )
}
