import type { Page } from '@playwright/test'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { inRoot } from '../../../scripts/lib/paths.mjs'

const BASE = '/assets/upload-page/'
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }

/** Bundles the page and lays it under the portal's address, with the portal's content security policy. */
export async function buildUploadPage() {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-upload-page-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    base: BASE,
    resolve: { alias: { '@tongke/contract': inRoot('server/contract/src/index.ts') } },
    worker: { format: 'es' },
    build: {
      outDir: folder,
      target: 'esnext',
      minify: false,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: join(import.meta.dirname, 'page.mjs'),
        output: { entryFileNames: 'page.js', assetFileNames: '[name][extname]' },
      },
    },
  })
  const show = async (page: Page, origin: string) => {
    const policy = (await fetch(origin)).headers.get('content-security-policy') ?? ''
    const headers = { 'content-security-policy': policy }
    await page.route(`${origin}${BASE}**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(BASE.length)
      const contentType = TYPES[extname(name)] ?? 'text/plain'
      await route.fulfill({ body: await readFile(join(folder, name)), contentType, headers })
    })
    const body = `<!doctype html><link rel="stylesheet" href="${BASE}page.css"><div id="root"></div><script type="module" src="${BASE}page.js"></script>`
    await page.route(`${origin}/upload-page`, (route) =>
      route.fulfill({ body, contentType: 'text/html; charset=utf-8', headers }),
    )
    await page.goto(`${origin}/upload-page`)
  }
  return { show, remove: () => rm(folder, { recursive: true, force: true }) }
}
