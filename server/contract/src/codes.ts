import { z } from 'zod'

export const OrgKind = z.enum(['bureau', 'urban', 'centre', 'village', 'point'])
export type OrgKind = z.infer<typeof OrgKind>

/** Which kinds may stand under which; the bureau is the root. */
export const PARENT_KINDS: Record<OrgKind, readonly OrgKind[]> = {
  bureau: [],
  urban: ['bureau'],
  centre: ['bureau'],
  village: ['centre'],
  point: ['centre', 'village'],
}

/** 办学类型, GB/T 33782-2017 table 4. */
export const SchoolType = z.enum(['211', '218', '219', '311', '312', '319', '341', '345'])
export type SchoolType = z.infer<typeof SchoolType>
/** 学段 of compulsory schooling, in the order of the grades: 1–6 and 7–9. */
export const Stage = z.enum(['primary', 'junior'])
export type Stage = z.infer<typeof Stage>
/** What a school of this type teaches where nobody says otherwise. */
export const STAGES_OF_TYPE: Record<SchoolType, readonly Stage[]> = {
  '211': ['primary'],
  '218': ['primary'],
  '219': ['primary'],
  '311': ['junior'],
  '312': ['primary', 'junior'],
  '319': ['junior'],
  '341': ['junior'],
  '345': ['primary', 'junior'],
}
/** How a school reaches the county's network; copper is a telephone line, cellular 4G or 5G. */
export const NetworkType = z.enum(['fibre', 'copper', 'cellular', 'satellite', 'none'])
export type NetworkType = z.infer<typeof NetworkType>
/** 城乡类型, GB/T 33782-2017 table 5. */
export const UrbanRural = z.enum(['111', '112', '121', '122', '123', '210', '220'])
/** 班级类型, JY/T 1001. */
export const ClassType = z.enum(['10', '12', '13', '20', '22', '23'])
/** Class types that hold several grades in one room (复式班). */
export const MULTIGRADE_TYPES: readonly z.infer<typeof ClassType>[] = ['12', '13', '22', '23']

/** Where a class is in its life; follows from its school year and its last day. */
export const ClassState = z.enum(['PLANNED', 'ACTIVE', 'PROMOTED', 'CLOSED'])
export type ClassState = z.infer<typeof ClassState>

/** 任教学段, JY/T 1001: 学前, 小学, 普通初中, 普通高中, 特教, 其他. */
export const TaughtStage = z.enum(['1', '2', '3', '4', '7', '9'])
export type TaughtStage = z.infer<typeof TaughtStage>
/** 骨干教师: who has named this teacher a leading one, from school to nation. */
export const BackboneLevel = z.enum(['school', 'county', 'city', 'province', 'national'])
export type BackboneLevel = z.infer<typeof BackboneLevel>

export const Grade = z.int().min(1).max(9)

/**
 * Subjects of the 2022 curriculum plan by our own ids, with the JY/T 1001-2012 codes that mean them outside. 历史与社会
 * (19) is read as history and 外语 (40) as English, which nearly every school teaches.
 */
export const SUBJECTS = {
  morality: ['11', '12'],
  chinese: ['13'],
  mathematics: ['14'],
  english: ['41', '40'],
  japanese: ['42'],
  russian: ['43'],
  history: ['21', '19'],
  geography: ['20'],
  science: ['15'],
  physics: ['16'],
  chemistry: ['17'],
  biology: ['18'],
  ict: ['61'],
  pe: ['22'],
  art: ['23'],
  music: ['24'],
  fine_art: ['25'],
  labour: ['62'],
  practice: ['60'],
} as const satisfies Record<string, readonly string[]>
export type Subject = keyof typeof SUBJECTS
export const Subject = z.enum(Object.keys(SUBJECTS) as [Subject, ...Subject[]])

/** Roles a dated post can carry (domain: 角色). */
export const Role = z.enum([
  'officer',
  'researcher',
  'trainer',
  'head',
  'coordinator',
  'teacher',
  'inspector',
  'administrator',
])
export type Role = z.infer<typeof Role>

/** Which roles a post in which kind of organization may carry. */
export const ROLES_OF_KIND: Record<OrgKind, readonly Role[]> = {
  bureau: ['officer', 'researcher', 'trainer', 'inspector', 'administrator'],
  urban: ['head', 'coordinator', 'teacher'],
  centre: ['head', 'coordinator', 'teacher', 'trainer'],
  village: ['head', 'coordinator', 'teacher'],
  point: ['head', 'teacher'],
}
