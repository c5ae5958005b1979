import { useId, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import './upload.css'

interface Props {
  onFiles: (files: File[]) => void
  /** One file at a time. */
  single?: boolean
}

/** Files by choosing or dropping. */
export function DropZone({ onFiles, single = false }: Props) {
  const { t } = useTranslation('upload')
  const [isOver, setOver] = useState(false)
  const id = useId()
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles([...event.dataTransfer.files].slice(0, single ? 1 : undefined))
  }
  return (
    <div
      className={isOver ? 'upload-drop upload-drop-over' : 'upload-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor={id} className="button button-primary">
        {t('choose')}
      </label>
      <input
        id={id}
        className="upload-input"
        type="file"
        multiple={!single}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          // The same file may be chosen again.
          target.value = ''
        }}
      />
      <p>{t(single ? 'hintOne' : 'hint')}</p>
    </div>
  )
}
