import { InboxOutlined } from '@ant-design/icons'
import { importTimetable, type ErrorDetail, type TimetableImportReport } from '@tongke/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Table, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { upload } from '../../../lib/api.ts'
import type { ApiError } from '../../../lib/api-error.ts'
import { useFindingWords } from './finding-words.tsx'
import { READS } from './use-moves.ts'
import '../../../components/admin/import-steps.css'

interface Props {
  termId: string
  orgId: string
  open: boolean
  onClose: () => void
  onTemplate: () => void
}

function useImport(termId: string, orgId: string) {
  const queries = useQueryClient()
  return useMutation<TimetableImportReport, ApiError, { file: File; dryRun: boolean }>({
    mutationFn: ({ file, dryRun }) =>
      upload(importTimetable, { query: { termId, orgId, dryRun: dryRun ? 'true' : 'false' } }, file),
    onSuccess: async ({ imported }) => {
      if (imported)
        await Promise.all(READS.map(({ path }) => queries.invalidateQueries({ queryKey: [path] })))
    },
  })
}

/** A school's timetable from a workbook: looked at first, and nothing is imported before every row is good. */
export function ImportDialog({ termId, orgId, open, onClose, onTemplate }: Props) {
  const { t } = useTranslation('timetable')
  const [file, setFile] = useState<File>()
  const run = useImport(termId, orgId)
  const again = () => {
    setFile(undefined)
    run.reset()
  }
  return (
    <Modal
      title={t('import.title')}
      open={open}
      onCancel={onClose}
      afterClose={again}
      footer={null}
      width={720}
      destroyOnHidden
    >
      <div className="import-steps">
        {run.error && <ErrorNotice error={run.error} />}
        {!file && (
          <>
            <div>
              <h3 data-step="1">{t('import.step1')}</h3>
              <Button onClick={onTemplate}>{t('import.template')}</Button>
            </div>
            <div>
              <h3 data-step="2">{t('import.step2')}</h3>
              <Upload.Dragger
                accept=".xlsx"
                showUploadList={false}
                beforeUpload={(chosen) => {
                  setFile(chosen)
                  run.mutate({ file: chosen, dryRun: true })
                  return Upload.LIST_IGNORE
                }}
              >
                <InboxOutlined style={{ fontSize: 32, color: 'var(--accent)' }} />
                <p>{t('import.drop')}</p>
              </Upload.Dragger>
            </div>
          </>
        )}
        {file && run.isPending && !run.data && (
          <p role="status">{t('import.checking', { name: file.name })}</p>
        )}
        {file && run.data && (
          <Report
            report={run.data}
            pending={run.isPending}
            onImport={() => run.mutate({ file, dryRun: false })}
          />
        )}
        {file && !run.isPending && (
          <div>
            <Button onClick={again}>{t('import.another')}</Button>
          </div>
        )}
      </div>
    </Modal>
  )
}

function Report({
  report,
  pending,
  onImport,
}: {
  report: TimetableImportReport
  pending: boolean
  onImport: () => void
}) {
  const { t } = useTranslation('timetable')
  const words = useFindingWords()
  const { creates, updates, removes, unchanged, problems, problemCount, findings, imported } = report
  if (imported)
    return (
      <div className="notice notice-ok" role="status">
        {t('import.done', { creates, updates, removes })}
      </div>
    )
  if (problemCount > 0)
    return (
      <>
        <div className="notice notice-warn" role="alert">
          {t('import.bad', { count: problemCount })}
        </div>
        <Problems problems={problems} />
      </>
    )
  if (findings.length > 0)
    return (
      <>
        <div className="notice notice-warn" role="alert">
          {t('import.clash', { count: findings.length })}
        </div>
        <ul className="finding-list">
          {findings.map((finding, at) => (
            <li key={`${at} ${finding.code}`} className="finding">
              {words(finding)}
            </li>
          ))}
        </ul>
      </>
    )
  return (
    <>
      <div className="notice notice-ok" role="status">
        {t('import.clean', { creates, updates, removes, unchanged })}
      </div>
      {creates + updates + removes > 0 && (
        <div>
          <h3 data-step="3">{t('import.step3')}</h3>
          <Button type="primary" loading={pending} onClick={onImport}>
            {t('import.doImport')}
          </Button>
        </div>
      )}
    </>
  )
}

/** `rows.12.subject`: the line of the sheet and its column. */
const placeOf = ({ path }: ErrorDetail): { line: string; column: string } => {
  const [, line = '', column = ''] = path.split('.')
  return { line, column }
}

function Problems({ problems }: { problems: TimetableImportReport['problems'] }) {
  const { t } = useTranslation('timetable')
  return (
    <Table
      size="small"
      rowKey={({ path, code }) => `${path} ${code}`}
      pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={problems}
      columns={[
        { title: t('import.line'), width: 72, render: (_, problem) => placeOf(problem).line },
        {
          title: t('import.column'),
          width: 110,
          render: (_, problem) => t(`import.columns.${placeOf(problem).column}` as 'import.columns.class'),
        },
        {
          title: t('import.problem'),
          render: (_, { code, message }) =>
            t(`import.problems.${code}` as 'import.problems.unknown', { message }),
        },
      ]}
    />
  )
}
