import { curriculumTemplate } from '@tongke/contract'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../components/plain/error-words.tsx'
import { download } from '../../lib/api.ts'

/** Saves the workbook of an import: with all of one edition in it, or the sample. */
export function useExport() {
  const { t } = useTranslation('curriculum')
  const { message } = App.useApp()
  const errorText = useErrorText()
  return (edition?: { id: string }) =>
    void download(curriculumTemplate, { query: { editionId: edition?.id } }, t('import.templateName')).catch(
      (error: unknown) => void message.error(errorText(error)),
    )
}
