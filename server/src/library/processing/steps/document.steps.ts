import { mkdir, open, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { FileFault } from '../faults.ts'
import { OFFICE_SETTINGS, officeExtension } from '../office.rules.ts'
import { LIBREOFFICE, MOST_PAGES } from '../pipeline.rules.ts'
import { finding } from '../technical-findings.rules.ts'
import { ZIP_TAIL, unpackedBytes, zipDirectory } from '../zip.rules.ts'
import { resizePictures } from './image-calls.ts'
import type { Made, StepContext } from './step-context.ts'
import { PAGE_TEXTS, writePages } from './text.steps.ts'

const MEGA = 1_000_000
const MOST_UNPACKED = 1_000
/** LibreOffice asks to be started again when it has set up a new profile. */
const START_AGAIN = 81
const MOST_STARTS = 3
const PDF = { name: 'document.pdf', mimeType: 'application/pdf' }
/** Pages on screens of rooms, on phones and thin lines, and in strips of pages. */
const PAGE_SIDE = 1920
const MEDIUM_SIDE = 960
const SMALL_SIDE = 400

/** An office file to PDF, with a profile that exists for this file only. */
export async function convert(context: StepContext): Promise<Made> {
  const { folder } = context
  const source = await context.source(`source.${officeExtension(context.mimeType)}`)
  await refuseBomb(folder.file(source))
  await mkdir(folder.file('profile/user'), { recursive: true })
  await writeFile(folder.file('profile/user/registrymodifications.xcu'), OFFICE_SETTINGS)
  const log = await startLibreOffice(context, source)
  // It ends with 0 whether it could read the file or not.
  await rename(folder.file('source.pdf'), folder.file(PDF.name)).catch(() => {
    throw new FileFault(finding('file.unreadable', 'error'), log)
  })
  return { files: [PDF] }
}

async function startLibreOffice(context: StepContext, source: string): Promise<string> {
  const profile = pathToFileURL(context.folder.file('profile')).href
  const options = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nofirststartwizard']
  for (let starts = 1; ; starts += 1) {
    const { code, log } = await context.attempt({
      program: LIBREOFFICE,
      args: [...options, `-env:UserInstallation=${profile}`, '--convert-to', 'pdf', source],
      limits: { fileBytes: 300 * MEGA },
    })
    if (code !== START_AGAIN || starts === MOST_STARTS) return log
  }
}

/** Says it before LibreOffice unpacks a bomb and meets its limits. */
async function refuseBomb(path: string): Promise<void> {
  const { size } = await stat(path)
  const file = await open(path)
  try {
    const read = async (offset: number, length: number) =>
      (await file.read({ buffer: Buffer.alloc(length), position: offset })).buffer
    const directory = zipDirectory(await read(Math.max(0, size - ZIP_TAIL), Math.min(size, ZIP_TAIL)))
    if (!directory) return
    const inFile = directory.offset + directory.size <= size && directory.size < 50 * MEGA
    const unpacked = inFile ? unpackedBytes(await read(directory.offset, directory.size)) : Infinity
    if (unpacked <= MOST_UNPACKED * MEGA) return
    const megabytes = Number.isFinite(unpacked) ? Math.round(unpacked / MEGA) : `> ${MOST_UNPACKED}`
    throw new FileFault(finding('file.too_big_inside', 'error', { megabytes, limit: MOST_UNPACKED }))
  } finally {
    await file.close()
  }
}

/** Number of pages, their texts, and the PDF under the one name that the pages know. */
export async function outline(context: StepContext): Promise<Made> {
  const isPdf = context.mimeType === PDF.mimeType
  const pdf = isPdf ? await context.source(PDF.name) : await context.rendition(PDF.name)
  const pagesInAll = await countPages(context, pdf)
  const pages = Math.min(pagesInAll, MOST_PAGES)
  await context.run({
    program: 'pdftotext',
    args: ['-enc', 'UTF-8', '-l', String(pages), pdf, 'pages.txt'],
    limits: { fileBytes: 20 * MEGA },
  })
  const written = await readFile(context.folder.file('pages.txt'), 'utf8')
  const texts = written.split('\f', pages).map((text) => text.trim())
  await writePages(context, texts)
  return {
    facts: { pages, pagesInAll },
    files: [PAGE_TEXTS, ...(isPdf ? [{ ...PDF, blobSha: context.sourceSha }] : [])],
    text: texts.join('\n'),
  }
}

async function countPages(context: StepContext, pdf: string): Promise<number> {
  const parts: Buffer[] = []
  const { code, log } = await context.attempt({
    program: 'pdfinfo',
    args: [pdf],
    onOutput: (chunk) => parts.push(chunk),
  })
  if (/incorrect password/i.test(log)) throw new FileFault(finding('document.password', 'error'), log)
  if (code !== 0) throw new FileFault(finding('file.unreadable', 'error'), log)
  const pages = Number(/^Pages:\s+(\d+)/m.exec(Buffer.concat(parts).toString('utf8'))?.[1] ?? 0)
  if (pages === 0) throw new FileFault(finding('document.empty', 'error'), log)
  return pages
}

/** Pictures of some pages, in three sizes. */
export async function pages(context: StepContext): Promise<Made> {
  const { folder, step } = context
  const { from, to } = step.pages ?? { from: 1, to: 1 }
  const pdf =
    context.mimeType === PDF.mimeType ? await context.source(PDF.name) : await context.rendition(PDF.name)
  const side = ['-scale-to', String(PAGE_SIDE)]
  await context.run({
    program: 'pdftoppm',
    args: ['-f', String(from), '-l', String(to), ...side, '-png', pdf, `drawn-${from}`],
  })
  const drawn = (await readdir(folder.path)).filter((name) => name.startsWith(`drawn-${from}-`))
  const pictures = drawn.map((name) => {
    const page = Number(/-(\d+)\.png$/.exec(name)?.[1])
    const to = [
      { name: `page-${page}.webp`, side: PAGE_SIDE },
      { name: `page-${page}-medium.webp`, side: MEDIUM_SIDE },
      { name: `page-${page}-small.webp`, side: SMALL_SIDE },
    ]
    return { from: name, to }
  })
  await resizePictures(context, pictures)
  return {
    files: pictures.flatMap((picture) => picture.to.map(({ name }) => ({ name, mimeType: 'image/webp' }))),
  }
}
