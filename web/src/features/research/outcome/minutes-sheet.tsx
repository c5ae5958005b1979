import type { MinutesPage, MinutesSection, SessionMinutes } from '@tongke/contract'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { momentOf, timeOf } from '../../../lib/time.ts'
import type { PanelProps } from '../session/panel.ts'
import { MinutesActions } from './minutes-actions.tsx'
import { useMinutesTexts } from './use-minutes.ts'

interface SheetProps extends PanelProps {
  readonly minutes: SessionMinutes
  readonly can: MinutesPage['can']
}
type Writing = ReturnType<typeof useMinutesTexts>

/** The minutes as a sheet of paper: tables of the server, and texts that are typed into. */
export function MinutesSheet({ detail, minutes, can }: SheetProps) {
  const { t } = useTranslation('outcome')
  const writing = useMinutesTexts(detail.card.id, minutes)
  return (
    <>
      <header>
        <h2 id="minutes">{t('minutes.title')}</h2>
        {minutes.signedAt === null ? (
          <span className="pill">{t('minutes.open')}</span>
        ) : (
          <span className="pill pill-ok" data-testid="minutes-signed">
            {t('minutes.signed', { name: minutes.signedBy, at: momentOf(minutes.signedAt) })}
          </span>
        )}
        {can.edit && <SaveState writing={writing} minutes={minutes} />}
      </header>
      <MinutesActions detail={detail} minutes={minutes} can={can} isUnsaved={writing.isDirty} />
      {writing.error && <SaveTrouble writing={writing} />}
      <article className="minutes-sheet" aria-label={minutes.title}>
        <h3>{minutes.title}</h3>
        {minutes.sections.map((section) => (
          <Section key={section.key} section={section} canEdit={can.edit} writing={writing} />
        ))}
      </article>
    </>
  )
}

function SaveState({ writing, minutes }: { writing: Writing; minutes: SessionMinutes }) {
  const { t } = useTranslation('outcome')
  const state = writing.error ? 'failed' : writing.isDirty ? 'saving' : 'saved'
  return (
    <span className="quiet" role="status" data-testid="minutes-state" data-state={state}>
      {t(`minutes.${state}`, { at: timeOf(minutes.updatedAt), name: minutes.updatedBy })}
    </span>
  )
}

function SaveTrouble({ writing }: { writing: Writing }) {
  const { t } = useTranslation('outcome')
  if (writing.error?.code !== 'conflict.changed') return <ErrorNotice error={writing.error} />
  return (
    <div className="notice minutes-conflict" role="alert">
      <span>{t('minutes.conflict')}</span>
      <Button onClick={() => void writing.giveUp()}>{t('minutes.takeTheirs')}</Button>
      <Button onClick={() => void writing.insist()}>{t('minutes.keepMine')}</Button>
    </div>
  )
}

function Section({
  section,
  canEdit,
  writing,
}: {
  section: MinutesSection
  canEdit: boolean
  writing: Writing
}) {
  const { t } = useTranslation('outcome')
  const { key, rows, text } = section
  const title = t(`section.${key}`)
  if (!canEdit && rows.length === 0 && text === '') return null
  return (
    <section>
      <h4>{title}</h4>
      {rows.length > 0 && <Facts section={section} label={title} />}
      {canEdit ? (
        <Input.TextArea
          aria-label={title}
          data-testid={`minutes-${key}`}
          placeholder={t(`placeholder.${key}`)}
          autoSize={{ minRows: 2, maxRows: 24 }}
          maxLength={10_000}
          value={writing.textOf(key, text)}
          onChange={(event) => writing.type(key, event.target.value)}
        />
      ) : (
        text !== '' && <p className="minutes-text">{text}</p>
      )}
    </section>
  )
}

function Facts({ section: { columns, rows }, label }: { section: MinutesSection; label: string }) {
  const isNamed = columns.length === 0
  return (
    <div className="minutes-facts">
      <table aria-label={label} data-named={isNamed}>
        {!isNamed && (
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((cells, row) => (
            // Rows are never moved: they stand as they were drafted.
            <tr key={`${row} ${cells[0]}`}>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th key={columns[at] ?? at} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[at] ?? at}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
