import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { getOutline, getVolume, importCurriculum, searchNodes, type CurriculumReport } from '@tongke/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Table, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/plain/error-words.tsx'
import { upload } from '../../lib/api.ts'
import type { ApiError } from '../../lib/api-error.ts'
import { useExport } from './use-export.ts'
import '../../components/admin/import-steps.css'

const ACCEPTED =
  '.xlsx,.json,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/json'

function useImport() {
  const queries = useQueryClient()
  return useMutation<CurriculumReport, ApiError, { file: File; dryRun: boolean }>({
    mutationFn: ({ file, dryRun }) =>
      upload(importCurriculum, { query: { dryRun: dryRun ? 'true' : 'false' } }, file),
    onSuccess: async (report) => {
      if (!report.imported) return
      const reads = [getOutline, getVolume, searchNodes]
      await Promise.all(reads.map(({ path }) => queries.invalidateQueries({ queryKey: [path] })))
    },
  })
}

function Problems({ problems }: { problems: CurriculumReport['problems'] }) {
  const { t, i18n } = useTranslation('curriculum')
  const known = (group: 'problems' | 'columns', key: string) =>
    i18n.exists(`import.${group}.${key}`, { ns: 'curriculum' })
  return (
    <Table
      size="small"
      rowKey={(problem) => `${problem.path}.${problem.code}`}
      pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={problems}
      columns={[
        { title: t('import.table'), width: 72, render: (_, { table }) => t(`import.tables.${table}`) },
        { title: t('import.line'), dataIndex: 'line', width: 64 },
        {
          title: t('import.column'),
          width: 110,
          render: (_, { column }) =>
            known('columns', column) ? t(`import.columns.${column}` as 'import.columns.code') : column,
        },
        {
          title: t('import.problem'),
          render: (_, { code, message }) =>
            known('problems', code)
              ? t(`import.problems.${code}` as 'import.problems.missing')
              : t('import.problems.other', { message }),
        },
      ]}
    />
  )
}

function Report({
  report,
  onImport,
  pending,
}: {
  report: CurriculumReport
  onImport: () => void
  pending: boolean
}) {
  const { t } = useTranslation('curriculum')
  const { problems, problemCount, creates, updates, closes, imported } = report
  if (imported)
    return (
      <div className="notice notice-ok" role="status">
        {t('import.done', { creates, updates })}
      </div>
    )
  if (problemCount > 0)
    return (
      <>
        <div className="notice notice-warn" role="alert">
          {t('import.bad', { count: problemCount })}{' '}
          {problemCount > problems.length && t('import.first', { count: problems.length })}
        </div>
        <Problems problems={problems} />
      </>
    )
  if (creates + updates === 0)
    return (
      <div className="notice notice-ok" role="status">
        {t('import.same', { nodes: report.nodes })}
      </div>
    )
  return (
    <>
      <div className="notice notice-ok" role="status">
        {t('import.clean', report)} {closes > 0 && t('import.closes', { count: closes })}
      </div>
      <div>
        <h3 data-step="3">{t('import.step3')}</h3>
        <Button type="primary" loading={pending} onClick={onImport}>
          {t('import.doImport', { count: creates + updates })}
        </Button>
      </div>
    </>
  )
}

function FileStep({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('curriculum')
  const template = useExport()
  return (
    <>
      <div>
        <h3 data-step="1">{t('import.step1')}</h3>
        <Button icon={<DownloadOutlined />} onClick={() => template()}>
          {t('import.template')}
        </Button>
      </div>
      <div>
        <h3 data-step="2">{t('import.step2')}</h3>
        <Upload.Dragger
          accept={ACCEPTED}
          showUploadList={false}
          beforeUpload={(file) => {
            onFile(file)
            return Upload.LIST_IGNORE
          }}
        >
          <InboxOutlined style={{ fontSize: 32, color: 'var(--accent)' }} />
          <p>{t('import.drop')}</p>
        </Upload.Dragger>
      </div>
    </>
  )
}

/** Editions and nodes from a file: a dry run first, and nothing is imported before every row is good. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('curriculum')
  const [file, setFile] = useState<File>()
  const run = useImport()
  const choose = (chosen: File) => {
    setFile(chosen)
    run.mutate({ file: chosen, dryRun: true })
  }
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
        {!file && <FileStep onFile={choose} />}
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
