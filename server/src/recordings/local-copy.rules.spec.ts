import {
  isLocalCopyExpected,
  LOCAL_COPY_POLICY_DEFAULTS as POLICY,
  type MissingRecording,
} from './local-copy.rules.ts'

const DUE = POLICY.localCopyAfterMinutes * 60_000
const missing: MissingRecording = { status: 'FAILED', endedAt: 1_000, streams: 0 }

test.each<[string, Partial<MissingRecording>, number, boolean]>([
  ['nothing came in time', {}, 1_000 + DUE, true],
  ['a moment before', {}, 999 + DUE, false],
  ['some of it came and could not be used', { streams: 1 }, 1_000 + DUE, false],
  ['its node may still bring it', { status: 'UPLOADING' }, 1_000 + DUE, false],
  ['it is expected already', { status: 'LOCAL_COPY_EXPECTED' }, 1_000 + DUE, false],
  ['the room is open', { endedAt: null }, 1_000 + DUE, false],
])('%s', (_, change, now, isExpected) => {
  expect(isLocalCopyExpected({ ...missing, ...change }, POLICY, now)).toBe(isExpected)
})

test('the bureau sets how long is waited', () => {
  expect(isLocalCopyExpected(missing, { localCopyAfterMinutes: 1 }, 61_000)).toBe(true)
})
