import type { CheckMeasurements } from '@tongke/contract'
import { judgeCheck } from './device-check.rules.ts'
import { LESSON_POLICY_DEFAULTS } from './lesson-policy.rules.ts'

const good: CheckMeasurements = {
  camera: true,
  microphone: true,
  microphoneLevel: -20,
  speaker: true,
  browser: 'Chrome 126',
  chromiumVersion: 126,
  downKbps: 2000,
  upKbps: 600,
  rttMs: 150,
  loss: 0.03,
  path: 'udp',
  clockSkewMs: 900,
}

test.each<[string, Partial<CheckMeasurements>, string, string | null]>([
  ['exactly the promised line', {}, 'GREEN', null],
  ['a little less down', { downKbps: 1999 }, 'AMBER', 'down'],
  ['below page images', { downKbps: 249 }, 'RED', 'down'],
  ['a little less up', { upKbps: 599 }, 'AMBER', 'up'],
  ['no uplink', { upKbps: 99 }, 'RED', 'up'],
  ['slow', { rttMs: 151 }, 'AMBER', 'rtt'],
  ['very slow', { rttMs: 601 }, 'RED', 'rtt'],
  ['lossy', { loss: 0.05 }, 'AMBER', 'loss'],
  ['very lossy', { loss: 0.11 }, 'RED', 'loss'],
  ['no camera', { camera: false }, 'AMBER', 'camera'],
  ['no microphone', { microphone: false, microphoneLevel: null }, 'RED', 'microphone'],
  ['a quiet microphone', { microphoneLevel: -60 }, 'AMBER', 'microphone'],
  ['no tone heard', { speaker: false }, 'RED', 'speaker'],
  ['an old browser', { chromiumVersion: 100 }, 'AMBER', 'browser'],
  ['too old a browser', { chromiumVersion: 80 }, 'RED', 'browser'],
  ['no Chromium', { chromiumVersion: null }, 'AMBER', 'browser'],
  ['UDP blocked', { path: 'tcp' }, 'AMBER', 'path'],
  ['no path', { path: 'none' }, 'RED', 'path'],
  ['line not measured', { downKbps: null }, 'AMBER', 'down'],
  ['a wrong clock', { clockSkewMs: -120_000 }, 'AMBER', 'clock'],
])('%s', (_, change, verdict, item) => {
  const judged = judgeCheck({ ...good, ...change }, LESSON_POLICY_DEFAULTS)
  expect(judged.verdict).toBe(verdict)
  const worst = judged.findings
    .filter((finding) => finding.verdict !== 'GREEN')
    .map((finding) => finding.item)
  expect(worst).toEqual(item === null ? [] : [item])
})
