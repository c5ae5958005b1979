import type { ResourceCard, ResourceType, Subject } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { renditionUrl } from '../watch/rendition-url.ts'
import { useAmountWords } from './card-facts.tsx'
import { GROUNDS } from './grounds.ts'
import './card.css'

/** One stroke drawing for each type, in a field of 40 by 40. */
const DRAWINGS: Record<ResourceType, string> = {
  micro_lesson: 'M5 9h30v22H5zM17 15v10l9-5z',
  excellent_lesson: 'M20 5l4.6 9.3 10.4 1.5-7.5 7.3 1.8 10.3-9.3-4.9-9.3 4.9 1.8-10.3L5 15.8l10.4-1.5z',
  courseware: 'M5 8h30v20H5zM20 28v6M13 34h14M11 15h12M11 20h18',
  lesson_plan: 'M9 4h22v32H9zM14 12h12M14 18h12M14 24h8',
  task_sheet: 'M9 4h22v32H9zM13 13l2 2 4-4M22 13h5M13 24l2 2 4-4M22 24h5',
  exercise: 'M8 32l3-9L26 8l6 6-15 15zM22 12l6 6',
  material: 'M5 8h30v24H5zM5 27l9-9 8 8 5-5 8 8M26 15a2 2 0 1 0 .1 0',
  recording: 'M20 6a14 14 0 1 0 .1 0M20 15a5 5 0 1 0 .1 0',
}

function DrawnCover({ type, subject }: { type: ResourceType; subject: Subject }) {
  const { t, i18n } = useTranslation()
  const name = t(`subject.${subject}`)
  return (
    <span className="cover-drawn" data-ground={GROUNDS[subject]} aria-hidden="true">
      <b>{i18n.language === 'zh-CN' ? name.slice(0, 1) : name.slice(0, 2)}</b>
      <svg viewBox="0 0 40 40">
        <path d={DRAWINGS[type]} />
      </svg>
    </span>
  )
}

type Props = Pick<ResourceCard, 'type' | 'subject' | 'poster' | 'durationMs' | 'pages'> & { share?: number }

/** The picture of a resource, or a drawn one; `share` of it was watched already. */
export function Cover({ type, subject, poster, share, ...amount }: Props) {
  const { t } = useTranslation('find')
  const words = useAmountWords()(amount)
  return (
    <span className="cover">
      {poster ? (
        <img
          src={renditionUrl(poster.fileId, poster.name)}
          alt=""
          loading="lazy"
          decoding="async"
          fetchPriority="low"
        />
      ) : (
        <DrawnCover type={type} subject={subject} />
      )}
      <span className="cover-type">{t(`type.${type}`)}</span>
      {words && <span className="cover-amount">{words}</span>}
      {share !== undefined && (
        <span className="cover-share">
          <i style={{ width: `${Math.min(100, share * 100)}%` }} />
        </span>
      )}
    </span>
  )
}
