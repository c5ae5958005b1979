import './scales.css'
import { getScaleVersion, type ScaleVersion } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../../components/admin/page-head.tsx'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { PATHS } from '../../../../config/paths.ts'
import { useEndpoint } from '../../../../lib/query.ts'
import { Designer } from './designer.tsx'
import { Preview } from './preview.tsx'
import { VersionSteps } from './version-steps.tsx'

/** One version of a scale: a draft to be written, or what observers are asked. */
export function ScalePage() {
  const { id = '' } = useParams()
  const query = useEndpoint(getScaleVersion, { params: { id } })
  const version = query.data?.id === id ? query.data : undefined
  if (query.error && !version) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!version) return <Skeleton active paragraph={{ rows: 10 }} />
  return (
    <OneScale key={`${id} ${version.state}`} version={version} onReadAgain={() => void query.refetch()} />
  )
}

function OneScale({ version, onReadAgain }: { version: ScaleVersion; onReadAgain: () => void }) {
  const { t } = useTranslation('scales')
  return (
    <>
      <p className="crumb">
        <Link to={PATHS.scales}>{t('page')}</Link>
      </p>
      {version.can.edit ? (
        <Designer version={version} onReadAgain={onReadAgain} />
      ) : (
        <>
          <PageHead title={`${version.title} v${version.number}`} note={version.purpose}>
            <VersionSteps version={version} />
          </PageHead>
          <p className="notice notice-ok">{t(version.state === 'RETIRED' ? 'retiredNote' : 'frozenNote')}</p>
          <div className="scale-alone">
            <Preview content={version.content} />
          </div>
        </>
      )}
    </>
  )
}
