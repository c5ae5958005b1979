import type { DeviceCheck } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'

export type Check = z.infer<typeof DeviceCheck>
type Finding = Check['findings'][number]
const TONE = { GREEN: 'ok', AMBER: 'warn', RED: 'bad' } as const
const RANK = { RED: 0, AMBER: 1, GREEN: 2 } as const

/** GREEN, AMBER or RED, and for everything that is not green what to do about it; the worst first. */
export function CheckVerdict({ check }: { check: Check }) {
  const { t } = useTranslation('check')
  // Not `toSorted`: classroom PCs carry a Chromium without it.
  const findings = [...check.findings]
  findings.sort(byRank)
  return (
    <section
      className={`verdict verdict-${TONE[check.verdict]}`}
      role="status"
      data-testid="verdict"
      data-verdict={check.verdict}
    >
      <header>
        <h2>{t(`verdict.${check.verdict}.title`)}</h2>
        <p>{t(`verdict.${check.verdict}.hint`)}</p>
      </header>
      <ul className="findings">
        {findings.map((finding) => (
          <FindingRow key={finding.item} finding={finding} check={check} />
        ))}
      </ul>
    </section>
  )
}

const byRank = (a: Finding, b: Finding) => RANK[a.verdict] - RANK[b.verdict]

function FindingRow({ finding, check }: { finding: Finding; check: Check }) {
  const { t } = useTranslation('check')
  return (
    <li className={`finding finding-${TONE[finding.verdict]}`}>
      <b>{t(`item.${finding.item}`)}</b>
      <span className="finding-value">{useValueWords()(finding, check)}</span>
      <span className="finding-advice">{finding.verdict !== 'GREEN' && t(`advice.${finding.item}`)}</span>
    </li>
  )
}

/** The measured value with its unit, in the words of its item. */
function useValueWords(): (finding: Finding, check: Check) => string {
  const { t } = useTranslation('check')
  return ({ item, value }, { measurements }) => {
    if (item === 'path') return t(`path.${measurements.path}`)
    if (item === 'browser') return measurements.browser
    if (value === null) return t('value.unknown')
    if (item === 'camera' || item === 'speaker') return t(value ? 'value.works' : 'value.missing')
    if (item === 'microphone')
      return measurements.microphone ? t('value.level', { value: Math.round(value) }) : t('value.missing')
    if (item === 'down' || item === 'up')
      return value >= 1000
        ? t('value.mbps', { value: (value / 1000).toFixed(1) })
        : t('value.kbps', { value: Math.round(value) })
    if (item === 'loss') return t('value.percent', { value })
    if (item === 'clock')
      return value >= 1000 ? t('value.seconds', { value: Math.round(value / 1000) }) : t('value.exact')
    return t('value.ms', { value: Math.round(value) })
  }
}
