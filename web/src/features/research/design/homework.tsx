import { HomeworkForm, MAX_DESIGN_ITEMS } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { addItem, setItem, type DesignItem } from '../../../live/design/design-items.ts'
import { MinutesField } from './minutes-field.tsx'
import { SharedText } from './shared-text.tsx'
import { useDesignView, useDesk, useOutline } from './use-design.ts'

/** 作业设计: tasks, each with its form. */
export function Homework() {
  const { t } = useTranslation('design')
  const { client, detail } = useDesk()
  const { canWrite } = useDesignView(client)
  const { homework } = useOutline(client)
  const isWrong =
    detail.session.grade < detail.session.writtenFromGrade && homework.some(({ form }) => form === 'written')
  return (
    <>
      {isWrong && (
        <p className="notice notice-warn" role="status">
          {t('homework.written')}
        </p>
      )}
      <ul className="tasks">
        {homework.map((task) => (
          <Task key={task.id} task={task} />
        ))}
      </ul>
      {homework.length === 0 && <p className="quiet">{t('homework.none')}</p>}
      {canWrite && (
        <div className="row-tools">
          <button
            type="button"
            className="button"
            disabled={homework.length >= MAX_DESIGN_ITEMS}
            onClick={() => addItem(client.doc, 'homework', { minutes: 10, form: 'oral' })}
          >
            {t('homework.add')}
          </button>
        </div>
      )}
    </>
  )
}

function Task({ task: { id, form, minutes } }: { task: DesignItem }) {
  const { t } = useTranslation('design')
  const { client } = useDesk()
  const { canWrite } = useDesignView(client)
  return (
    <li className="task">
      <select
        aria-label={t('homework.form')}
        value={form}
        disabled={!canWrite}
        onChange={({ target }) => setItem(client.doc, 'homework', id, 'form', target.value)}
      >
        {HomeworkForm.options.map((one) => (
          <option key={one} value={one}>
            {t(`homework.forms.${one}`)}
          </option>
        ))}
      </select>
      <SharedText field={`homework/${id}/text`} label={t('homework.text')} placeholder={t('homework.hint')} />
      <MinutesField
        value={minutes}
        onChange={(value) => setItem(client.doc, 'homework', id, 'minutes', value)}
      />
      {canWrite && (
        <button
          type="button"
          className="task-remove"
          aria-label={t('homework.remove')}
          onClick={() => setItem(client.doc, 'homework', id, 'removed', true)}
        >
          ×
        </button>
      )}
    </li>
  )
}
