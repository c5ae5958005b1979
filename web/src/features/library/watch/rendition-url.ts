import { getRendition, getSubtitles } from '@tongke/contract'
import { urlOf } from '../../../lib/api-url.ts'

/** Address of something made from a file, for `src` attributes. */
export const renditionUrl = (fileId: string, name: string): string =>
  urlOf(getRendition.path, { id: fileId, name })

export const subtitlesUrl = (fileId: string, language: string): string =>
  urlOf(getSubtitles.path, { id: fileId, language })
