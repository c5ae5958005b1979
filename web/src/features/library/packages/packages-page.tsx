import { PackageDefaults } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import '../parts/desk.css'
import { UploadPanel } from '../upload/upload-panel.tsx'
import { HowToPack } from './how-to-pack.tsx'
import { PackageDesk } from './package-desk.tsx'
import './packages.css'

/** A heap of material from elsewhere: brought in whole, looked at item by item, and then drafts of mine. */
export function PackagesPage() {
  const { t } = useTranslation('packages')
  const [query, setQuery] = useSearchParams()
  const uploadId = query.get('upload')
  const me = useMe().data
  const posts = me?.kind === 'person' ? me.posts : []
  const organizations = [...new Map(posts.map(({ orgId, orgName }) => [orgId, orgName]))]
  const [defaults, setDefaults] = useState(() => PackageDefaults.parse({ licence: 'county' }))
  const [orgId, setOrgId] = useState<string>()
  const org = orgId ?? organizations[0]?.[0]
  const choose = (id: string | null) => setQuery(id ? { upload: id } : {})
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        {uploadId && (
          <button type="button" className="button" onClick={() => choose(null)}>
            {t('another')}
          </button>
        )}
        <Link to={PATHS.myResources} className="button">
          {t('mine')}
        </Link>
      </PageHead>
      {uploadId && org ? (
        <PackageDesk
          key={uploadId}
          chosen={{ uploadId, orgId: org, defaults }}
          organizations={organizations}
          onDefaults={setDefaults}
          onOrganization={setOrgId}
          onAnother={() => choose(null)}
        />
      ) : (
        <div className="package-begin">
          <section className="card desk-part">
            <h2>{t('choose')}</h2>
            <p className="quiet">{t('chooseHint')}</p>
            <UploadPanel scope="packages" roles={['attachment']} single onFinished={choose} />
          </section>
          <HowToPack />
        </div>
      )}
    </>
  )
}
