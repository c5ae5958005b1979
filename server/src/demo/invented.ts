import type { BackboneLevel, Grade as GradeSchema, OrganizationInput, Subject } from '@tongke/contract'
import type { z } from 'zod'

type Grade = z.infer<typeof GradeSchema>

/** A county that does not exist: 示例市, with invented towns. Everything here is made up. */
export const BUREAU = { key: 'bureau', name: '示例市教育局', contact: '值班电话 0999-2000000（虚构）' }

export interface InventedSchool {
  readonly key: string
  readonly parent: string
  readonly kind: OrganizationInput['kind']
  readonly name: string
  readonly town: string
  readonly schoolType: NonNullable<OrganizationInput['schoolType']>
  readonly urbanRural: NonNullable<OrganizationInput['urbanRural']>
  /** Downlink and uplink, kbit/s. */
  readonly line: readonly [number, number]
  readonly classes: readonly InventedClass[]
  readonly teachers: number
}

export interface InventedClass {
  readonly grades: readonly Grade[]
  readonly headcount: number
  readonly type: '10' | '12' | '13'
  /** Its room has a confirmed device. */
  readonly device?: 'lecture' | 'listen'
  /** That device is away for repair. */
  readonly repair?: boolean
}

const one = (grade: Grade, headcount: number, device?: InventedClass['device']): InventedClass => ({
  grades: [grade],
  headcount,
  type: '10',
  ...(device ? { device } : {}),
})

const ordinary = (heads: readonly number[], device?: InventedClass['device']): InventedClass[] =>
  heads.map((headcount, index) => one(index + 1, headcount, device))

const village = (
  key: string,
  parent: string,
  name: string,
  town: string,
  line: readonly [number, number],
  teachers: number,
  classes: readonly InventedClass[],
): InventedSchool => ({
  key,
  parent,
  kind: 'village',
  name,
  town,
  schoolType: '211',
  urbanRural: '220',
  line,
  teachers,
  classes,
})

export const SCHOOLS: readonly InventedSchool[] = [
  {
    key: 'first',
    parent: 'bureau',
    kind: 'urban',
    name: '示例市第一实验小学',
    town: '城关街道',
    schoolType: '211',
    urbanRural: '111',
    line: [200_000, 100_000],
    teachers: 22,
    classes: ordinary([42, 43, 41, 44, 42, 40], 'lecture'),
  },
  {
    key: 'brook',
    parent: 'bureau',
    kind: 'urban',
    name: '示例市清溪路小学',
    town: '清溪街道',
    schoolType: '211',
    urbanRural: '111',
    line: [200_000, 100_000],
    teachers: 18,
    classes: ordinary([39, 40, 38, 41, 39, 37], 'lecture'),
  },
  {
    key: 'cloud',
    parent: 'bureau',
    kind: 'centre',
    name: '云栖镇中心小学',
    town: '云栖镇',
    schoolType: '211',
    urbanRural: '121',
    line: [50_000, 20_000],
    teachers: 14,
    classes: ordinary([31, 29, 33, 30, 28, 32], 'listen'),
  },
  {
    key: 'maple',
    parent: 'bureau',
    kind: 'centre',
    name: '枫林乡中心小学',
    town: '枫林乡',
    schoolType: '211',
    urbanRural: '210',
    line: [50_000, 20_000],
    teachers: 12,
    classes: ordinary([24, 26, 23, 25, 22, 24], 'listen'),
  },
  {
    key: 'crane',
    parent: 'bureau',
    kind: 'centre',
    name: '鹤鸣镇中心小学',
    town: '鹤鸣镇',
    schoolType: '211',
    urbanRural: '121',
    line: [50_000, 20_000],
    teachers: 12,
    classes: ordinary([27, 25, 28, 26, 27, 25], 'listen'),
  },
  village(
    'stone',
    'cloud',
    '石桥村小学',
    '云栖镇',
    [10_000, 4_000],
    6,
    ordinary([14, 12, 15, 13, 11, 12], 'listen'),
  ),
  village(
    'pear',
    'cloud',
    '梨花村小学',
    '云栖镇',
    [8_000, 2_000],
    5,
    ordinary([11, 10, 12, 9, 10, 11], 'listen'),
  ),
  {
    key: 'ridge',
    parent: 'stone',
    kind: 'point',
    name: '云岭教学点',
    town: '云栖镇',
    schoolType: '218',
    urbanRural: '220',
    line: [4_000, 1_000],
    teachers: 2,
    // The smallest: six pupils of three grades in one room.
    classes: [{ grades: [1, 2, 3], headcount: 6, type: '13', device: 'listen' }],
  },
  village(
    'willow',
    'maple',
    '柳湾村小学',
    '枫林乡',
    [10_000, 4_000],
    6,
    ordinary([13, 12, 11, 14, 12, 10], 'listen'),
  ),
  village('spring', 'maple', '泉眼村小学', '枫林乡', [4_000, 1_000], 4, [
    { grades: [1, 2], headcount: 15, type: '12', device: 'listen' },
    { grades: [3, 4], headcount: 13, type: '12', device: 'listen' },
    one(5, 9, 'listen'),
    one(6, 8),
  ]),
  {
    key: 'pine',
    parent: 'maple',
    kind: 'point',
    name: '松坡教学点',
    town: '枫林乡',
    schoolType: '218',
    urbanRural: '220',
    line: [2_000, 600],
    teachers: 2,
    classes: [{ grades: [1, 2], headcount: 11, type: '13', device: 'listen' }],
  },
  village(
    'ford',
    'crane',
    '渡口村小学',
    '鹤鸣镇',
    [10_000, 4_000],
    6,
    ordinary([12, 13, 11, 12, 10, 13], 'listen'),
  ),
  village('reed', 'crane', '芦塘村小学', '鹤鸣镇', [8_000, 2_000], 4, [
    { grades: [1, 2, 3], headcount: 17, type: '12', device: 'listen' },
    { grades: [4, 5, 6], headcount: 16, type: '12', device: 'listen' },
  ]),
  {
    key: 'heron',
    parent: 'crane',
    kind: 'point',
    name: '鹭洲教学点',
    town: '鹤鸣镇',
    schoolType: '218',
    urbanRural: '220',
    line: [2_000, 600],
    teachers: 2,
    classes: [{ grades: [1, 2], headcount: 9, type: '13', device: 'listen', repair: true }],
  },
]

