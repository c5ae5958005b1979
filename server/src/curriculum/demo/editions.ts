import type { Subject } from '@tongke/contract'
import { ART, FINE_ART, GEOGRAPHY, HISTORY, LABOUR, MORALITY, MUSIC, PE, PRACTICE } from './humanities.ts'
import { CHINESE, ENGLISH_A, ENGLISH_B, JAPANESE, RUSSIAN } from './languages.ts'
import { BIOLOGY, CHEMISTRY, ICT, MATHEMATICS_A, MATHEMATICS_B, PHYSICS, SCIENCE } from './sciences.ts'

export interface DemoEdition {
  readonly code: string
  readonly subject: Subject
  readonly name: string
  readonly publisher: string
  readonly approvalYear: number
  readonly startGrade?: number
  readonly chiefEditor?: string
  readonly schoolSystem?: 'five_four'
  readonly isNew?: false
  /** Volumes in the notation of `CHINESE` or `ENGLISH_A`. */
  readonly table: string
  /** Grades of the table that the edition has; all without it. */
  readonly grades?: readonly [number, number]
  /** Added to the grades of the table: a later start comes later to the same topics. */
  readonly shift?: number
  /** Lessons of every unit, where the table names the units only. */
  readonly parts?: readonly string[]
  /** What a unit is called, before its number and its title. */
  readonly unit?: 'Unit' | 'Module'
}

const PEOPLE = '人民教育出版社'
const NORMAL = '北京师范大学出版社'
const LANGUAGES = '外语教学与研究出版社'
const LUJIAO = '山东教育出版社'

const PRIMARY_PARTS = ['Part A 听与说', 'Part B 读与写', 'Part C 故事与运用']
const JUNIOR_PARTS = ['Section A 听说', 'Section B 阅读与写作', 'Project 综合实践']
const MODULE_PARTS = ['Unit 1 对话', 'Unit 2 短文', 'Unit 3 语言运用']

/**
 * Editions of the demo, named and told apart as on the national platform (domain §3.2); what is in them is invented.
 * 统编版 for 道德与法治, 语文 and 历史; local choice for the others.
 */
export const EDITIONS: readonly DemoEdition[] = [
  {
    code: 'yw-tb',
    subject: 'chinese',
    name: '统编版',
    publisher: PEOPLE,
    approvalYear: 2024,
    table: CHINESE,
  },
  {
    code: 'yw-tb16',
    subject: 'chinese',
    name: '统编版（2016）',
    publisher: PEOPLE,
    approvalYear: 2016,
    isNew: false,
    table: CHINESE,
  },
  {
    code: 'yw-tb54',
    subject: 'chinese',
    name: '统编版（五四学制）',
    publisher: PEOPLE,
    approvalYear: 2024,
    schoolSystem: 'five_four',
    table: CHINESE,
  },
  {
    code: 'sx-rj',
    subject: 'mathematics',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    table: MATHEMATICS_A,
  },
  {
    code: 'sx-bsd',
    subject: 'mathematics',
    name: '北师大版',
    publisher: NORMAL,
    approvalYear: 2024,
    table: MATHEMATICS_B,
  },
  {
    code: 'yy-pep',
    subject: 'english',
    name: '人教版（PEP）',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 3,
    table: ENGLISH_A,
    grades: [1, 4],
    shift: 2,
    parts: PRIMARY_PARTS,
    unit: 'Unit',
  },
  {
    code: 'yy-rjxqd',
    subject: 'english',
    name: '人教版（新起点）',
    publisher: PEOPLE,
    approvalYear: 2024,
    table: ENGLISH_A,
    grades: [1, 6],
    parts: PRIMARY_PARTS,
    unit: 'Unit',
  },
  {
    code: 'yy-rj7',
    subject: 'english',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 7,
    table: ENGLISH_A,
    grades: [7, 9],
    parts: JUNIOR_PARTS,
    unit: 'Unit',
  },
  {
    code: 'yy-wy1',
    subject: 'english',
    name: '外研社版（一年级起点）',
    publisher: LANGUAGES,
    approvalYear: 2024,
    table: ENGLISH_B,
    grades: [1, 6],
    parts: MODULE_PARTS,
    unit: 'Module',
  },
  {
    code: 'yy-wy7',
    subject: 'english',
    name: '外研社版',
    publisher: LANGUAGES,
    approvalYear: 2024,
    startGrade: 7,
    table: ENGLISH_B,
    grades: [7, 9],
    parts: JUNIOR_PARTS,
    unit: 'Unit',
  },
  {
    code: 'dd-tb',
    subject: 'morality',
    name: '统编版',
    publisher: PEOPLE,
    approvalYear: 2024,
    table: MORALITY,
  },
  {
    code: 'ls-tb',
    subject: 'history',
    name: '统编版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 7,
    table: HISTORY,
  },
  {
    code: 'kx-jk',
    subject: 'science',
    name: '教科版',
    publisher: '教育科学出版社',
    approvalYear: 2024,
    table: SCIENCE,
  },
  {
    code: 'dl-rj',
    subject: 'geography',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 7,
    table: GEOGRAPHY,
  },
  {
    code: 'dl-lj54',
    subject: 'geography',
    name: '鲁教版（五四学制）',
    publisher: LUJIAO,
    approvalYear: 2024,
    startGrade: 6,
    schoolSystem: 'five_four',
    table: GEOGRAPHY,
    shift: -1,
  },
  {
    code: 'wl-rj',
    subject: 'physics',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 8,
    table: PHYSICS,
  },
  {
    code: 'hx-rj',
    subject: 'chemistry',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 9,
    table: CHEMISTRY,
  },
  {
    code: 'sw-rj',
    subject: 'biology',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 7,
    table: BIOLOGY,
  },
  {
    code: 'xx-rj',
    subject: 'ict',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 3,
    table: ICT,
  },
  { code: 'ty-rj', subject: 'pe', name: '人教版', publisher: PEOPLE, approvalYear: 2023, table: PE },
  {
    code: 'yi-rj',
    subject: 'art',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2024,
    startGrade: 8,
    table: ART,
  },
  {
    code: 'yi-ry',
    subject: 'music',
    name: '人音版',
    publisher: '人民音乐出版社',
    approvalYear: 2024,
    table: MUSIC,
  },
  {
    code: 'yi-rm',
    subject: 'fine_art',
    name: '人美版',
    publisher: '人民美术出版社',
    approvalYear: 2024,
    table: FINE_ART,
  },
  {
    code: 'ld-lh',
    subject: 'labour',
    name: '辽海版',
    publisher: '辽海出版社',
    approvalYear: 2022,
    table: LABOUR,
  },
  {
    code: 'zh-ls',
    subject: 'practice',
    name: '辽师大版',
    publisher: '辽宁师范大学出版社',
    approvalYear: 2022,
    table: PRACTICE,
  },
  {
    code: 'ry-rj',
    subject: 'japanese',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2023,
    startGrade: 7,
    table: JAPANESE,
  },
  {
    code: 'ey-rj',
    subject: 'russian',
    name: '人教版',
    publisher: PEOPLE,
    approvalYear: 2023,
    startGrade: 7,
    table: RUSSIAN,
  },
]
