import { minutesOf, type DesignJson } from '@tongke/contract'
import type { PaperDocument, PaperPart } from '../../platform/paper/paper-document.ts'

/** A lesson design to be written down as a file. */
export interface PrintedDesign {
  readonly theme: string
  readonly subject: string
  readonly grade: number
  readonly nodePath: readonly string[]
  /** School of a variant; null: of all. */
  readonly orgName: string | null
  readonly content: DesignJson
  /** Everybody who wrote in it. */
  readonly people: readonly string[]
  readonly day: string
}

const HOMEWORK_WORDS = { oral: '口头', activity: '活动', written: '书面' } as const

const textPart = (heading: string, text: string): PaperPart => ({ heading, table: null, text })

function stepsPart({ steps }: DesignJson): PaperPart {
  const rows = steps.map(({ title, minutes, teacher, pupils, purpose }, index) => [
    `${index + 1}. ${title}${minutes > 0 ? `\n（${minutes} 分钟）` : ''}`,
    teacher,
    pupils,
    purpose,
  ])
  const columns = ['教学环节', '教师活动', '学生活动', '设计意图']
  return { heading: '教学过程', table: { columns, rows, shares: [2.2, 4, 3.2, 2.8] }, text: '' }
}

function homeworkPart({ homework }: DesignJson): PaperPart {
  const lines = homework.map(
    ({ form, text, minutes }, index) =>
      `${index + 1}. （${HOMEWORK_WORDS[form]}${minutes > 0 ? `，约 ${minutes} 分钟` : ''}）${text}`,
  )
  return textPart('作业设计', lines.join('\n'))
}

const isFilled = ({ table, text }: PaperPart): boolean => (table?.rows.length ?? 0) > 0 || text.trim() !== ''

/** 教案 as teachers write it. Sections that say nothing are left out. */
export function designDocument(design: PrintedDesign): PaperDocument {
  const { content, nodePath, orgName, people } = design
  const total = minutesOf(content)
  const rows = [
    ['学科年级', `${design.subject} ${design.grade} 年级`],
    ...(nodePath.length > 0 ? [['对应教材', nodePath.join(' / ')]] : []),
    ['设计', orgName === null ? '共案' : `${orgName}个案`],
    ...(total > 0 ? [['用时', `${total} 分钟`]] : []),
    ['执笔', people.join('、') || '—'],
  ]
  const parts = [
    textPart('教学目标', content.goals),
    textPart('学情分析', content.pupils),
    textPart('教学重点与难点', content.keyPoints),
    stepsPart(content),
    textPart('板书设计', content.board),
    homeworkPart(content),
  ]
  return {
    title: `${design.theme} 教学设计`,
    subtitle: null,
    parts: [{ heading: null, table: { columns: [], rows }, text: '' }, ...parts.filter(isFilled)],
    signature: [],
    footer: `同步教研成果 · ${design.day}`,
  }
}
