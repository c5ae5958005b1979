import { RuleReasons, type FreePlace, type TimetableRule } from '@tongke/contract'
import { Button, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFindingWords } from './finding-words.tsx'
import { FreePlaces } from './findings-panel.tsx'
import { isRefused, reasonsWanted, type Judged } from './use-moves.ts'

interface Props {
  judged: Judged
  pending: boolean
  onReasons: (reasons: RuleReasons) => void
  onMove: (place: FreePlace) => void
  onClose: () => void
}

/** Why a change was not made: hard rules with other places to press, soft ones with a field for the reason. */
export function JudgementDialog({ judged, pending, onReasons, onMove, onClose }: Props) {
  const { t } = useTranslation('timetable')
  const words = useFindingWords()
  const [given, setGiven] = useState<Partial<Record<TimetableRule, string>>>({})
  const refused = isRefused(judged.findings)
  const wanted = reasonsWanted(judged.findings)
  const complete = wanted.every((rule) => (given[rule]?.trim().length ?? 0) >= 2)
  return (
    <Modal
      open
      title={t(refused ? 'judged.refused' : 'judged.reason')}
      onCancel={onClose}
      footer={
        refused ? (
          <Button onClick={onClose}>{t('judged.back')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('judged.back')}</Button>
            <Button type="primary" disabled={!complete} loading={pending} onClick={() => onReasons(given)}>
              {t('judged.save')}
            </Button>
          </>
        )
      }
    >
      <ul className="finding-list">
        {judged.findings
          .filter(({ severity }) => severity !== 'hint')
          .map((finding, at) => (
            <li key={`${at} ${finding.code}`} className="finding">
              <p>
                <Tag color={finding.severity === 'hard' ? 'red' : 'gold'}>{t(`rules.${finding.rule}`)}</Tag>
                {words(finding)}
              </p>
            </li>
          ))}
      </ul>
      {refused
        ? judged.free.length > 0 && (
            <>
              <h3>{t('free.title')}</h3>
              <FreePlaces places={judged.free} onChoose={onMove} />
            </>
          )
        : wanted.map((rule) => (
            <label key={rule} className="reason-field">
              <span>{t('judged.why', { rule: t(`rules.${rule}`) })}</span>
              <Input.TextArea
                rows={2}
                maxLength={200}
                value={given[rule] ?? ''}
                onChange={({ target }) => setGiven({ ...given, [rule]: target.value })}
              />
            </label>
          ))}
    </Modal>
  )
}
