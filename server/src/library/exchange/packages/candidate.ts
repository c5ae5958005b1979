import type { ErrorDetail, FileRole, PackageFormat, ResourceMetadata, ResourceType } from '@tongke/contract'

/** What a package says of one item, before anything is asked of the library. */
export interface Candidate {
  readonly key: string
  readonly line: number | null
  readonly type: ResourceType | null
  /** Only what the package says. */
  readonly metadata: Partial<Omit<ResourceMetadata, 'nodeIds'>>
  readonly node: NodeReference | null
  readonly files: readonly CandidateFile[]
  readonly problems: readonly ErrorDetail[]
}

export interface CandidateFile {
  readonly role: FileRole
  /** In the archive. */
  readonly path: string
  /** Named by nobody: it is left out when the library cannot use it. */
  readonly isOptional: boolean
}

export interface NodeReference {
  /** Name or code of the edition. */
  readonly edition: string | null
  /** Title or code of the node. */
  readonly node: string
}

export interface PackageContent {
  readonly format: PackageFormat
  readonly version: string | null
  readonly title: string
  readonly candidates: readonly Candidate[]
}

export const problemOf = (path: string, code: string, message: string): ErrorDetail => ({
  path,
  code,
  message,
})
