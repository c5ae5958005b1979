import { z } from 'zod'
import { Grade, Stage, Subject } from '../codes.ts'
import { ErrorDetail } from '../errors.ts'
import { SchoolSystem, Volume } from '../library/taxonomy.ts'
import { DateOnly, Id, Label, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

/** What the tree is made of below the edition: 册次 → 单元 → 课. */
export const NodeKind = z.enum(['volume', 'unit', 'lesson'])
export type NodeKind = z.infer<typeof NodeKind>

/** Stable name of an edition or node in its source: an import finds by it what it made before. */
export const CurriculumCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/)

/** 版本. The publisher alone does not tell editions apart; together the fields but `code` and `name` do (domain §3.2). */
export const EditionInput = z.object({
  code: CurriculumCode,
  subject: Subject,
  /** As teachers say it: `统编版`, `人教版(PEP)`. */
  name: Label(40),
  publisher: Label(40),
  startGrade: Grade.default(1),
  chiefEditor: z.string().trim().max(30).default(''),
  schoolSystem: SchoolSystem.default('six_three'),
  /** Made for the 2022 curriculum plan. */
  isNew: z.boolean().default(true),
  approvalYear: z.int().min(1990).max(2100),
})
export type EditionInput = z.infer<typeof EditionInput>

export const Edition = EditionInput.extend({ id: Id, closedOn: DateOnly.nullable(), volumes: z.int() })
export type Edition = z.infer<typeof Edition>

export const TrailStep = z.object({ id: Id, kind: NodeKind, title: z.string() })

/** One node with what is true of its volume, and the way to it: `trail` begins with the volume and ends with itself. */
export const CurriculumNode = z.object({
  id: Id,
  code: z.string(),
  kind: NodeKind,
  title: z.string(),
  editionId: Id,
  editionName: z.string(),
  stage: Stage,
  subject: Subject,
  gradeFrom: Grade,
  gradeTo: Grade,
  volume: Volume,
  closedOn: DateOnly.nullable(),
  trail: z.array(TrailStep),
})
export type CurriculumNode = z.infer<typeof CurriculumNode>

const OutlineVolume = z.object({
  id: Id,
  title: z.string(),
  gradeFrom: Grade,
  gradeTo: Grade,
  volume: Volume,
  closedOn: DateOnly.nullable(),
})
const OutlineEdition = z.object({
  id: Id,
  name: z.string(),
  schoolSystem: SchoolSystem,
  isNew: z.boolean(),
  closedOn: DateOnly.nullable(),
  volumes: z.array(OutlineVolume),
})
/** The tree down to the volumes. An edition stands under every stage for which it has volumes. */
export const Outline = z.object({
  stages: z.array(
    z.object({
      stage: Stage,
      subjects: z.array(z.object({ subject: Subject, editions: z.array(OutlineEdition) })),
    }),
  ),
})
export type Outline = z.infer<typeof Outline>
export type OutlineEdition = z.infer<typeof OutlineEdition>
export type OutlineVolume = z.infer<typeof OutlineVolume>

const TreeItem = z.object({
  id: Id,
  code: z.string(),
  kind: NodeKind,
  title: z.string(),
  closedOn: DateOnly.nullable(),
})
/** A volume with all that is in it; a lesson may hang on the volume itself and then has no lessons. */
export const VolumeTree = z.object({
  volume: CurriculumNode,
  children: z.array(TreeItem.extend({ lessons: z.array(TreeItem) })),
})
export type VolumeTree = z.infer<typeof VolumeTree>
export type TreeItem = z.infer<typeof TreeItem>

const tag = 'curriculum'
const byId = z.object({ id: Id })
const SchoolYear = z.int().min(2000).max(2100)

export const getOutline = endpoint({
  method: 'GET',
  path: '/api/curriculum/outline',
  tag,
  summary: 'Stages, subjects, editions and volumes in one answer; closed ones too when asked',
  access: 'any',
  revalidate: true,
  query: z.object({ closed: z.enum(['true', 'false']).default('false') }),
  response: Outline,
  errors: [],
})
export const getVolume = endpoint({
  method: 'GET',
  path: '/api/curriculum/volumes/:id',
  tag,
  summary: 'A volume with its units and lessons, closed ones too',
  access: 'any',
  revalidate: true,
  params: byId,
  response: VolumeTree,
  errors: ['not_found'],
})
export const searchNodes = endpoint({
  method: 'GET',
  path: '/api/curriculum/nodes',
  tag,
  summary: 'Open nodes by title or pinyin initials; titles that begin with the words come first',
  access: 'any',
  query: PageQuery.extend({
    stage: Stage.optional(),
    subject: Subject.optional(),
    grade: z.coerce.number().pipe(Grade).optional(),
    editionId: Id.optional(),
    kind: NodeKind.optional(),
  }),
  response: pageOf(CurriculumNode),
  errors: [],
})
export const getNode = endpoint({
  method: 'GET',
  path: '/api/curriculum/nodes/:id',
  tag,
  summary: 'One node with the way to it',
  access: 'any',
  params: byId,
  response: CurriculumNode,
  errors: ['not_found'],
})
export const closeNode = endpoint({
  method: 'PUT',
  path: '/api/curriculum/nodes/:id/closed',
  tag,
  summary: 'Close a node and all below it from a day on; null opens again what was closed together',
  access: 'person',
  params: byId,
  body: z.object({ on: DateOnly.nullable() }),
  response: CurriculumNode,
  errors: ['auth.forbidden', 'not_found', 'node.parent_closed'],
})
export const listEditions = endpoint({
  method: 'GET',
  path: '/api/curriculum/editions',
  tag,
  summary: 'Editions, of one subject or of all',
  access: 'any',
  query: z.object({ subject: Subject.optional(), closed: z.enum(['true', 'false']).default('false') }),
  response: z.array(Edition),
  errors: [],
})
export const closeEdition = endpoint({
  method: 'PUT',
  path: '/api/curriculum/editions/:id/closed',
  tag,
  summary: 'Close an edition from a day on, null opens it again; its nodes stay for what hangs on them',
  access: 'person',
  params: byId,
  body: z.object({ on: DateOnly.nullable() }),
  response: Edition,
  errors: ['auth.forbidden', 'not_found'],
})

