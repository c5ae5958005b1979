import { getDesign, nameDesignVersion, type DesignVersion } from '@tongke/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { useAction } from '../../../../lib/query.ts'
import { momentOf } from '../../../../lib/time.ts'
import { useDesignView, useDesk } from '../use-design.ts'

export type Showing =
  { what: 'version'; number: number } | { what: 'comparison'; from: From; to: number | 'current' }
export type From = number | 'parent' | 'common'

/** 版本: numbered states of the design, and who changed what between them. */
export function VersionsPanel({ onShow }: { onShow: (showing: Showing) => void }) {
  const { t } = useTranslation('design')
  const { detail } = useDesk()
  const [newest] = detail.versions
  const isVariant = detail.card.kind === 'variant'
  return (
    <div className="versions">
      {detail.can.write && <NameVersion />}
      <div className="row-tools">
        {newest && detail.isChanged && (
          <button
            type="button"
            className="button"
            onClick={() => onShow({ what: 'comparison', from: newest.number, to: 'current' })}
          >
            {t('versions.since', { number: newest.number })}
          </button>
        )}
        {isVariant && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => onShow({ what: 'comparison', from: 'parent', to: 'current' })}
            >
              {t('versions.fromParent')}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => onShow({ what: 'comparison', from: 'common', to: 'current' })}
            >
              {t('versions.fromCommon')}
            </button>
          </>
        )}
      </div>
      {detail.versions.length === 0 && <p className="quiet">{t('versions.none')}</p>}
      <ol>
        {detail.versions.map((version) => (
          <Version key={version.number} version={version} onShow={onShow} />
        ))}
      </ol>
    </div>
  )
}

function NameVersion() {
  const { t } = useTranslation('design')
  const { client, detail } = useDesk()
  const { isUnsaved, isLive } = useDesignView(client)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const action = useAction(nameDesignVersion, [getDesign])
  const next = detail.card.versions + 1
  const send = (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim() || t('versions.unnamed', { number: next }), note }
    const done = () => {
      setName('')
      setNote('')
    }
    action.mutate({ params: { id: detail.card.id }, body }, { onSuccess: done })
  }
  return (
    <form className="version-new" onSubmit={send}>
      <h3>{t('versions.keep', { number: next })}</h3>
      <input
        aria-label={t('versions.name')}
        placeholder={t('versions.nameHint')}
        maxLength={40}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <textarea
        rows={2}
        aria-label={t('versions.note')}
        placeholder={t('versions.noteHint')}
        maxLength={500}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      {action.error && <ErrorNotice error={action.error} />}
      {/* What is not saved yet would be missing in it. */}
      <button className="button button-primary" disabled={!isLive || isUnsaved || action.isPending}>
        {t('versions.keepButton', { number: next })}
      </button>
    </form>
  )
}

function Version({ version, onShow }: { version: DesignVersion; onShow: (showing: Showing) => void }) {
  const { t } = useTranslation('design')
  const { number, name, note, authorName, at, contributors, sections } = version
  return (
    <li className="version">
      <h3>
        <span className="version-number">v{number}</span> {name}
      </h3>
      <p className="quiet">
        {authorName} · {momentOf(at)} · {t('minutes.sum', { count: version.minutes })}
      </p>
      {note && <p className="words">{note}</p>}
      <ul className="version-work">
        {sections.map(({ section, inserted, removed, people }) => (
          <li key={section}>
            <b>{t(`section.${section}`)}</b> {inserted > 0 && <ins>+{inserted}</ins>}{' '}
            {removed > 0 && <del>−{removed}</del>} <span className="quiet">{people.join(t('comma'))}</span>
          </li>
        ))}
      </ul>
      {contributors.length > 0 && (
        <p className="quiet">
          {contributors
            .map((one) => t('versions.work', { name: one.name, count: one.inserted }))
            .join(t('comma'))}
        </p>
      )}
      <div className="row-tools">
        <button type="button" className="link-button" onClick={() => onShow({ what: 'version', number })}>
          {t('versions.read')}
        </button>
        {number > 1 && (
          <button
            type="button"
            className="link-button"
            onClick={() => onShow({ what: 'comparison', from: number - 1, to: number })}
          >
            {t('versions.compare', { number: number - 1 })}
          </button>
        )}
      </div>
    </li>
  )
}
