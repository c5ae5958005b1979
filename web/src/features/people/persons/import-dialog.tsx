import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { importPeople, importTemplate, listPeople, type ImportReport } from '@tongke/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Modal, Table, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { download, upload } from '../../../lib/api.ts'
import type { ApiError } from '../../../lib/api-error.ts'
import { columnKey, passwordsCsv, problemKey } from './import-problems.ts'
import '../../../components/admin/import-steps.css'
import './people.css'

const XLSX = '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function useImport() {
  const queries = useQueryClient()
  return useMutation<ImportReport, ApiError, { file: File; dryRun: boolean }>({
    mutationFn: ({ file, dryRun }) =>
      upload(importPeople, { query: { dryRun: dryRun ? 'true' : 'false' } }, file),
    onSuccess: (report) => {
      if (report.imported) return queries.invalidateQueries({ queryKey: [listPeople.path] })
    },
  })
}

function Problems({ problems }: { problems: ImportReport['problems'] }) {
  const { t } = useTranslation('people')
  return (
    <Table
      size="small"
      rowKey={(problem) => `${problem.line}.${problem.column}.${problem.code}`}
      pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={problems}
      columns={[
        { title: t('import.line'), dataIndex: 'line', width: 64 },
        {
          title: t('import.column'),
          width: 120,
          render: (_, { column }) => {
            const key = columnKey(column)
            return key ? t(`import.columns.${key}`) : column
          },
        },
        {
          title: t('import.problem'),
          render: (_, problem) => t(`import.problems.${problemKey(problem)}`, { message: problem.message }),
        },
      ]}
    />
  )
}

function Passwords({ rows }: { rows: ImportReport['passwords'] }) {
  const { t } = useTranslation('people')
  const save = () => {
    const heading = [t('person.countyNo'), t('person.name'), t('person.firstPassword')]
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([passwordsCsv(heading, rows)], { type: 'text/csv' }))
    link.download = t('import.passwordsName')
    link.click()
  }
  return (
    <div>
      <h3>{t('import.passwords')}</h3>
      <Table
        size="small"
        rowKey="countyNo"
        pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={rows}
        columns={[
          { title: t('person.countyNo'), dataIndex: 'countyNo' },
          { title: t('person.name'), dataIndex: 'name' },
          {
            title: t('person.firstPassword'),
            render: (_, row) => <span className="mono">{row.password}</span>,
          },
        ]}
      />
      <Button icon={<DownloadOutlined />} onClick={save}>
        {t('import.savePasswords')}
      </Button>
    </div>
  )
}

function Report({
  report,
  onImport,
  pending,
}: {
  report: ImportReport
  onImport: () => void
  pending: boolean
}) {
  const { t } = useTranslation('people')
  const { rows, creates, updates, problems, imported } = report
  if (imported)
    return (
      <>
        <div className="notice notice-ok" role="status">
          {t('import.done', { creates, updates })}
        </div>
        {report.passwords.length > 0 && <Passwords rows={report.passwords} />}
      </>
    )
  if (problems.length > 0)
    return (
      <>
        <div className="notice notice-warn" role="alert">
          {t('import.bad', { rows, count: problems.length })}
        </div>
        <Problems problems={problems} />
      </>
    )
  return (
    <>
      <div className="notice notice-ok" role="status">
        {t('import.clean', { rows, creates, updates })}
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
  const { t } = useTranslation('people')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const template = () =>
    download(importTemplate, {}, t('import.templateName')).catch(
      (error: unknown) => void message.error(errorText(error)),
    )
  return (
    <>
      <div>
        <h3 data-step="1">{t('import.step1')}</h3>
        <Button icon={<DownloadOutlined />} onClick={() => void template()}>
          {t('import.template')}
        </Button>
      </div>
      <div>
        <h3 data-step="2">{t('import.step2')}</h3>
        <Upload.Dragger
          accept={XLSX}
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

/** People from a workbook: a dry run first, and nothing is imported before every row is good. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('people')
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
      width={680}
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