export const Textbook = z.object({ subject: Subject, grade: Grade, editionId: Id, editionName: z.string() })
export const Textbooks = z.object({ items: z.array(Textbook), maySet: z.boolean() })
export type Textbooks = z.infer<typeof Textbooks>

export const listTextbooks = endpoint({
  method: 'GET',
  path: '/api/curriculum/textbooks',
  tag,
  summary: 'Which edition a school uses in a school year, by subject and grade',
  access: 'any',
  query: z.object({ orgId: Id, schoolYear: z.coerce.number().pipe(SchoolYear) }),
  response: Textbooks,
  errors: ['not_found'],
})
export const setTextbooks = endpoint({
  method: 'PUT',
  path: '/api/curriculum/textbooks',
  tag,
  summary: 'Say which editions a school uses; null takes one back, what is not named stays',
  access: 'person',
  body: z.object({
    orgId: Id,
    schoolYear: SchoolYear,
    items: z
      .array(z.object({ subject: Subject, grade: Grade, editionId: Id.nullable() }))
      .min(1)
      .max(200),
  }),
  response: Textbooks,
  errors: ['auth.forbidden', 'not_found', 'textbook.edition'],
})

/** One node of an import. A volume names its edition, grades and kind; what is below it names its parent. */
export const NodeInput = z.object({
  code: CurriculumCode,
  kind: NodeKind,
  title: Label(60),
  /** Code of the parent; null for a volume. */
  parent: CurriculumCode.nullable().default(null),
  /** Place among its siblings. Without it a known node keeps its own, and a new one goes to the end. */
  position: z.int().min(1).max(9_999).nullable().default(null),
  edition: CurriculumCode.nullable().default(null),
  gradeFrom: Grade.nullable().default(null),
  gradeTo: Grade.nullable().default(null),
  volume: Volume.nullable().default(null),
  /** Closes the node and all below it; null leaves that as it is. */
  closedOn: DateOnly.nullable().default(null),
})
export type NodeInput = z.infer<typeof NodeInput>

/** The JSON form of an import; what is not in it stays as it is. At most 500 editions and 20,000 nodes. */
export const CurriculumFile = z.object({
  editions: z.array(EditionInput).default([]),
  nodes: z.array(NodeInput).default([]),
})
export type CurriculumFile = z.infer<typeof CurriculumFile>

/** `line` is the row in the sheet, from 2 (1 is the heading), or the place in the list of a JSON file, from 1. */
export const CurriculumReport = z.object({
  editions: z.int(),
  nodes: z.int(),
  creates: z.int(),
  updates: z.int(),
  unchanged: z.int(),
  closes: z.int(),
  /** The first 200. */
  problems: z.array(
    ErrorDetail.extend({ table: z.enum(['editions', 'nodes']), line: z.int(), column: z.string() }),
  ),
  problemCount: z.int(),
  imported: z.boolean(),
})
export type CurriculumReport = z.infer<typeof CurriculumReport>

export const importCurriculum = endpoint({
  method: 'POST',
  path: '/api/curriculum/import',
  tag,
  summary:
    'Editions and nodes from XLSX or JSON. `dryRun=true` only reports; with problems nothing is imported at all',
  access: 'person',
  query: z.object({ dryRun: z.enum(['true', 'false']).default('true') }),
  multipart: true,
  response: CurriculumReport,
  errors: ['auth.forbidden', 'import.unreadable', 'request.too_large'],
})
export const curriculumTemplate = endpoint({
  method: 'GET',
  path: '/api/curriculum/import-template',
  tag,
  summary: 'The XLSX to fill in: with a sample, or with all that is there of one edition',
  access: 'person',
  query: z.object({ editionId: Id.optional() }),
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: ['not_found'],
})
