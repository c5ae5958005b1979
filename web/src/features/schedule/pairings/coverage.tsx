import { getCalendar, getPairingCoverage, type PairingCoverage } from '@tongke/contract'
import { Button, Select, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { useTermWords } from './pairing-words.tsx'

type Begin = ((ruralOrgId: string) => void) | undefined
type School = PairingCoverage['schools'][number]

const percentOf = (percent: number | null): string => (percent === null ? '–' : `${percent.toFixed(1)} %`)

interface Props {
  /** The term to look at; without it the running one. */
  termId: string | undefined
  onTerm: (termId: string) => void
  onBegin: Begin
}

/** R1 by term: how many rural schools somebody helps, by township, and above all those that nobody does. */
export function Coverage({ termId, onTerm, onBegin }: Props) {
  const { t } = useTranslation('pairings')
  const query = useEndpoint(getPairingCoverage, { query: termId === undefined ? {} : { termId } })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { all, term } = query.data
  if (term === null)
    return (
      <div className="card">
        <BlankState title={t('coverage.noTerm')} hint={t('coverage.noTermHint')} />
      </div>
    )
  return (
    <>
      <TermChoice term={term} onTerm={onTerm} />
      {all.rural === 0 ? (
        <div className="card">
          <BlankState title={t('coverage.noRural')} hint={t('coverage.noRuralHint')} />
        </div>
      ) : (
        <Board coverage={query.data} onBegin={onBegin} />
      )}
    </>
  )
}

type Term = NonNullable<PairingCoverage['term']>

/** Terms of the same school year, and the one that is shown. */
function TermChoice({ term, onTerm }: { term: Term; onTerm: (termId: string) => void }) {
  const { t } = useTranslation('pairings')
  const words = useTermWords()
  const calendar = useEndpoint(getCalendar, { query: { schoolYear: term.schoolYear } })
  const terms: Term[] = calendar.data?.terms ?? [term]
  return (
    <Select
      className="coverage-term-choice"
      aria-label={t('coverage.choose')}
      value={term.id}
      options={terms.map((one) => ({ value: one.id, label: words(one) }))}
      onChange={onTerm}
    />
  )
}

function Board({ coverage, onBegin }: { coverage: PairingCoverage; onBegin: Begin }) {
  const { t } = useTranslation('pairings')
  const { all, groups, schools, ruralCodes } = coverage
  const uncovered = schools.filter(({ active }) => active === 0)
  return (
    <div className="coverage">
      <section className="coverage-board">
        <h2>{t('coverage.percent')}</h2>
        <p className="coverage-figure">{percentOf(all.percent)}</p>
        <p>{t('coverage.count', { rural: all.rural, covered: all.covered })}</p>
      </section>
      <section className="card coverage-part">
        <h2>{t('coverage.uncovered')}</h2>
        {uncovered.length === 0 && <p className="quiet">{t('coverage.allCovered')}</p>}
        <ul className="coverage-uncovered">
          {uncovered.map((school) => (
            <Uncovered key={school.id} school={school} onBegin={onBegin} />
          ))}
        </ul>
      </section>
      <section className="card coverage-part">
        <h2>{t('coverage.byCentre')}</h2>
        <ul className="coverage-groups">
          {groups.map((group) => (
            <li key={group.id}>
              <span>
                <strong>{group.name}</strong>
                <span className="quiet">
                  {' '}
                  {t('coverage.ratio', { covered: group.covered, rural: group.rural })}
                </span>
              </span>
              <strong className="coverage-percent">{percentOf(group.percent)}</strong>
              <span className="coverage-bar" aria-hidden="true">
                <span style={{ width: `${group.percent ?? 0}%` }} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card coverage-part">
        <h2>{t('coverage.schools')}</h2>
        <ul className="coverage-schools">
          {schools.map((school) => (
            <li key={school.id} data-covered={school.active > 0}>
              <span>{school.name}</span>
              <span className="quiet">{school.town}</span>
              <span className={school.active > 0 ? 'pill pill-ok' : 'pill pill-bad'}>
                {school.active > 0 ? `${t('coverage.active')} ${school.active}` : t('coverage.none')}
              </span>
            </li>
          ))}
        </ul>
        <p className="quiet">{t('coverage.rule', { codes: ruralCodes.join(' / ') })}</p>
      </section>
    </div>
  )
}

function Uncovered({ school, onBegin }: { school: School; onBegin: Begin }) {
  const { t } = useTranslation('pairings')
  const { t: common } = useTranslation()
  return (
    <li>
      <span>
        <strong>{school.name}</strong>
        <span className="sub">
          {[school.town, common(`kind.${school.kind}`), t('coverage.classes', { count: school.classes })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {school.coming > 0 && (
        <span className="pill pill-warn">{t('coverage.coming', { count: school.coming })}</span>
      )}
      {onBegin && school.coming === 0 && (
        <Button onClick={() => onBegin(school.id)}>{t('coverage.start')}</Button>
      )}
    </li>
  )
}
