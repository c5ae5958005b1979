import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { LibraryTabs } from '../parts/library-tabs.tsx'
import { MyGrades } from './my-grades.tsx'
import { OpenAddresses } from './open-addresses.tsx'
import { Results } from './results.tsx'
import { SearchField } from './search-field.tsx'
import { Shelves } from './shelves.tsx'
import { useLibraryQuery } from './use-library-query.ts'
import '../../../components/admin/admin.css'
import './find.css'

/** The library: one field to ask with, shelves before a question and results after it. The address holds the question. */
export function LibraryPage() {
  const { t } = useTranslation('find')
  const library = useLibraryQuery()
  const me = useMe().data
  useTitle(t('title'))
  return (
    <div className="library" data-asked={library.asked}>
      <LibraryTabs />
      <header className="library-head">
        <h1>{library.asked ? <Link to={PATHS.library}>{t('title')}</Link> : t('title')}</h1>
        {!library.asked && <p>{t('note')}</p>}
        <SearchField library={library} />
      </header>
      {library.asked ? (
        <Results library={library} />
      ) : (
        <Shelves library={library} chooser={me?.kind === 'person' && <MyGrades />} />
      )}
      {!library.asked && me?.kind === 'person' && <OpenAddresses />}
    </div>
  )
}
