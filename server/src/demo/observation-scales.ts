import type { ScaleContent, ScaleItem } from '@tongke/contract'
import { newId } from '../platform/id.ts'

/** A line of a scale: what to look at, and how it is marked. */
type Line = readonly [label: string, kind?: ScaleItem['kind'], weight?: number]

export interface InventedScale {
  readonly title: string
  readonly purpose: string
  readonly dimensions: readonly { title: string; bonus?: true; lines: readonly Line[] }[]
}

const STEPS = [5, 4, 3, 2]

/** The template of domain §4.3: goals 10, content 15, process 25, methods 30, teacher 20, items in steps 5/4/3/2, with a bonus. */
const COMMON: InventedScale = {
  title: '课堂教学评价表（百分制）',
  purpose: '五个维度二十项，每项 5/4/3/2，另设加分；适合整节课评价。',
  dimensions: [
    { title: '教学目标', lines: [['目标明确、具体，符合课标'], ['城乡学生都够得着']] },
    { title: '教学内容', lines: [['内容准确、容量合适'], ['重点突出、难点突破'], ['联系学生生活']] },
    {
      title: '教学过程',
      lines: [
        ['导入自然、有效'],
        ['环节清楚、过渡顺畅'],
        ['时间分配合理'],
        ['面向全体、关注差异'],
        ['小结与作业得当'],
      ],
    },
    {
      title: '教学方法',
      lines: [
        ['提问有层次'],
        ['给学生思考的时间'],
        ['组织讨论与合作'],
        ['反馈及时、有针对性'],
        ['媒体使用恰当'],
        ['远端课堂的组织'],
      ],
    },
    {
      title: '教师素养',
      lines: [['语言清楚、规范'], ['板书与课件工整'], ['应变与调控'], ['亲和、尊重学生']],
    },
    { title: '特色加分', bonus: true, lines: [['有推广价值的做法', 'score', 5]] },
  ],
}

/** 同步课堂: what only a lesson of several rooms has. */
const SYNC: InventedScale = {
  title: '同步课堂观察表',
  purpose: '专看远端：问到没有、等没等、助教怎样配合、听得清看得清吗。',
  dimensions: [
    {
      title: '互动机会',
      lines: [
        ['远端提问占比合适', 'score', 20],
        ['问远端后耐心等待', 'score', 20],
        ['远端上台次数', 'count', 0],
      ],
    },
    {
      title: '助教配合',
      lines: [
        ['助教及时组织、传话', 'score', 20],
        ['助教补讲到位', 'yes_no', 10],
      ],
    },
    {
      title: '视听效果',
      lines: [
        ['远端听得清', 'yes_no', 10],
        ['远端看得清', 'yes_no', 10],
        ['卡顿、断线的情况', 'text', 0],
      ],
    },
    {
      title: '整体感受',
      lines: [
        ['远端学生投入', 'score', 10],
        ['最值得说的一处', 'text', 0],
      ],
    },
  ],
}

/** 课堂观察 dimension sheets: observers share them out. */
const SHEETS: readonly InventedScale[] = [
  ['教学环节', '环节与时间', ['环节围绕目标', '时间分配合理', '过渡自然'], '各环节用了几分钟'],
  [
    '呈示',
    '讲解与呈现',
    ['讲解清楚、精当', '板书突出重点', '课件服务学习', '动作示范到位'],
    '最清楚或最含糊的一处',
  ],
  ['对话', '提问与对话', ['问题指向目标', '问题有层次', '候答时间足够', '理答有启发'], '最好的一问'],
  ['指导', '学习指导', ['自主学习指导', '合作学习指导', '探究活动指导'], '指导到了哪些学生'],
  ['机智', '教学机智', ['处理意外得当', '利用学生错误', '非语言行为得体'], '发生了什么、怎么处理'],
].map(([title, dimension, lines, record]) => ({
  title: `课堂观察 · ${title as string}`,
  purpose: '分工观察用：一位老师只看这一个维度。',
  dimensions: [
    {
      title: dimension as string,
      lines: [...(lines as string[]).map((line): Line => [line]), [record as string, 'text', 0] as Line],
    },
  ],
}))

const COMPETENCE: InventedScale = {
  title: '同步课堂教师能力框架（主讲）',
  purpose: '意识与态度、协同备课、协同教学、协同评价反思、技术环境应用。',
  dimensions: [
    { title: '意识与态度', lines: [['把远端学生当自己的学生'], ['主动与助教沟通'], ['愿意反思和改进']] },
    { title: '协同备课', lines: [['了解远端学情'], ['与助教分工明确'], ['为远端备了任务单']] },
    { title: '协同教学', lines: [['两地同步推进'], ['请助教补位'], ['远端反馈及时回应']] },
    { title: '协同评价反思', lines: [['两地作业一起看'], ['课后共同评议']] },
    { title: '技术环境应用', lines: [['熟练使用举手、上台、答题'], ['设备异常能应对']] },
  ],
}

export const INVENTED_SCALES: readonly InventedScale[] = [COMMON, SYNC, ...SHEETS, COMPETENCE]

export const contentOf = ({ dimensions }: InventedScale): ScaleContent => ({
  dimensions: dimensions.map(({ title, bonus = false, lines }) => ({
    id: newId(),
    title,
    bonus,
    items: lines.map(([label, kind = 'score', weight = 5]) => ({
      id: newId(),
      label,
      hint: '',
      kind,
      levels: kind === 'score' ? STEPS : [],
      weight,
    })),
  })),
})
