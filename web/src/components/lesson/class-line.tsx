import { useTranslation } from 'react-i18next'
import './class-line.css'

export interface LineClass {
  orgName: string
  className: string
  /** A short word under the class, e.g. its assistant or state. */
  note?: string | undefined
  state?: 'on' | 'off' | 'idle' | undefined
}

function Frame({ one, lecture }: { one: LineClass; lecture: boolean }) {
  const { t } = useTranslation('lessons')
  return (
    <li className={lecture ? 'line-class line-lecture' : 'line-class'} data-state={one.state ?? 'idle'}>
      <span className="line-frame" aria-hidden="true" />
      <span className="line-words">
        <span className="line-role">{t(lecture ? 'line.lecture' : 'line.listening')}</span>
        <strong>{one.orgName}</strong>
        <span>{one.className}</span>
        {one.note && <span className="line-note">{one.note}</span>}
      </span>
    </li>
  )
}

/** The classrooms of one lesson, each a frame, on the line they share. */
export function ClassLine({
  lecture,
  legs,
  dark = false,
}: {
  lecture: LineClass
  legs: readonly LineClass[]
  dark?: boolean
}) {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  return (
    <ul
      className={dark ? 'class-line class-line-dark' : 'class-line'}
      aria-label={t('line.label', {
        lecture: lecture.orgName,
        legs: legs.map((leg) => leg.orgName).join(common('listComma')),
      })}
    >
      <Frame one={lecture} lecture />
      {legs.map((leg, index) => (
        <Frame key={index} one={leg} lecture={false} />
      ))}
    </ul>
  )
}
