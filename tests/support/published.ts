import type { ResourceMetadata, ResourceType } from '@tongke/contract'
import { SLIDES, type ReviewScene, type StoredFile } from './review-scene.ts'

const AUTHOR = '林晓雯'
let serial = 0

export interface Published {
  readonly id: string
  readonly fileId: string
  readonly file: StoredFile
}

/** A resource that went through review; its file says of itself what the processing would have found. */
export async function publish(
  scene: ReviewScene,
  metadata: Partial<ResourceMetadata>,
  found: { type?: ResourceType; scope?: 'school' | 'county'; text?: string; durationMs?: number } = {},
): Promise<Published> {
  const { type = 'courseware', scope = 'county', text, durationMs } = found
  const { card } = await scene.draft(AUTHOR, metadata, type)
  serial += 1
  const file: StoredFile = { ...SLIDES, content: Buffer.from(`%PDF-1.7 published ${serial}`) }
  await scene.give(AUTHOR, card.id, file)
  const blob =
    '(select blob_sha from resource_file f join resource_version v on v.id = f.version_id where v.resource_id = $1)'
  if (text)
    await scene.database.query(`insert into file_text (blob_sha, text) values (${blob}, $2)`, [card.id, text])
  if (durationMs)
    await scene.database.query(
      `update processing set facts = facts || jsonb_build_object('durationMs', $2::int) where blob_sha = ${blob}`,
      [card.id, durationMs],
    )
  await scene.submit(AUTHOR, card.id, scope)
  await scene.review('程远舟', card.id)
  if (scope === 'county') await scene.review('沈研秋', card.id)
  const { files } = (await scene.see(AUTHOR, card.id)).version
  return { id: card.id, fileId: files[0]!.id, file }
}
