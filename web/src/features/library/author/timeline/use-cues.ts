import { cuesOf, type Cue } from '@tongke/contract'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../../../lib/api-error.ts'
import { subtitlesUrl } from '../../watch/rendition-url.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export const subtitlesKey = (fileId: string, language: Language) => ['subtitles', fileId, language] as const

/** The saved lines of a language; none where there are no subtitles. */
export const useCues = (fileId: string, language: Language, exist: boolean) =>
  useQuery<Cue[], ApiError>({
    queryKey: subtitlesKey(fileId, language),
    queryFn: async ({ signal }) => {
      if (!exist) return []
      const answer = await fetch(subtitlesUrl(fileId, language), { signal })
      if (!answer.ok) throw new ApiError('unavailable', answer.status)
      return cuesOf(await answer.text()) ?? []
    },
  })
