import type { Facts } from './facts.ts'

/** The part of ffprobe's answer that is read. */
interface Probe {
  readonly streams?: readonly ProbeStream[]
  readonly format?: { readonly duration?: string; readonly bit_rate?: string }
}
interface ProbeStream {
  readonly index: number
  readonly codec_type?: string
  readonly codec_name?: string
  readonly width?: number
  readonly height?: number
  readonly channels?: number
  readonly sample_aspect_ratio?: string
  readonly avg_frame_rate?: string
  readonly duration?: string
  readonly disposition?: { readonly attached_pic?: number }
  readonly side_data_list?: readonly { readonly rotation?: number }[]
}

/** Facts of a recording from `ffprobe -show_format -show_streams -of json`; a cover picture in a sound file is no video. */
export function sourceFacts(json: string): Omit<Facts, 'done'> {
  const { streams = [], format = {} } = JSON.parse(json) as Probe
  const video = streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1)
  const audio = streams.find((one) => one.codec_type === 'audio')
  const seconds = Number(format.duration ?? video?.duration ?? audio?.duration)
  const bitrate = Number(format.bit_rate)
  return {
    ...(seconds > 0 ? { durationMs: Math.round(seconds * 1000) } : {}),
    ...(bitrate > 0 ? { bitrate } : {}),
    ...(video
      ? { videoStream: video.index, videoCodec: video.codec_name ?? 'unknown', ...shown(video) }
      : {}),
    ...(audio ? heard(audio) : {}),
  }
}

function heard({ index, codec_name = 'unknown', channels }: ProbeStream) {
  return { audioStream: index, audioCodec: codec_name, ...(channels ? { audioChannels: channels } : {}) }
}

function shown(stream: ProbeStream) {
  const { width = 0, height = 0 } = stream
  const aspect = ratio(stream.sample_aspect_ratio?.replace(':', '/')) ?? 1
  const stretched = { width: Math.round(width * aspect), height }
  const quarterTurns = Math.round(
    (stream.side_data_list?.find(({ rotation }) => rotation)?.rotation ?? 0) / 90,
  )
  const fps = ratio(stream.avg_frame_rate)
  return {
    ...(quarterTurns % 2 === 0 ? stretched : { width: stretched.height, height: stretched.width }),
    ...(fps ? { fps } : {}),
  }
}

function ratio(text: string | undefined): number | undefined {
  const [over = NaN, under = NaN] = (text ?? '').split('/').map(Number)
  return over > 0 && under > 0 ? over / under : undefined
}
