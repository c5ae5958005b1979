import fc from 'fast-check'
import { fileNameOf } from './file-name.rules.ts'

describe('the name of a file', () => {
  it.each([
    ['第一课.mp4', '第一课.mp4'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\课件.pptx', '课件.pptx'],
    ['a\0b\r\nSet-Cookie: x.pdf', 'abSet-Cookie: x.pdf'],
    ['lesson\u202E4pm.exe', 'lesson4pm.exe'],
    ['..', 'file'],
    ['.htaccess', 'htaccess'],
    ['/', 'file'],
    ['  two   words .txt ', 'two words .txt'],
    [`${'长'.repeat(300)}.mp4`, `${'长'.repeat(116)}.mp4`],
  ])('%j is %j', (raw, name) => {
    expect(fileNameOf(raw)).toBe(name)
  })

  it('never has a folder, a control or too many characters, and is never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (raw) => {
        const name = fileNameOf(raw)
        expect(name).not.toMatch(/[/\\\p{Cc}]|^\.|^$/u)
        expect([...name].length).toBeLessThanOrEqual(120)
      }),
    )
  })
})
