import { Injectable } from '@nestjs/common'
import { placeOf, type ReplayPage, type SurfacePlace } from '@tongke/contract'
import { Database } from '../../platform/database/database.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'

/** A page with its picture in the store, when it has one. */
export interface PageWithPicture extends ReplayPage {
  readonly imageSha: string | null
}

type SlidePlace = Extract<SurfacePlace, { kind: 'slide' }>

interface DeckRow {
  fileId: string
  title: string
  /** Blobs of its pictures by their names. */
  pictures: Record<string, string>
  textSha: string | null
}

const DECKS = `
  select f.id as "fileId", v.metadata->>'title' as title,
         coalesce((select jsonb_object_agg(m.name, m.blob_sha) from rendition m
                    where m.source_sha = f.blob_sha and m.name ~ '^(page-[0-9]+(-small)?|large|small)[.]webp$'), '{}') as pictures,
         (select m.blob_sha from rendition m where m.source_sha = f.blob_sha and m.name = 'text.json') as "textSha"
    from resource_file f join resource_version v on v.id = f.version_id where f.id = any($1)`

/** What was on the pages that a lesson showed. */
@Injectable()
export class ReplayPages {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {}

  /** @param base address below which the pictures are served @param keys surfaces and pages of the textbook, each once */
  async of(base: string, keys: readonly string[]): Promise<PageWithPicture[]> {
    const slides = keys.flatMap((key) => {
      const place = key.startsWith('slide:') ? placeOf(key) : null
      return place?.kind === 'slide' ? [place.fileId] : []
    })
    const decks = new Map<string, DeckRow & { texts: string[] }>()
    for (const row of await this.database.rows<DeckRow>(DECKS, [[...new Set(slides)]]))
      decks.set(row.fileId, { ...row, texts: await this.texts(row.textSha) })
    return keys.map((key) => {
      if (key.startsWith('textbook:')) return plain(key, 'textbook', Number(key.slice('textbook:'.length)))
      const place = placeOf(key)
      if (place.kind === 'board') return plain(key, 'board', place.number)
      return slideOf(base, key, place, decks.get(place.fileId))
    })
  }

  private async texts(sha256: string | null): Promise<string[]> {
    if (sha256 === null) return []
    const parts: Buffer[] = []
    for await (const part of await this.blobs.open(sha256)) parts.push(part as Buffer)
    return (JSON.parse(Buffer.concat(parts).toString('utf8')) as { pages: string[] }).pages
  }
}

const plain = (key: string, kind: 'board' | 'textbook', number: number): PageWithPicture => ({
  key,
  kind,
  number,
  deck: '',
  image: null,
  thumbnail: null,
  text: '',
  imageSha: null,
})

function slideOf(
  base: string,
  key: string,
  { fileId, page }: SlidePlace,
  deck: (DeckRow & { texts: string[] }) | undefined,
): PageWithPicture {
  const large = deck?.pictures[`page-${page}.webp`] ? `page-${page}.webp` : 'large.webp'
  const small = deck?.pictures[`page-${page}-small.webp`] ? `page-${page}-small.webp` : 'small.webp'
  const address = (name: string) => (deck?.pictures[name] ? `${base}/pages/${fileId}/${name}` : null)
  return {
    key,
    kind: 'slide',
    number: page,
    deck: deck?.title ?? '',
    image: address(large),
    thumbnail: address(small),
    text: deck?.texts[page - 1] ?? '',
    imageSha: deck?.pictures[large] ?? null,
  }
}

const LONGEST_TITLE = 40

/** The first line that is written on a page; empty when nothing is. */
export const titleOf = ({ text }: Pick<ReplayPage, 'text'>): string =>
  (text.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, LONGEST_TITLE)
