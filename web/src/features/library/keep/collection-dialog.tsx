import {
  createCollection,
  getCollection,
  listCollections,
  updateCollection,
  type Collection,
} from '@tongke/contract'
import { Checkbox, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

interface Props {
  /** The one that is changed, with what is in it; absent: a new one. */
  known?: { collection: Collection; resourceIds: string[] }
  onClose: () => void
  onSaved?: (collection: Collection) => void
}

const REFRESHES = [listCollections, getCollection]
const NAME_MAX = 40
const WORDS_MAX = 300

/** Name, a line about it, and whether the school may open it. */
export function CollectionDialog({ known, onClose, onSaved }: Props) {
  const { t } = useTranslation('rooms')
  const { t: common } = useTranslation()
  const [name, setName] = useState(known?.collection.name ?? '')
  const [description, setDescription] = useState(known?.collection.description ?? '')
  const [shared, setShared] = useState(known?.collection.shared ?? false)
  const creating = useAction(createCollection, REFRESHES)
  const updating = useAction(updateCollection, REFRESHES)
  const id = useId()
  const done = (collection: Collection) => {
    onSaved?.(collection)
    onClose()
  }
  const save = () => {
    const body = { name: name.trim(), description: description.trim(), shared }
    if (known)
      updating.mutate(
        { params: { id: known.collection.id }, body: { ...body, resourceIds: known.resourceIds } },
        { onSuccess: done },
      )
    else creating.mutate({ body }, { onSuccess: done })
  }
  const error = creating.error ?? updating.error
  return (
    <Modal
      open
      title={t(known ? 'collections.edit' : 'collections.new')}
      okText={common('save')}
      okButtonProps={{ loading: creating.isPending || updating.isPending, disabled: name.trim() === '' }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="folder-form">
        <label htmlFor={`${id}n`}>{t('collections.name')}</label>
        <Input
          id={`${id}n`}
          autoFocus
          maxLength={NAME_MAX}
          value={name}
          placeholder={t('collections.nameHint')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() !== '' && save()}
        />
        <label htmlFor={`${id}d`}>{t('collections.description')}</label>
        <Input.TextArea
          id={`${id}d`}
          rows={2}
          maxLength={WORDS_MAX}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
          {t('collections.share')}
        </Checkbox>
        {error && <ErrorNotice error={error} />}
      </div>
    </Modal>
  )
}
