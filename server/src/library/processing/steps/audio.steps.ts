import { writeFile } from 'node:fs/promises'
import { soundFilter } from '../loudness.rules.ts'
import { audioArguments } from '../video.rules.ts'
import { PeakMeter, WAVEFORM_RATE } from '../waveform.rules.ts'
import { ffmpeg, ffmpegSound } from './ffmpeg.ts'
import type { Made, StepContext } from './step-context.ts'

const KILOBITS = 96

/** One file that plays while it loads: its index comes first. Sound alone is small enough to need no qualities. */
export async function sound(context: StepContext): Promise<Made> {
  const { facts } = context
  const args = audioArguments(facts, KILOBITS, soundFilter(facts.loudness))
  const container = ['-vn', '-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4', 'audio.m4a']
  await ffmpeg(context, await context.source(), [...args, ...container], { makes: 'audio.m4a' })
  return { files: [{ name: 'audio.m4a', mimeType: 'audio/mp4' }] }
}

export async function waveform(context: StepContext): Promise<Made> {
  const meter = new PeakMeter(context.facts.durationMs ?? 0)
  const raw = ['-map', '0:a:0', '-ac', '1', '-ar', String(WAVEFORM_RATE), '-f', 's16le']
  await ffmpegSound(context, await context.rendition('audio.m4a'), raw, meter.take)
  await writeFile(context.folder.file('waveform.json'), JSON.stringify(meter.result()))
  return { files: [{ name: 'waveform.json', mimeType: 'application/json' }] }
}
