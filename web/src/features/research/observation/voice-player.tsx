import { getMarkVoice } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '../../../lib/api-url.ts'

/** What was spoken, from the server or, before it was sent, from this device. */
export function VoicePlayer({ markId, voice = null }: { markId: string; voice?: Blob | null }) {
  const { t } = useTranslation('observation')
  const [local, setLocal] = useState<string | null>(null)
  useEffect(() => {
    if (!voice) return
    const url = URL.createObjectURL(voice)
    setLocal(url)
    return () => {
      setLocal(null)
      URL.revokeObjectURL(url)
    }
  }, [voice])
  const source = voice ? local : urlOf(getMarkVoice.path, { id: markId })
  if (!source) return null
  return <audio className="mark-voice" controls preload="none" src={source} aria-label={t('spoken')} />
}
