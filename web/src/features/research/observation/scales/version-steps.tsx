import {
  discardScaleVersion,
  getScaleVersion,
  listScales,
  publishScaleVersion,
  retireScaleVersion,
  reviseScale,
  type ScaleVersion,
} from '@tongke/contract'
import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useErrorText } from '../../../../components/plain/error-words.tsx'
import { paths, PATHS } from '../../../../config/paths.ts'
import { useAction } from '../../../../lib/query.ts'

interface Props {
  version: ScaleVersion
  /** Why it cannot be published as it stands; null: it can. */
  hindrance?: string | null
}

/** What can be done with a version as a whole. */
export function VersionSteps({ version, hindrance = null }: Props) {
  const { t } = useTranslation('scales')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const navigate = useNavigate()
  const refreshed = [listScales, getScaleVersion]
  const publish = useAction(publishScaleVersion, refreshed)
  const retire = useAction(retireScaleVersion, refreshed)
  const revise = useAction(reviseScale, refreshed)
  const discard = useAction(discardScaleVersion, [listScales])
  const { id, revision, can } = version
  const input = { params: { id }, body: { revision } }
  const onError = (error: unknown) => void message.error(errorText(error))
  return (
    <>
      {can.edit && (
        <Popconfirm
          title={t('discardSure')}
          onConfirm={() =>
            discard.mutate({ params: { id } }, { onError, onSuccess: () => void navigate(PATHS.scales) })
          }
        >
          <Button size="large">{t('discard')}</Button>
        </Popconfirm>
      )}
      {can.retire && (
        <Popconfirm title={t('retireSure')} onConfirm={() => retire.mutate(input, { onError })}>
          <Button size="large">{t('retire')}</Button>
        </Popconfirm>
      )}
      {can.revise && (
        <Button
          size="large"
          loading={revise.isPending}
          onClick={() =>
            revise.mutate(input, { onError, onSuccess: (next) => void navigate(paths.scale(next.id)) })
          }
        >
          {t('revise')}
        </Button>
      )}
      {can.publish && (
        <Popconfirm
          title={t('publishSure')}
          disabled={hindrance !== null}
          onConfirm={() =>
            publish.mutate(input, { onError, onSuccess: () => void message.success(t('published')) })
          }
        >
          <Button
            type="primary"
            size="large"
            disabled={hindrance !== null}
            title={hindrance ?? undefined}
            loading={publish.isPending}
          >
            {t('publish')}
          </Button>
        </Popconfirm>
      )}
    </>
  )
}
