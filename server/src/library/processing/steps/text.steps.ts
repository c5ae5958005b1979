import { readFile, stat, writeFile } from 'node:fs/promises'
import { FileFault } from '../faults.ts'
import { finding } from '../technical-findings.rules.ts'
import { decodeText } from '../text-encoding.rules.ts'
import type { Made, StepContext } from './step-context.ts'

const MEGA = 1_000_000
const MOST_MEGABYTES = 5

/** The same text in UTF-8, and once more as the one page that the search reads. */
export async function text(context: StepContext): Promise<Made> {
  const path = context.folder.file(await context.source())
  const { size } = await stat(path)
  if (size > MOST_MEGABYTES * MEGA) {
    const values = { megabytes: Math.round(size / MEGA), limit: MOST_MEGABYTES }
    throw new FileFault(finding('file.too_big_inside', 'error', values))
  }
  const decoded = decodeText(await readFile(path))
  if (!decoded)
    throw new FileFault(finding('file.unreadable', 'error'), 'It is no text in UTF-8, UTF-16 or GB18030')
  await writeFile(context.folder.file('text.txt'), decoded.text)
  await writePages(context, [decoded.text])
  return {
    facts: { encoding: decoded.encoding },
    files: [{ name: 'text.txt', mimeType: 'text/plain; charset=utf-8' }, PAGE_TEXTS],
    text: decoded.text,
  }
}

export const PAGE_TEXTS = { name: 'text.json', mimeType: 'application/json' }

/** Texts page by page, for the search. */
export const writePages = (context: StepContext, pages: readonly string[]): Promise<void> =>
  writeFile(context.folder.file(PAGE_TEXTS.name), JSON.stringify({ pages }))
