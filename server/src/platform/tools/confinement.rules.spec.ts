import { confined, verdictOf, type ToolEnd } from './confinement.rules.ts'

const limits = { seconds: 60, memoryBytes: 1_000, fileBytes: 2_000 }
const end = (part: Partial<ToolEnd>): ToolEnd => ({ code: 0, signal: null, stopped: null, log: '', ...part })

describe('the command line of a foreign program', () => {
  const [, chain] = confined('ffmpeg', ['-i', 'x y'], limits, 'user')

  it('carries the limits and takes the network away', () => {
    expect(chain).toEqual(expect.arrayContaining(['--data=1000', '--fsize=2000', '--net']))
  })

  it('binds the program to its parent last, and passes its arguments as they are', () => {
    expect(chain.slice(chain.indexOf('setpriv'))).toEqual([
      'setpriv',
      '--no-new-privs',
      '--pdeathsig=KILL',
      'ffmpeg',
      '-i',
      'x y',
    ])
  })

  it('runs with network where nothing else is possible', () => {
    expect(confined('ffmpeg', [], limits, 'none')[1]).not.toContain('unshare')
  })
})

describe('the verdict on an end', () => {
  it.each([
    ['good', end({})],
    ['bad_input', end({ code: 1, log: 'Invalid data found when processing input' })],
    ['again', end({ code: null, signal: 'SIGSEGV' })],
    ['again', end({ code: 1, log: 'av_interleaved_write_frame(): No space left on device' })],
    ['again', end({ code: 127 })],
    ['size', end({ code: null, signal: 'SIGXFSZ' })],
    ['memory', end({ code: 1, log: 'Cannot allocate memory' })],
    ['time', end({ code: null, signal: 'SIGKILL', stopped: 'quiet' })],
    ['aborted', end({ code: null, signal: 'SIGKILL', stopped: 'aborted' })],
  ] as const)('%s', (verdict, ended) => expect(verdictOf(ended)).toBe(verdict))
})
