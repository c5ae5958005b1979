import { addFile, getResource, type ResourceMetadata, type ResourceType } from '@tongke/contract'
import { waitFor } from '../../../scripts/lib/wait-for.mjs'
import type { ReviewScene } from '../review-scene.ts'

const AUTHOR = '林晓雯'

/** Publishes a resource whose file the jobs process really worked on. @returns its id and that of the file */
export async function publishFile(
  scene: ReviewScene,
  type: ResourceType,
  metadata: Partial<ResourceMetadata>,
  name: string,
  content: Buffer,
): Promise<{ id: string; fileId: string }> {
  const { card } = await scene.draft(AUTHOR, metadata, type)
  const params = { id: card.id }
  const author = await scene.as(AUTHOR)
  const body = { uploadId: await scene.upload(AUTHOR, content, name), role: 'main' as const, name }
  await author.call(addFile, { params, body })
  const file = async () => {
    const { draft, version } = await author.call(getResource, { params })
    return (draft ?? version).files[0]!
  }
  await waitFor(`the work on ${name}`, async () => (await file()).processing.state === 'READY', {
    timeoutMs: 90_000,
  })
  await scene.submit(AUTHOR, card.id)
  await scene.review('程远舟', card.id)
  await scene.review('沈研秋', card.id)
  return { id: card.id, fileId: (await file()).id }
}
