import { Injectable } from '@nestjs/common'
import type { ReplayPage, ShownPage } from '@tongke/contract'

/** A page with its picture in the store, when it has one. */
export interface PageWithPicture extends ReplayPage {
  readonly imageSha: string | null
}

/** What was on the pages that a lesson showed. */
@Injectable()
export class ReplayPages {
  async of(_lessonId: string, pages: readonly ShownPage[]): Promise<PageWithPicture[]> {
    return pages.map((page) => ({ ...page, image: null, thumbnail: null, text: '', imageSha: null }))
  }
}

const LONGEST_TITLE = 40

/** The first line that is written on a page; empty when nothing is. */
export const titleOf = ({ text }: Pick<ReplayPage, 'text'>): string =>
  (text.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, LONGEST_TITLE)
