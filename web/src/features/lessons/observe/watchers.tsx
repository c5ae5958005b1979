import './observe.css'
import { listObservers } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../../lib/query.ts'

/** For whoever gave the lesson: who said to come and, after class, who watched and how long. Nothing where nobody did. */
export function Watchers({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation('notes')
  const { data } = useEndpoint(listObservers, { params: { id: lessonId } })
  if (!data || (data.observers.length === 0 && data.places === null)) return null
  const { observers, isOver, places } = data
  return (
    <section className="card watchers" aria-labelledby="watchers">
      <h2 id="watchers">
        {t(isOver ? 'watchers.were' : 'watchers.come')}{' '}
        <span className="quiet">
          {places === null ? observers.length : t('watchers.count', { count: observers.length, places })}
        </span>
      </h2>
      {observers.length === 0 ? (
        <p className="quiet">{t('watchers.nobody')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('watchers.name')}</th>
              <th scope="col">{t('watchers.school')}</th>
              {isOver && (
                <>
                  <th scope="col" className="num">
                    {t('watchers.present')}
                  </th>
                  <th scope="col" className="num">
                    {t('watchers.watched')}
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {observers.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {one.name} {one.hidden && <span className="pill pill-warn">{t('watchers.hidden')}</span>}
                </th>
                <td>{one.orgName}</td>
                {isOver && (
                  <>
                    <td className="num">
                      {one.arrivedAt === null
                        ? t('watchers.absent')
                        : t('watchers.minutes', { value: one.presentMinutes })}
                    </td>
                    <td className="num">{t('watchers.minutes', { value: one.watchedMinutes })}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
