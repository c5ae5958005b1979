import {
  getRecordingAgreement,
  listViewers,
  RecordingScope,
  setClassConsent,
  setRecordingAgreement,
  type LessonDetail,
  type RecordingAgreement,
} from '@tongke/contract'
import { App, Button, Segmented, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { isOver } from '../../../lib/lesson-day.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dayName } from '../../../lib/time.ts'
import './agreement.css'

/** What was agreed about recording a lesson and watching it live, and who did watch. */
export function Agreement({ lesson: { summary, can } }: { lesson: LessonDetail }) {
  const { t } = useTranslation('audience')
  const { id } = summary
  const agreement = useEndpoint(getRecordingAgreement, { params: { id } })
  if (agreement.error && !agreement.data)
    return (
      <section className="card agreement" aria-label={t('agreement.title')}>
        <ErrorNotice error={agreement.error} />
      </section>
    )
  if (!agreement.data || agreement.isPlaceholderData) return null
  return (
    <section className="card agreement" aria-labelledby="agreement">
      <h2 id="agreement">{t('agreement.title')}</h2>
      <Rule lessonId={id} agreement={agreement.data} />
      <Consents agreement={agreement.data} />
      {can.export && isOver(summary.status) && <Viewers lessonId={id} />}
    </section>
  )
}

function Rule({ lessonId, agreement }: { lessonId: string; agreement: RecordingAgreement }) {
  const { t } = useTranslation('audience')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const setting = useAction(setRecordingAgreement, [getRecordingAgreement])
  const { isRecorded, viewScope, canEdit } = agreement
  const save = (body: { isRecorded: boolean; viewScope: RecordingScope }) =>
    setting.mutate(
      { params: { id: lessonId }, body },
      {
        onSuccess: () => void message.success(t('agreement.saved')),
        onError: (error) => void message.error(errorText(error)),
      },
    )
  return (
    <div className="agreement-rule">
      <div>
        <span>{t('agreement.isRecorded')}</span>
        {canEdit ? (
          <Switch
            checked={isRecorded}
            loading={setting.isPending}
            checkedChildren={t('agreement.recorded')}
            unCheckedChildren={t('agreement.notRecorded')}
            aria-label={t('agreement.isRecorded')}
            onChange={(checked) => save({ isRecorded: checked, viewScope })}
          />
        ) : (
          <b>{t(isRecorded ? 'agreement.recorded' : 'agreement.notRecorded')}</b>
        )}
      </div>
      {isRecorded && (
        <div>
          <span>{t('agreement.scope')}</span>
          {canEdit ? (
            <Segmented
              value={viewScope}
              options={RecordingScope.options.map((value) => ({
                value,
                label: t(`agreement.scopes.${value}`),
              }))}
              onChange={(value) => save({ isRecorded, viewScope: value })}
            />
          ) : (
            <b>{t(`agreement.scopes.${viewScope}`)}</b>
          )}
          <p className="quiet">{t(`agreement.scopeHint.${viewScope}`)}</p>
        </div>
      )}
    </div>
  )
}

function Consents({ agreement }: { agreement: RecordingAgreement }) {
  const { t, i18n } = useTranslation('audience')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const answering = useAction(setClassConsent, [getRecordingAgreement])
  const say = (classId: string, answer: 'GIVEN' | 'REFUSED') =>
    answering.mutate(
      { params: { id: classId }, body: { answer } },
      {
        onSuccess: () => void message.success(t('agreement.saved')),
        onError: (error) => void message.error(errorText(error)),
      },
    )
  return (
    <>
      <h3>{t('agreement.consent')}</h3>
      <ul className="agreement-classes">
        {agreement.classes.map(({ classId, className, consent }) => (
          <li key={classId}>
            <b>{className}</b>
            <span className={consent.answer === 'REFUSED' ? 'agreement-refused' : ''}>
              {t(consent.answer ? `agreement.${consent.answer}` : 'agreement.none')}
            </span>
            <span className="quiet">
              {consent.byName &&
                consent.at &&
                t('agreement.by', { name: consent.byName, day: dayName(consent.at, i18n.language) })}
            </span>
            {consent.canAnswer && (
              <span className="agreement-answers">
                <Button disabled={consent.answer === 'GIVEN'} onClick={() => say(classId, 'GIVEN')}>
                  {t('agreement.give')}
                </Button>
                <Button
                  danger
                  disabled={consent.answer === 'REFUSED'}
                  onClick={() => say(classId, 'REFUSED')}
                >
                  {t('agreement.refuse')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Viewers({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation('audience')
  const viewers = useEndpoint(listViewers, { params: { id: lessonId } })
  if (!viewers.data) return null
  const { items } = viewers.data
  return (
    <>
      <h3>{t('agreement.viewers')}</h3>
      {items.length === 0 && <p className="quiet">{t('agreement.noViewers')}</p>}
      <ul className="agreement-classes">
        {items.map((viewer) => (
          <li key={`${viewer.name} ${viewer.firstAt}`}>
            <b>{viewer.name}</b>
            <span className="quiet">{viewer.orgName}</span>
            <span>{t('agreement.minutes', { minutes: viewer.minutes })}</span>
            <span className="quiet">{t('agreement.joins', { count: viewer.joins })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
