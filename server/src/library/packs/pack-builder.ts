import { Injectable } from '@nestjs/common'
import { cuesOf, Refusal, type PackManifest } from '@tongke/contract'
import { Readable } from 'node:stream'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { Tools } from '../../platform/tools/tools.ts'
import { verdictOf } from '../../platform/tools/confinement.rules.ts'
import type { WorkFolder } from '../processing/work-folder.ts'
import { writeArchive, type Entry } from './pack-archive.ts'
import { PackContents } from './pack-contents.ts'
import { PORTABLE, manifestText, type Content, type PlannedFile } from './pack-plan.rules.ts'
import type { BuiltPack, PackLease } from './pack-queue.ts'
import { packKeyOf, signManifest } from './pack-signature.rules.ts'
import { stickPage, type StickTexts } from './stick-page.ts'

type Stored = PackManifest['files'][number]

/** Most of a text that is shown beside the films; the whole of it is on the stick. */
const MOST_TEXT_BYTES = 300_000
/** Putting the streams together takes so much of the progress at most; the rest is writing the archive. */
const JOINING = 0.3
const LIMITS = { seconds: 900, memoryBytes: 1_000_000_000, fileBytes: 2_000_000_000 }
const JOIN = ['-c', 'copy', '-map', '0', '-movflags', '+faststart', '-f', 'mp4']

/** Something may not be in the pack any more. */
export class NotAllowed extends Error {
  override name = 'NotAllowed'
}

/** Makes what a pack is delivered as: its files, the signed list of them, and the archive for a stick. */
@Injectable()
export class PackBuilder {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly contents: PackContents,
    private readonly blobs: BlobStore,
    private readonly tools: Tools,
  ) {}

  /** @throws NotAllowed, ContentLost, or the reason of the abort */
  async build(
    lease: PackLease,
    folder: WorkFolder,
    signal: AbortSignal,
    onProgress: (share: number) => void,
  ): Promise<BuiltPack> {
    const { planned, versions } = await this.plan(lease)
    const wanted = planned.flatMap(({ files }) => files)
    const files: Stored[] = []
    for (const [index, file] of wanted.entries()) {
      signal.throwIfAborted()
      files.push(await this.store(file, folder, signal))
      onProgress((JOINING * (index + 1)) / wanted.length)
    }
    const key = packKeyOf(this.config.mediaSecret)
    const { id, version, name, orgName, changedAt } = lease
    const head = { id, version, name, orgName, createdAt: changedAt.getTime(), keyId: key.keyId }
    const resources = planned.map(({ resource }) => resource)
    const manifest = manifestText(head, resources, files)
    const signature = signManifest(key, manifest)
    const page = stickPage({ ...head, resources }, await this.texts(wanted, files))
    const entries: Entry[] = [
      { path: 'index.html', text: page },
      { path: 'manifest.json', text: manifest },
      { path: 'manifest.sig', text: signature },
      ...files.map(({ path, sha256, bytes }) => ({
        path,
        sha256,
        bytes,
        open: () => this.blobs.open(sha256),
      })),
    ]
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    let written = 0
    await writeArchive(folder.file('pack.zip'), entries, changedAt, signal, (more) => {
      written += more
      onProgress(JOINING + (1 - JOINING) * Math.min(1, written / bytes))
    })
    const archiveSha = await folder.store('pack.zip')
    return { manifest, signature, bytes, archiveSha, files, versions }
  }

  private async plan(lease: PackLease) {
    const rows = await this.database.rows<{ id: string }>(
      'select resource_id as id from pack_item where pack_id = $1 order by position',
      [lease.id],
    )
    const ids = rows.map(({ id }) => id)
    const candidates = await this.contents.candidates(ids, lease)
    const planned = candidates.flatMap((one) => one?.planned ?? [])
    if (planned.length === 0 || planned.length < ids.length) throw new NotAllowed('Not all may be given away')
    const versions = candidates.flatMap((one) =>
      one?.resource.publishedVersionId
        ? [{ resourceId: one.resource.id, versionId: one.resource.publishedVersionId }]
        : [],
    )
    return { planned, versions }
  }

  private async store(
    { path, mediaType, content }: PlannedFile,
    folder: WorkFolder,
    signal: AbortSignal,
  ): Promise<Stored> {
    const { sha256, bytes } = await this.blobOf(content, folder, signal)
    return { path, mediaType, bytes, sha256 }
  }

  private async blobOf(content: Content, folder: WorkFolder, signal: AbortSignal) {
    if (content.from === 'blob') return content
    if (content.from === 'portable') return this.join(content, folder, signal)
    const { sha256, sizeBytes } = await this.blobs.put(Readable.from([Buffer.from(content.text)]))
    return { sha256, bytes: sizeBytes }
  }

  /**
   * The streamed video as a file that begins with its index, which every player can jump in, televisions' too. Pictures and
   * sound stay as they are. Made once for all packs.
   */
  private async join(
    { sourceSha, streamSha }: Extract<Content, { from: 'portable' }>,
    folder: WorkFolder,
    signal: AbortSignal,
  ) {
    const [input, output] = [`${streamSha}.mp4`, `${streamSha}-${PORTABLE}`]
    // The same video twice in a pack; and what was put into the store may be this very file, so it is written once.
    if (!(await folder.has(output))) await this.runJoin(input, output, streamSha, folder, signal)
    const { sha256, sizeBytes } = await this.blobs.putFile(folder.file(output))
    await this.database.rows(
      `insert into rendition (source_sha, name, blob_sha, mime_type) values ($1, $2, $3, 'video/mp4')
       on conflict (source_sha, name) do nothing`,
      [sourceSha, PORTABLE, sha256],
    )
    return { sha256, bytes: sizeBytes }
  }

  private async runJoin(
    input: string,
    output: string,
    streamSha: string,
    folder: WorkFolder,
    signal: AbortSignal,
  ): Promise<void> {
    await folder.fetch(input, streamSha, signal)
    const args = [
      '-v',
      'error',
      '-nostdin',
      '-y',
      '-protocol_whitelist',
      'file',
      '-format_whitelist',
      'mov,mp4',
    ]
    const end = await this.tools.run({
      program: 'ffmpeg',
      args: [...args, '-i', `file:${input}`, ...JOIN, output],
      cwd: folder.path,
      limits: LIMITS,
      signal,
    })
    signal.throwIfAborted()
    if (verdictOf(end) !== 'good') throw new Error(`A video cannot be put together: ${end.log}`)
  }

  /** A page that is opened from a disk may not read the files beside it: words go into the page itself. */
  private async texts(wanted: readonly PlannedFile[], files: readonly Stored[]): Promise<StickTexts> {
    const texts: StickTexts = { cues: {}, texts: {} }
    for (const { path, mediaType, content } of wanted) {
      if (mediaType === 'text/vtt' && content.from === 'text') texts.cues[path] = cuesOf(content.text) ?? []
      if (!path.endsWith('.txt')) continue
      const stored = files.find((file) => file.path === path)
      if (stored) texts.texts[path] = await this.read(stored)
    }
    return texts
  }

  private async read({ sha256, bytes }: Stored): Promise<string> {
    if (bytes === 0) return ''
    const end = Math.min(bytes, MOST_TEXT_BYTES) - 1
    const parts: Buffer[] = []
    for await (const chunk of await this.blobs.open(sha256, { start: 0, end })) parts.push(chunk as Buffer)
    return Buffer.concat(parts).toString('utf8')
  }
}

/** The blob is not in the store. */
export const isMissing = (error: unknown): boolean => error instanceof Refusal && error.code === 'not_found'