/** One account per role, so that every page can be seen. They sign in by name. */
export interface InventedAccount {
  readonly role: 'administrator' | 'officer' | 'researcher' | 'inspector' | 'head' | 'coordinator' | 'teacher'
  readonly at: string
  readonly name: string
  readonly subjects: readonly Subject[]
  readonly title: string | null
  readonly backboneLevel?: BackboneLevel
  readonly what: string
}

export const ACCOUNTS: readonly InventedAccount[] = [
  {
    role: 'administrator',
    at: 'bureau',
    name: '安佑宁',
    subjects: [],
    title: null,
    what: '系统管理员 · administrator: everything, audit log',
  },
  {
    role: 'officer',
    at: 'bureau',
    name: '顾知行',
    subjects: [],
    title: null,
    what: '教育局业务管理员 · bureau officer: schools, people, lessons of the county',
  },
  {
    role: 'researcher',
    at: 'bureau',
    name: '沈研秋',
    subjects: ['english', 'music'],
    title: '高级教师',
    what: '教研员 · researcher',
  },
  {
    role: 'inspector',
    at: 'bureau',
    name: '严正则',
    subjects: [],
    title: null,
    what: '督学 · inspector: reads everything, visits lessons',
  },
  {
    role: 'teacher',
    at: 'first',
    name: '林晓雯',
    subjects: ['english'],
    title: '高级教师',
    backboneLevel: 'city',
    what: '主讲教师（英语）· lecturer at 示例市第一实验小学',
  },
  {
    role: 'teacher',
    at: 'brook',
    name: '周乐山',
    subjects: ['music'],
    title: '一级教师',
    backboneLevel: 'county',
    what: '主讲教师（音乐）· lecturer at 示例市清溪路小学',
  },
  {
    role: 'head',
    at: 'first',
    name: '程远舟',
    subjects: ['chinese'],
    title: '正高级教师',
    what: '校长 · head of 示例市第一实验小学',
  },
  {
    role: 'coordinator',
    at: 'first',
    name: '方静好',
    subjects: ['ict'],
    title: '一级教师',
    what: '协调员 · coordinator of 示例市第一实验小学: confirms its room devices',
  },
  {
    role: 'coordinator',
    at: 'brook',
    name: '许清和',
    subjects: ['ict'],
    title: '一级教师',
    what: '协调员 · coordinator of 示例市清溪路小学: confirms its room devices',
  },
  {
    role: 'coordinator',
    at: 'cloud',
    name: '陆云舒',
    subjects: ['ict'],
    title: '一级教师',
    what: '协调员 · coordinator of 云栖镇中心小学, 石桥, 梨花, 云岭: confirms their room devices',
  },
  {
    role: 'coordinator',
    at: 'maple',
    name: '秦若枫',
    subjects: ['science'],
    title: '二级教师',
    what: '协调员 · coordinator of 枫林乡中心小学, 柳湾, 泉眼, 松坡',
  },
  {
    role: 'coordinator',
    at: 'crane',
    name: '白鹤年',
    subjects: ['ict'],
    title: '一级教师',
    what: '协调员 · coordinator of 鹤鸣镇中心小学, 渡口, 芦塘, 鹭洲',
  },
  {
    role: 'teacher',
    at: 'stone',
    name: '石小满',
    subjects: ['chinese', 'morality'],
    title: '二级教师',
    what: '助教 · assistant at 石桥村小学',
  },
  {
    role: 'teacher',
    at: 'ridge',
    name: '岳青禾',
    subjects: ['chinese', 'mathematics'],
    title: '二级教师',
    what: '助教 · assistant at 云岭教学点 (6 pupils)',
  },
]

export const SURNAMES = [
  ...'赵钱孙李吴郑王冯陈蒋沈韩杨朱何吕施张孔曹金魏陶姜谢邹苏潘葛范彭鲁韦马苗花柳酆鲍史唐费廉岑薛雷贺倪汤',
]
export const GIVEN = [
  '知夏',
  '望舒',
  '静姝',
  '嘉树',
  '明远',
  '若溪',
  '书瑶',
  '景行',
  '思源',
  '云帆',
  '子衿',
  '采薇',
  '文澜',
  '守诚',
  '向晚',
  '承志',
  '雨桐',
  '清扬',
  '晓岚',
  '立春',
  '怀瑾',
  '念慈',
  '松年',
  '听澜',
  '以宁',
  '亦凡',
  '海棠',
  '修竹',
  '谷雨',
  '朝阳',
  '凌霄',
  '素问',
  '长青',
  '映雪',
  '春生',
  '沐阳',
  '晨曦',
  '佩兰',
  '兆丰',
  '临川',
]
export const TITLES = ['二级教师', '一级教师', '一级教师', '高级教师', null] as const
export const BACKBONES = [null, null, 'school', null, null, 'county', null] as const
export const TAUGHT: readonly (readonly Subject[])[] = [
  ['chinese'],
  ['mathematics'],
  ['english'],
  ['chinese', 'morality'],
  ['mathematics', 'science'],
  ['music'],
  ['fine_art'],
  ['pe'],
  ['ict', 'labour'],
  ['science', 'practice'],
]
