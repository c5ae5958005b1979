import { Checkbox } from 'antd'
import type { PackageItem } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { TypeMark } from '../parts/type-mark.tsx'
import { bytesText } from '../upload/amounts.ts'
import type { Outcome } from './import-run.ts'
import { useItemProblem, type ItemProblem } from './use-item-problem.ts'

interface Props {
  item: PackageItem
  outcome: Outcome | undefined
  isChosen: boolean
  isBusy: boolean
  onToggle: (isChosen: boolean) => void
}

/** One item: what it is, what it would become, and what is wrong with it or was made of it. */
export function ItemRow({ item, outcome, isChosen, isBusy, onToggle }: Props) {
  const { t } = useTranslation('packages')
  const isReady = item.problems.length === 0 && outcome?.state !== 'done'
  return (
    <li className="package-item" data-state={outcome?.state ?? (isReady ? 'ready' : 'problems')}>
      <Checkbox
        checked={isReady && isChosen}
        disabled={!isReady || isBusy}
        aria-label={t('take', { title: item.title })}
        onChange={({ target }) => onToggle(target.checked)}
      />
      {item.type ? <TypeMark type={item.type} /> : <span className="type-mark type-mark-open">?</span>}
      <div className="package-what">
        <strong>{item.title}</strong>
        <Becomes item={item} />
        <Files item={item} />
      </div>
      <div className="package-state">
        <State item={item} outcome={outcome} />
      </div>
    </li>
  )
}

function Becomes({ item }: { item: PackageItem }) {
  const { t } = useTranslation('packages')
  const { t: author } = useTranslation('author')
  const { t: common } = useTranslation()
  const { type, subject, gradeFrom, gradeTo, licence, nodeTitle, line } = item
  const grade = (value: number) => common(`grade.${String(value) as '1'}`)
  const grades =
    gradeFrom === null || gradeTo === null || gradeFrom === gradeTo
      ? (gradeFrom ?? gradeTo) === null
        ? null
        : grade((gradeFrom ?? gradeTo) as number)
      : t('range', { from: grade(gradeFrom), to: grade(gradeTo) })
  const words = [
    line === null ? null : t('line', { line }),
    type && author(`type.${type}`),
    subject && common(`subject.${subject}`),
    grades,
    nodeTitle,
    licence && author(`licence.${licence}`),
  ]
  return <span className="sub">{words.filter(Boolean).join(' · ')}</span>
}

function Files({ item: { files, link, leftOut } }: { item: PackageItem }) {
  const { t } = useTranslation('packages')
  const { t: author } = useTranslation('author')
  const { t: common } = useTranslation()
  if (files.length === 0 && !link) return null
  return (
    <span className="package-files">
      {link && <span>{link}</span>}
      {files.map(({ role, name, sizeBytes, kind }) => (
        <span key={`${role} ${name}`}>
          {name}
          <small>{[kind && author(`kind.${kind}`), bytesText(sizeBytes)].filter(Boolean).join(' ')}</small>
        </span>
      ))}
      {leftOut.length > 0 && (
        <span className="quiet">
          {t('leftOut', { files: leftOut.slice(0, 5).join(common('listComma')) })}
        </span>
      )}
    </span>
  )
}

function State({ item, outcome }: { item: PackageItem; outcome: Outcome | undefined }) {
  const { t } = useTranslation('packages')
  const errorText = useErrorText()
  const problemText = useItemProblem()
  const { t: author } = useTranslation('author')
  const { t: common } = useTranslation()
  const fieldText = (field: (typeof OPEN)[number]) => author(`field.${field}`)
  if (outcome?.state === 'done')
    return (
      <>
        <span className="pill pill-ok">{t('state.done')}</span>
        <Link to={paths.editResource(outcome.resourceId)}>{t('openDraft')}</Link>
      </>
    )
  if (outcome?.state === 'busy')
    return (
      <span className="pill pill-ready" role="status">
        {t('state.busy')}
      </span>
    )
  const failed = outcome?.state === 'failed' ? outcome.error : null
  const details = failed?.details ?? item.problems
  if (!failed && details.length === 0) return <span className="pill">{t('state.ready')}</span>
  const { open, wrong } = sorted(details)
  const isOpen = wrong.length === 0 && open.length > 0
  return (
    <>
      <span className={isOpen ? 'pill pill-warn' : 'pill pill-bad'}>
        {t(isOpen ? 'state.open' : failed ? 'state.failed' : 'state.problems')}
      </span>
      <ul className="package-problems">
        {open.length > 0 && (
          <li>{t('chooseAbove', { fields: open.map(fieldText).join(common('listComma')) })}</li>
        )}
        {wrong.map((detail) => (
          <li key={`${detail.path} ${detail.code}`}>{problemText(detail)}</li>
        ))}
        {details.length === 0 && <li>{errorText(failed)}</li>}
      </ul>
    </>
  )
}

/** Apart: what the choices above the list still have to say, and what only another package can mend. */
function sorted(details: readonly ItemProblem[]) {
  const isOpen = ({ path, code }: ItemProblem) =>
    code === 'missing' && OPEN.some((field) => path === `metadata.${field}`)
  const open = OPEN.filter((field) => details.some((one) => isOpen(one) && one.path === `metadata.${field}`))
  // The end follows the beginning unless it is chosen too.
  const fields = open.includes('gradeFrom') ? open.filter((field) => field !== 'gradeTo') : open
  return { open: fields, wrong: details.filter((one) => !isOpen(one)) }
}

const OPEN = ['subject', 'gradeFrom', 'gradeTo', 'licence'] as const
