import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { PolicyRules } from '../../../curriculum/policy-rules.ts'
import { BlobStore } from '../../../platform/store/blob-store.ts'
import { WorkbookReader } from '../../../platform/workbook/workbook-reader.ts'
import type { TableRow } from '../../../platform/workbook/workbook.ts'
import type { FinishedUpload } from '../../uploads/uploads.service.ts'
import { Archive } from './archive.ts'
import type { PackageContent } from './candidate.ts'
import { baseOf, folderOf } from './entries.rules.ts'
import { MANIFEST, manifestContent, withLinks } from './ims-manifest.rules.ts'
import { readElement, type Element } from './manifest-xml.rules.ts'
import { packageFault } from './package-fault.ts'
import { PACKAGE_POLICY_DEFAULTS, type PackagePolicy } from './package-policy.rules.ts'
import { COLUMNS, LIST_NAME, type ColumnKey } from './sheet-columns.ts'
import { rowCandidate } from './sheet.rules.ts'

const MEGABYTE = 1024 * 1024
const MOST_MANIFEST_BYTES = 8 * MEGABYTE
const MOST_LINK_BYTES = MEGABYTE / 16
const MOST_LIST_BYTES = 5 * MEGABYTE
/** Items are imported one request after another: what the package says need not be read for each. */
const KEPT = 8

@Injectable()
export class PackageReader {
  private readonly known = new Map<string, Promise<PackageContent>>()

  constructor(
    private readonly blobs: BlobStore,
    private readonly workbooks: WorkbookReader,
    private readonly rules: PolicyRules,
  ) {}

  /** The archive, to be closed, and what it says. @throws Refusal package.unreadable */
  async open({ blobSha, sizeBytes, kind }: FinishedUpload): Promise<[Archive, PackageContent]> {
    if (kind !== 'archive') throw packageFault('zip')
    const policy = { ...PACKAGE_POLICY_DEFAULTS, ...(await this.rules.of('package')) }
    const limits = { mostFiles: policy.mostFiles, mostBytes: policy.mostMegabytes * MEGABYTE }
    const archive = await Archive.open(this.blobs, { sha256: blobSha, sizeBytes }, limits)
    try {
      return [archive, await this.content(blobSha, archive, policy)]
    } catch (error) {
      archive.close()
      throw error
    }
  }

  private content(sha256: string, archive: Archive, policy: PackagePolicy): Promise<PackageContent> {
    const known = this.known.get(sha256)
    if (known) return known
    const reading = readContent(archive, this.workbooks, policy)
    this.known.set(sha256, reading)
    reading.catch(() => this.known.delete(sha256))
    const [oldest] = this.known.keys()
    if (this.known.size > KEPT && oldest !== undefined) this.known.delete(oldest)
    return reading
  }
}

async function readContent(
  archive: Archive,
  workbooks: WorkbookReader,
  { mostItems }: PackagePolicy,
): Promise<PackageContent> {
  const paths = new Set(archive.files.keys())
  const manifest = topmost(paths, (name) => name.toLowerCase() === MANIFEST)
  const content = manifest
    ? await readManifest(archive, manifest, paths)
    : await readList(archive, listOf(paths), paths, workbooks, mostItems)
  if (content.candidates.length === 0) throw packageFault('no_items')
  if (content.candidates.length > mostItems) throw packageFault('too_many')
  return content
}

/** At the top, or in the one folder that somebody packed as a whole. */
function topmost(paths: ReadonlySet<string>, fits: (name: string) => boolean): string | undefined {
  const found = [...paths].filter((path) => path.split('/').length <= 2 && fits(baseOf(path)))
  return found.toSorted((a, b) => a.split('/').length - b.split('/').length)[0]
}

function listOf(paths: ReadonlySet<string>): string {
  const named = topmost(paths, (name) => name === LIST_NAME)
  if (named) return named
  const sheets = [...paths].filter((path) => path.split('/').length <= 2 && /\.xlsx$/i.test(path))
  const shallow = Math.min(...sheets.map((path) => path.split('/').length))
  const top = sheets.filter((path) => path.split('/').length === shallow)
  if (top.length > 1) throw packageFault('many_lists', top[1])
  if (top[0] === undefined) throw packageFault('no_list')
  return top[0]
}

async function readManifest(
  archive: Archive,
  path: string,
  paths: ReadonlySet<string>,
): Promise<PackageContent> {
  const root = readElement(await archive.read(path, MOST_MANIFEST_BYTES), path)
  const content = manifestContent(root, paths, folderOf(path))
  const links = new Map<string, Element>()
  for (const { key, path: file } of content.webLinks) {
    const link = await linkElement(archive, file)
    if (link) links.set(key, link)
  }
  return withLinks(content, links)
}

/** Null for one that cannot be read: that is a problem of its item alone. */
async function linkElement(archive: Archive, path: string): Promise<Element | null> {
  try {
    return readElement(await archive.read(path, MOST_LINK_BYTES), path)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function readList(
  archive: Archive,
  path: string,
  paths: ReadonlySet<string>,
  workbooks: WorkbookReader,
  mostRows: number,
): Promise<PackageContent> {
  const file = await archive.read(path, MOST_LIST_BYTES)
  const [rows] = await workbooks.read({ file, sheets: [{ columns: COLUMNS }], mostRows: mostRows + 1 })
  const folder = folderOf(path)
  return {
    format: 'folder',
    version: null,
    title: folder.slice(0, -1),
    candidates: (rows ?? []).map((row) => rowCandidate(row as TableRow<ColumnKey>, paths, folder)),
  }
}
