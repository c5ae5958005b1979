import {
  addMaterial,
  arrangeMaterials,
  listMaterials,
  removeMaterial,
  type LessonDetail,
  type LessonMaterials,
} from '@tongke/contract'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { moved } from '../../../lib/moved.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { MaterialRow } from './material-row.tsx'

type Item = LessonMaterials['items'][number]

/** What of the library the lesson uses: for everybody who is in it, and to be changed by whoever plans it. */
export function Materials({ lesson: { summary } }: { lesson: LessonDetail }) {
  const { t } = useTranslation('materials')
  const { id } = summary
  const list = useEndpoint(listMaterials, { params: { id } })
  const change = useChange(id)
  if (list.error && !list.data)
    return (
      <section className="card materials" aria-label={t('title')}>
        <ErrorNotice error={list.error} />
      </section>
    )
  if (!list.data || list.isPlaceholderData) return null
  const { items, hidden, canEdit } = list.data
  if (items.length === 0 && !canEdit) return null
  const ids = items.map(({ card }) => card.id)
  return (
    <section className="card materials" aria-labelledby="materials">
      <header>
        <h2 id="materials">{t('title')}</h2>
        {canEdit && (
          <Link to={`${PATHS.library}?subject=${summary.subject}&grade=${summary.grade}`}>
            <Button>{t('find')}</Button>
          </Link>
        )}
      </header>
      {items.length === 0 && <p className="quiet">{t('none')}</p>}
      <ol>
        {items.map((item, index) => (
          <MaterialRow key={item.card.id} item={item} warns={canEdit}>
            {canEdit && (
              <>
                <Button
                  type="text"
                  aria-label={t('up', { title: item.card.title })}
                  disabled={index === 0}
                  onClick={() => change.arrange(moved(ids, index, -1))}
                >
                  ↑
                </Button>
                <Button
                  type="text"
                  aria-label={t('down', { title: item.card.title })}
                  disabled={index === items.length - 1}
                  onClick={() => change.arrange(moved(ids, index, 1))}
                >
                  ↓
                </Button>
                <Button type="text" danger onClick={() => change.remove(item, ids)}>
                  {t('remove')}
                </Button>
              </>
            )}
          </MaterialRow>
        ))}
      </ol>
      {hidden > 0 && <p className="quiet">{t('hidden', { count: hidden })}</p>}
    </section>
  )
}

function useChange(lessonId: string) {
  const { t } = useTranslation('materials')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const adding = useAction(addMaterial, [listMaterials])
  const removing = useAction(removeMaterial, [listMaterials])
  const arranging = useAction(arrangeMaterials, [listMaterials])
  const fail = (error: unknown) => void message.error(errorText(error))
  const arrange = (resourceIds: string[]) =>
    arranging.mutate({ params: { id: lessonId }, body: { resourceIds } }, { onError: fail })
  const putBack = async (params: { id: string; resourceId: string }, before: string[]) => {
    try {
      await adding.mutateAsync({ params })
      arrange(before)
    } catch (error) {
      fail(error)
    }
  }
  const remove = ({ card }: Item, before: string[]) => {
    const params = { id: lessonId, resourceId: card.id }
    removing.mutate(
      { params },
      {
        onError: fail,
        onSuccess: () =>
          void message.success({
            key: card.id,
            duration: 8,
            content: (
              <>
                {t('removed', { title: card.title })}{' '}
                <Button
                  type="link"
                  onClick={() => {
                    message.destroy(card.id)
                    void putBack(params, before)
                  }}
                >
                  {common('undo')}
                </Button>
              </>
            ),
          }),
      },
    )
  }
  return { arrange, remove }
}
