import { generateLessons } from '@tongke/contract'
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'

/** Makes the lessons of the coming days from the timetable, and says for which slots it could not. */
export function GenerateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('timetable')
  const run = useAction(generateLessons)
  const report = run.data
  return (
    <Modal
      title={t('generate.title')}
      open={open}
      onCancel={onClose}
      afterClose={() => run.reset()}
      footer={
        report ? (
          <Button type="primary" onClick={onClose}>
            {t('generate.close')}
          </Button>
        ) : (
          <Button type="primary" loading={run.isPending} onClick={() => run.mutate({ body: {} })}>
            {t('generate.do')}
          </Button>
        )
      }
      destroyOnHidden
    >
      {run.error && <ErrorNotice error={run.error} />}
      {!report && <p>{t('generate.note')}</p>}
      {report && (
        <div className="generate-report">
          <p role="status" className="notice notice-ok">
            {t('generate.done', {
              from: report.from,
              to: report.to,
              created: report.created,
              existing: report.existing,
            })}
          </p>
          {report.skipped.length > 0 && (
            <>
              <h3>{t('generate.skipped', { count: report.skipped.length })}</h3>
              <ul>
                {report.skipped.map(({ slotId, day, title, why, detail }) => (
                  <li key={`${slotId} ${day}`}>
                    {day} {title}：{t(`generate.why.${why}`)} <span className="quiet">{detail}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {report.stale.length > 0 && (
            <>
              <h3>{t('generate.stale', { count: report.stale.length })}</h3>
              <ul>
                {report.stale.map(({ lessonId, title, plannedStart }) => (
                  <li key={lessonId}>
                    <Link to={paths.lesson(lessonId)}>
                      {title} · {new Date(plannedStart).toLocaleDateString()}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </Modal>
  )
}
