import { passwordsCsv, problemKey } from './import-problems.ts'

describe('problemKey', () => {
  it('knows the stable codes and shows the message of any other', () => {
    const keyOf = (code: string) => problemKey({ code, column: 'name' })
    expect(['missing', 'import.repeated', 'odd'].map(keyOf)).toEqual(['missing', 'repeated', 'other'])
  })

  it('says how a cell should look where it knows the column', () => {
    const keyOf = (column: string) => problemKey({ code: 'format', column })
    expect(['phone', 'from', 'to', 'countyNo', 'subjects'].map(keyOf)).toEqual([
      'format_phone',
      'format_day',
      'format_day',
      'format_number',
      'format',
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
