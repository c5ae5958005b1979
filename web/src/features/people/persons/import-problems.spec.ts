import { passwordsCsv, problemKey } from './import-problems.ts'

describe('problemKey', () => {
  it('knows the stable codes and shows the message of any other', () => {
    expect(['missing', 'import.repeated', 'odd'].map((code) => problemKey({ code }))).toEqual([
      'missing',
      'repeated',
      'other',
    ])
  })
})

describe('passwordsCsv', () => {
  it('quotes cells and marks the file as UTF-8', () => {
    const csv = passwordsCsv(
      ['编号', '姓名', '密码'],
      [{ countyNo: 'T1', name: '王"小"明', password: 'a,b' }],
    )
    expect(csv).toBe('\uFEFF"编号","姓名","密码"\r\n"T1","王""小""明","a,b"')
  })
})
