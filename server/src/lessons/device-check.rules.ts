import type { CheckFinding, CheckMeasurements, Verdict } from '@tongke/contract'
import type { z } from 'zod'
import type { LessonPolicy } from './lesson-policy.rules.ts'

type Finding = z.infer<typeof CheckFinding>
type Colour = z.infer<typeof Verdict>

const RANK: Record<Colour, number> = { GREEN: 0, AMBER: 1, RED: 2 }

/** A quantity that should be high: GREEN from `green`, AMBER from `amber`, else RED. What was not measured is AMBER. */
const atLeast = (item: Finding['item'], value: number | null, green: number, amber: number): Finding => {
  if (value === null) return { item, value, verdict: 'AMBER', limit: green }
  if (value >= green) return { item, value, verdict: 'GREEN', limit: green }
  return value >= amber
    ? { item, value, verdict: 'AMBER', limit: green }
    : { item, value, verdict: 'RED', limit: amber }
}

const atMost = (item: Finding['item'], value: number | null, green: number, amber: number): Finding => {
  if (value === null) return { item, value, verdict: 'AMBER', limit: green }
  if (value <= green) return { item, value, verdict: 'GREEN', limit: green }
  return value <= amber
    ? { item, value, verdict: 'AMBER', limit: green }
    : { item, value, verdict: 'RED', limit: amber }
}

const yesNo = (item: Finding['item'], isGood: boolean | null, bad: Colour): Finding => {
  const value = isGood === null ? null : Number(isGood)
  return { item, value, limit: 1, verdict: isGood === null ? 'AMBER' : isGood ? 'GREEN' : bad }
}

/** Audio matters most: without a microphone a class cannot take part, without a camera it can (domain §5.1 N3). */
function microphone(measured: CheckMeasurements, policy: LessonPolicy): Finding {
  if (!measured.microphone) return yesNo('microphone', false, 'RED')
  const level = measured.microphoneLevel
  const isQuiet = level === null || level < policy.microphoneQuietDb
  return {
    item: 'microphone',
    value: level,
    limit: policy.microphoneQuietDb,
    verdict: isQuiet ? 'AMBER' : 'GREEN',
  }
}

const path = (measured: CheckMeasurements): Finding => ({
  item: 'path',
  value: null,
  limit: null,
  verdict: measured.path === 'none' ? 'RED' : measured.path === 'udp' ? 'GREEN' : 'AMBER',
})

/** A browser that is not Chromium is not promised to work; an old one is refused. */
const browser = ({ chromiumVersion }: CheckMeasurements, policy: LessonPolicy): Finding =>
  atLeast('browser', chromiumVersion, policy.chromiumGreen, policy.chromiumAmber)

/** Judges what a browser measured by the thresholds in force; the worst finding is the verdict. */
export function judgeCheck(
  measured: CheckMeasurements,
  policy: LessonPolicy,
): { verdict: Colour; findings: Finding[] } {
  const lossPercent = measured.loss === null ? null : Math.round(measured.loss * 1000) / 10
  const findings: Finding[] = [
    yesNo('camera', measured.camera, 'AMBER'),
    microphone(measured, policy),
    yesNo('speaker', measured.speaker, 'RED'),
    browser(measured, policy),
    atLeast('down', measured.downKbps, policy.downGreenKbps, policy.downAmberKbps),
    atLeast('up', measured.upKbps, policy.upGreenKbps, policy.upAmberKbps),
    atMost('rtt', measured.rttMs, policy.rttGreenMs, policy.rttAmberMs),
    atMost('loss', lossPercent, policy.lossGreenPercent, policy.lossAmberPercent),
    path(measured),
    atMost('clock', Math.abs(measured.clockSkewMs), policy.clockSkewAmberMs, Infinity),
  ]
  const verdict = findings.reduce<Colour>(
    (worst, f) => (RANK[f.verdict] > RANK[worst] ? f.verdict : worst),
    'GREEN',
  )
  return { verdict, findings }
}
