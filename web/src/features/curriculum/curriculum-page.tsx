import { ImportOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../components/admin/page-head.tsx'
import { useListQuery } from '../../components/admin/use-list-query.ts'
import { hasRole, useMe } from '../../lib/me.ts'
import { ImportDialog } from './import-dialog.tsx'
import { TextbooksPanel } from './textbooks-panel.tsx'
import { TreePanel } from './tree-panel.tsx'
import './curriculum.css'

const TABS = ['tree', 'textbooks'] as const

/** The tree of textbooks and who uses which of them. */
export function CurriculumPage() {
  const { t } = useTranslation('curriculum')
  const list = useListQuery()
  const me = useMe()
  const [importing, setImporting] = useState(false)
  const manages = hasRole(me.data, 'administrator', 'officer', 'researcher')
  const tab = TABS.find((one) => one === list.get('tab')) ?? 'tree'
  const openImport = () => setImporting(true)
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        <Segmented
          value={tab}
          onChange={(next) => list.set({ tab: next === 'tree' ? undefined : next })}
          options={TABS.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        />
        {manages && (
          <Button type="primary" icon={<ImportOutlined />} onClick={openImport}>
            {t('import.open')}
          </Button>
        )}
      </PageHead>
      {tab === 'tree' ? (
        <TreePanel list={list} onImport={manages ? openImport : undefined} />
      ) : (
        <TextbooksPanel list={list} />
      )}
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </>
  )
}
