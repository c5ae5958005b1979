import { getContributions, type MemberContribution } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import type { PanelProps } from '../session/panel.ts'

/** Who gave what, in numbers of the server; whoever gave nothing is told apart. */
export function ContributionsPart({ detail }: PanelProps) {
  const { t } = useTranslation('outcome')
  const query = useEndpoint(getContributions, { params: { id: detail.card.id } })
  if (query.error?.code === 'auth.forbidden') return null
  return (
    <section className="card research-part" aria-labelledby="contributions" data-testid="contributions">
      <header>
        <h2 id="contributions">{t('contribution.title')}</h2>
        {query.data && (
          <span className="quiet">{t('contribution.rule', { seconds: query.data.spokeSeconds })}</span>
        )}
      </header>
      {query.error && !query.data && <ErrorNotice error={query.error} />}
      {!query.data && !query.error && <Skeleton active />}
      {query.data && <Contributions members={query.data.members} />}
    </section>
  )
}

const COLUMNS = [
  'versions',
  'edits',
  'comments',
  'spoke',
  'sheets',
  'notes',
  'reflection',
  'outcomes',
  'there',
] as const
type Column = (typeof COLUMNS)[number]

function Contributions({ members }: { members: readonly MemberContribution[] }) {
  const { t } = useTranslation('outcome')
  return (
    <div className="contributions">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('contribution.member')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`contribution.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.personId} member={member} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ member }: { member: MemberContribution }) {
  const { t } = useTranslation('outcome')
  const values = useValues(member)
  return (
    <tr data-idle={member.isIdle} data-testid={`contribution-${member.name}`}>
      <th scope="row">
        <strong>{member.name}</strong>
        {member.isIdle && <span className="pill pill-bad">{t('contribution.idle')}</span>}
        <small className="quiet">
          {member.orgName}
          {member.rural && ` · ${t('contribution.rural')}`}
        </small>
      </th>
      {COLUMNS.map((column) => {
        const [value, detail] = values[column] ?? []
        return (
          <td key={column} data-label={t(`contribution.${column}`)} data-none={value === undefined}>
            {value ?? '—'}
            {detail && <small className="quiet">{detail}</small>}
          </td>
        )
      })}
    </tr>
  )
}

type Value = readonly [value: string, detail?: string]

/** Null: nothing of it. */
function useValues(member: MemberContribution): Record<Column, Value | null> {
  const { t } = useTranslation('outcome')
  const count = (value: number): Value | null => (value === 0 ? null : [String(value)])
  const { edits, inserted, removed, notes, marks, spokeSeconds, percent, minutes, attended } = member
  const spoke = Math.round(spokeSeconds / 6) / 10
  return {
    versions: count(member.versions),
    edits: edits === 0 ? null : [String(edits), t('contribution.editsOf', { inserted, removed })],
    comments: count(member.comments),
    spoke: spokeSeconds === 0 ? null : [t('contribution.minutesOf', { minutes: spoke })],
    sheets: count(member.sheets),
    notes: marks === 0 ? null : [String(marks), t('contribution.notesOf', { notes })],
    reflection: member.hasReflected ? [t('contribution.written')] : null,
    outcomes: count(member.outcomes),
    there:
      minutes === 0
        ? null
        : [
            t('contribution.minutesOf', { minutes: Math.round(minutes) }),
            t(attended ? 'contribution.thereAll' : 'contribution.thereOf', { percent }),
          ],
  }
}
