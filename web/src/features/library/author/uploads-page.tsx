import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'
import '../parts/desk.css'
import { DropZone } from '../upload/drop-zone.tsx'
import { uploadManager } from '../upload/upload-client.ts'
import type { UploadRow } from '../upload/upload-manager.ts'
import { UploadRowView } from '../upload/upload-row.tsx'
import { isMoving, useAllUploads } from '../upload/use-uploads.ts'

/** Scope of files that belong to no resource yet. */
const CENTRE = 'centre'
const PACKAGES = 'packages'

/** All files on their way from this browser: send now, say later what they are to be. */
export function UploadsPage() {
  const { t } = useTranslation('upload')
  const rows = useAllUploads()
  const mine = rows.filter(({ scope }) => scope === CENTRE)
  const elsewhere = rows.filter(({ scope }) => scope !== CENTRE)
  useStayWarning(rows.some(isMoving))
  return (
    <>
      <PageHead title={t('centre.title')} note={t('centre.note')}>
        <Link to={PATHS.myResources} className="button">
          {t('centre.mine')}
        </Link>
      </PageHead>
      <section className="card desk-part upload-panel" aria-label={t('centre.title')}>
        <DropZone onFiles={(files) => void uploadManager().add(CENTRE, 'main', files)} />
        <Rows rows={mine} />
      </section>
      {elsewhere.length > 0 && (
        <section className="card desk-part upload-panel" aria-labelledby="elsewhere">
          <h2 id="elsewhere">{t('centre.elsewhere')}</h2>
          <Rows rows={elsewhere} />
        </section>
      )}
    </>
  )
}

function Rows({ rows }: { rows: readonly UploadRow[] }) {
  if (rows.length === 0) return null
  return (
    <ul className="upload-rows">
      {rows.map((row) => (
        <UploadRowView key={row.id} row={row} manager={uploadManager()} showRole={false}>
          <NextStep row={row} />
        </UploadRowView>
      ))}
    </ul>
  )
}

function NextStep({ row: { id, scope, state } }: { row: UploadRow }) {
  const { t } = useTranslation('upload')
  const navigate = useNavigate()
  if (scope === PACKAGES)
    return (
      <Link className="upload-button" to={PATHS.importResources}>
        {t('centre.toPackages')}
      </Link>
    )
  if (scope !== CENTRE)
    return (
      <Link className="upload-button" to={paths.editResource(scope)}>
        {t('centre.toResource')}
      </Link>
    )
  if (state !== 'done') return null
  return (
    <button type="button" className="button" onClick={() => void navigate(paths.newResourceOf(id))}>
      {t('centre.make')}
    </button>
  )
}
