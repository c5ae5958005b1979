import { ToldKind, getRoomDay, tellRepairHere } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

/** What does not work? One touch tells it; somebody who cannot type is not asked to. */
export function TellRepair({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('classroom')
  const tell = useAction(tellRepairHere, [getRoomDay])
  return (
    <Dialog title={t('tell.title')} onClose={onClose}>
      {tell.data ? (
        <div className="tell-done" role="status">
          <p>{t('tell.done')}</p>
          <button type="button" className="button button-big button-primary" autoFocus onClick={onClose}>
            {t('tell.close')}
          </button>
        </div>
      ) : (
        <>
          <p className="tell-hint">{t('tell.hint')}</p>
          <ul className="tell-kinds">
            {ToldKind.options.map((kind) => (
              <li key={kind}>
                <button
                  type="button"
                  className="button"
                  disabled={tell.isPending}
                  onClick={() => tell.mutate({ body: { kind } })}
                >
                  {t(`kind.${kind}`)}
                </button>
              </li>
            ))}
          </ul>
          {tell.error && <ErrorNotice error={tell.error} />}
        </>
      )}
    </Dialog>
  )
}
