import { useTranslation } from 'react-i18next'
import { colourOf } from './colours.ts'
import { useDesignView, useDesk } from './use-design.ts'

/** Who is here now, and what everybody has written. */
export function PeoplePanel() {
  const { t } = useTranslation('design')
  const { client, detail } = useDesk()
  const { people } = useDesignView(client)
  return (
    <div className="people">
      <h3>{t('people.here')}</h3>
      {people.length === 0 && <p className="quiet">{t('people.alone')}</p>}
      <ul>
        {people.map(({ connectionId, personId, name, orgName }) => (
          <li key={connectionId}>
            <i style={{ background: colourOf(personId) }} /> {name} <span className="quiet">{orgName}</span>
          </li>
        ))}
      </ul>
      <h3>{t('people.written')}</h3>
      {detail.contributors.length === 0 && <p className="quiet">{t('people.nobody')}</p>}
      <table>
        <tbody>
          {detail.contributors.map(({ personId, name, orgName, inserted, removed, edits }) => (
            <tr key={personId}>
              <th scope="row">
                {name}
                <small className="quiet">{orgName}</small>
              </th>
              <td>{t('people.inserted', { count: inserted })}</td>
              <td className="quiet">{t('people.removed', { count: removed })}</td>
              <td className="quiet">{t('people.edits', { count: edits })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
