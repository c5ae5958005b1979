import { RecordingStatus } from '@tongke/contract'
import { mayBecome, RECORDING_STEPS } from './recording-status.rules.ts'

describe('states of a recording', () => {
  test.each([
    ['the way of a lesson', ['REQUESTED', 'RECORDING', 'UPLOADING', 'TRANSCODING', 'READY', 'SCHOOL_SHARED']],
    ['the end', ['CITY_SHARED', 'RETIRED', 'DELETED']],
    [
      'a node that burnt, and the copy on a stick',
      ['RECORDING', 'FAILED', 'LOCAL_COPY_EXPECTED', 'UPLOADING'],
    ],
  ] as [string, RecordingStatus[]][])('%s', (_, way) => {
    const steps = way.slice(1).map((to, index) => mayBecome(way[index] ?? to, to))
    expect(steps).not.toContain(false)
  })

  test('what is deleted stays deleted, and nothing is shared before it is ready', () => {
    const into = (to: RecordingStatus) => RecordingStatus.options.filter((from) => mayBecome(from, to))
    expect(RECORDING_STEPS.DELETED).toEqual([])
    expect(into('DELETED')).toEqual(['RETIRED', 'FAILED', 'LOCAL_COPY_EXPECTED'])
    expect(into('CITY_SHARED')).toEqual(['READY', 'SCHOOL_SHARED'])
  })
})
