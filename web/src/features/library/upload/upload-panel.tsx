import type { FileRole, Upload } from '@tongke/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'
import { DropZone } from './drop-zone.tsx'
import { uploadManager } from './upload-client.ts'
import './upload.css'
import type { UploadRow } from './upload-manager.ts'
import { UploadRowView } from './upload-row.tsx'
import { isMoving, useUploads } from './use-uploads.ts'

export interface UploadPanelProps {
  /** What the files are for, e.g. the id of a resource: unfinished ones come back to the same place. */
  scope: string
  /** Roles the files may have; with several the user chooses before the files. */
  roles: readonly [FileRole, ...FileRole[]]
  /** A file is on the server, checked and known: put it where it belongs. Called once for each. */
  onFinished: (uploadId: string, file: Upload, role: FileRole) => void
  /** One file at a time, whose role needs no words. */
  single?: boolean
}

/** Files by choosing or dropping, each with its progress; goes on after cuts and after the browser was closed. */
export function UploadPanel({ scope, roles, onFinished, single = false }: UploadPanelProps) {
  const { t } = useTranslation('upload')
  const manager = uploadManager()
  const rows = useUploads(scope)
  const [role, setRole] = useState<FileRole>(roles[0])
  const chosen = roles.includes(role) ? role : roles[0]
  useDelivery(rows, onFinished)
  useStayWarning(rows.some(isMoving))
  return (
    <section className="upload-panel" aria-label={t('title')}>
      {roles.length > 1 && <RoleChoice roles={roles} value={chosen} onChange={setRole} />}
      <DropZone single={single} onFiles={(files) => void manager.add(scope, chosen, files)} />
      {rows.length > 0 && (
        <ul className="upload-rows">
          {rows.map((row) => (
            <UploadRowView key={row.id} row={row} manager={manager} showRole={!single} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Hands every finished file over once, also those that were finished while no panel was there. */
function useDelivery(rows: readonly UploadRow[], onFinished: UploadPanelProps['onFinished']) {
  const latest = useRef(onFinished)
  useEffect(() => {
    latest.current = onFinished
  })
  useEffect(() => {
    for (const { id, upload, role } of rows)
      if (upload && uploadManager().deliver(id)) latest.current(upload.id, upload, role)
  }, [rows])
}

interface RoleChoiceProps {
  roles: readonly FileRole[]
  value: FileRole
  onChange: (role: FileRole) => void
}

function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  const { t } = useTranslation('upload')
  return (
    <fieldset className="upload-roles">
      <legend>{t('chooseRole')}</legend>
      {roles.map((role) => (
        <label key={role}>
          <input type="radio" checked={role === value} onChange={() => onChange(role)} />
          {t(`role.${role}`)}
        </label>
      ))}
    </fieldset>
  )
}
