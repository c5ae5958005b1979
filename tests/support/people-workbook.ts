import Excel from 'exceljs'

export const PEOPLE_HEADINGS = [
  '县编号*',
  '姓名*',
  '手机号',
  '单位*',
  '角色*',
  '任教学科',
  '职称',
  '任职起始日*',
  '任职截止日',
  '任教学段',
  '骨干级别',
]

/** What the import of people takes. */
export async function peopleWorkbook(
  rows: readonly (readonly unknown[])[],
  headings: readonly string[] = PEOPLE_HEADINGS,
): Promise<Uint8Array> {
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('人员')
  sheet.addRow([...headings])
  sheet.addRows(rows.map((row) => [...row]))
  return new Uint8Array(await book.xlsx.writeBuffer())
}
