import { forkDesign, getDesign } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'
import { colourOf } from './colours.ts'
import { useDesignView, useDesk } from './use-design.ts'

/** What this is, who is here, and whether it is saved. */
export function DesignHead({ onSide, isSideOpen }: { onSide: () => void; isSideOpen: boolean }) {
  const { t } = useTranslation('design')
  const { t: common } = useTranslation()
  const { detail } = useDesk()
  const { id, title, subject, grade } = detail.session
  return (
    <header className="design-head">
      <div className="design-name">
        <Link to={paths.researchSession(id)} aria-label={t('back')} className="design-back">
          ←
        </Link>
        <div>
          <h1>{title}</h1>
          <p>
            {t('what')} · {common(`subject.${subject}`)} {common(`grade.${String(grade) as '1'}`)}
          </p>
        </div>
      </div>
      <Kinds />
      <div className="design-state">
        <Here />
        <Status />
        <button type="button" className="button design-print" onClick={() => print()}>
          {t('print')}
        </button>
        <button
          type="button"
          className="button design-side-button"
          aria-expanded={isSideOpen}
          onClick={onSide}
        >
          {t(isSideOpen ? 'sideClose' : 'sideOpen')}
        </button>
      </div>
    </header>
  )
}

/** 共案 and 个案: one press from one to the other. */
function Kinds() {
  const { t } = useTranslation('design')
  const { detail } = useDesk()
  const navigate = useNavigate()
  const fork = useAction(forkDesign, [getDesign])
  const { common, variants, forkFor } = detail.siblings
  const all = [...(common ? [common] : []), ...variants]
  const begin = (orgId: string) =>
    common &&
    fork.mutate(
      { params: { id: common.id }, body: { orgId } },
      { onSuccess: ({ card }) => void navigate(paths.design(card.id)) },
    )
  return (
    <nav className="design-kinds" aria-label={t('kinds')}>
      {all.map(({ id, kind, orgName }) => (
        <Link key={id} to={paths.design(id)} aria-current={id === detail.card.id ? 'page' : undefined}>
          {kind === 'common' ? t('kind.common') : t('kind.variant', { school: orgName })}
        </Link>
      ))}
      {forkFor.map(({ orgId, name }) => (
        <button key={orgId} type="button" disabled={fork.isPending} onClick={() => begin(orgId)}>
          {t('fork', { school: name })}
        </button>
      ))}
      {fork.error && <ErrorNotice error={fork.error} />}
    </nav>
  )
}

function Here() {
  const { t } = useTranslation('design')
  const { people } = useDesignView(useDesk().client)
  const persons = [...new Map(people.map((person) => [person.personId, person])).values()]
  if (persons.length === 0) return null
  return (
    <ul className="here" aria-label={t('people.here')}>
      {persons.slice(0, 6).map(({ personId, name, orgName }) => (
        <li key={personId} style={{ background: colourOf(personId) }} title={`${name} ${orgName}`}>
          <span className="visually-hidden">{name}</span>
          <span aria-hidden="true">{name.slice(-1)}</span>
        </li>
      ))}
      {persons.length > 6 && <li className="here-more">+{persons.length - 6}</li>}
    </ul>
  )
}

function Status() {
  const { t } = useTranslation('design')
  const { isLive, isUnsaved, isKept, canWrite, problem } = useDesignView(useDesk().client)
  useStayWarning(!isKept || (isUnsaved && isLive))
  if (!problem && isLive && !canWrite) return <span className="pill">{t('status.reading')}</span>
  const word = problem ? 'refused' : !isLive ? 'offline' : isUnsaved ? 'unsaved' : 'saved'
  const tone = { refused: 'pill-bad', offline: 'pill-warn', unsaved: '', saved: 'pill-ok' }[word]
  return (
    <span className={`pill ${tone}`} role="status" data-kept={isKept} title={t(`statusHint.${word}`)}>
      {t(`status.${word}`)}
    </span>
  )
}
