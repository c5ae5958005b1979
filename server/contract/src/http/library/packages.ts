import { z } from 'zod'
import { Grade, Subject } from '../../codes.ts'
import { ErrorDetail } from '../../errors.ts'
import { ExerciseForm, FileKind, FileRole, Licence, ResourceType } from '../../library/taxonomy.ts'
import { Id } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'packages'

/** IMS Content Packaging 1.1 to 1.2 (SCORM too), IMS Common Cartridge 1.0 to 1.3, or a folder with an XLSX list. */
export const PackageFormat = z.enum(['ims_content_package', 'common_cartridge', 'folder'])
export type PackageFormat = z.infer<typeof PackageFormat>

/** What holds for items of which the package itself does not say it. */
export const PackageDefaults = z.object({
  type: ResourceType.nullable().default(null),
  subject: Subject.nullable().default(null),
  gradeFrom: Grade.nullable().default(null),
  gradeTo: Grade.nullable().default(null),
  licence: z.enum(['school', 'county', 'cc_by_nc_sa']).nullable().default(null),
  exerciseForm: ExerciseForm.nullable().default(null),
})
export type PackageDefaults = z.infer<typeof PackageDefaults>

/** Codes of `problems` of an item, beside those that `zod` and the refusals of a draft have in their `details`. */
export const PackageProblemCode = z.enum([
  /** A page, test, discussion or tool, which only the system that made the package can show. */
  'unsupported',
  'html',
  /** The package does not have the file, or its name fits several. */
  'file_missing',
  'file_ambiguous',
  'file_too_large',
  'file_encrypted',
  'file_broken',
  /** A node of the curriculum tree: none, or several. */
  'node_unknown',
  'node_ambiguous',
  /** A word that the column does not have. */
  'unknown',
  'missing',
])
export type PackageProblemCode = z.infer<typeof PackageProblemCode>

export const PackageItem = z.object({
  /** Name within the package; the same in the same package. */
  key: z.string(),
  /** Row of the sheet, 1 is the heading; null in a manifest. */
  line: z.int().nullable(),
  title: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  type: ResourceType.nullable(),
  subject: Subject.nullable(),
  gradeFrom: Grade.nullable(),
  gradeTo: Grade.nullable(),
  licence: Licence.nullable(),
  link: z.string().nullable(),
  /** Title of the node it will hang on. */
  nodeTitle: z.string().nullable(),
  /** `kind` null: too large to tell before it is imported. */
  files: z.array(
    z.object({ role: FileRole, name: z.string(), sizeBytes: z.int(), kind: FileKind.nullable() }),
  ),
  /** Further files of the item that the library cannot use and leaves out. */
  leftOut: z.array(z.string()),
  problems: z.array(ErrorDetail),
  /** What was made of it before. */
  resourceId: Id.nullable(),
})
export type PackageItem = z.infer<typeof PackageItem>

export const PackageReport = z.object({
  format: PackageFormat,
  /** Of the specification, as the package says. */
  version: z.string().nullable(),
  title: z.string(),
  items: z.array(PackageItem),
  ready: z.int(),
  imported: z.int(),
  withProblems: z.int(),
})
export type PackageReport = z.infer<typeof PackageReport>

const chosen = { uploadId: Id, orgId: Id, defaults: PackageDefaults }
const unreadable = [
  'auth.forbidden',
  'not_found',
  'import.unreadable',
  'upload.unknown',
  'upload.unfinished',
  'package.unreadable',
] as const

export const checkPackage = endpoint({
  method: 'POST',
  path: '/api/packages/check',
  tag,
  summary: 'Dry run of an uploaded package: each item with what it would become and every problem',
  access: 'person',
  body: z.object(chosen),
  response: PackageReport,
  errors: unreadable,
})
export const importPackageItem = endpoint({
  method: 'POST',
  path: '/api/packages/items',
  tag,
  summary: 'Make one item of the package a draft of mine. Sent again it makes nothing twice',
  access: 'person',
  body: z.object({ ...chosen, key: z.string().min(1).max(500) }),
  response: z.object({ resourceId: Id, created: z.boolean() }),
  errors: [
    ...unreadable,
    'package.item',
    'resource.metadata',
    'resource.written_homework',
    'node.unknown',
    'file.not_allowed',
    'upload.no_space',
  ],
})
export const packageTemplate = endpoint({
  method: 'GET',
  path: '/api/packages/template',
  tag,
  summary: 'The XLSX list to fill in and to pack together with the files',
  access: 'person',
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: [],
})
