/// <reference lib="webworker" />
/**
 * Opens held packs, a classroom's screen with its lesson, a lesson's papers, designs, visits and observers' sheets when there is no network. Everything else goes its way
 * untouched: pages are asked of the server first, so that a new build shows at the next load, and answers of `/api` are never kept
 * here. Imports nothing: it is one script.
 */
declare const SHELL_FILES: readonly string[]
declare const SHELL_VERSION: string

const worker = self as unknown as ServiceWorkerGlobalScope
const PREFIX = 'tongke-shell-'
const SHELL = PREFIX + SHELL_VERSION
const PAGE = '/offline'
/**
 * A classroom's PC that starts before its server does is not left with an empty screen, nor is whoever takes the roll, writes a lesson design, the book
 * of a visit or an observer's sheet where there is no line.
 */
const WITHOUT_LINE =
  /^\/(device|lessons\/[^/]+\/(room|papers)|research\/(designs\/[^/]+|[^/]+\/observe)|visits(\/[^/]+)?)$/

worker.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => worker.skipWaiting()))
})
worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder().then(() => worker.clients.claim()))
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin || url.pathname.startsWith('/api/'))
    return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => withoutNetwork(url)))
  else if (SHELL_FILES.includes(url.pathname)) event.respondWith(fromShell(request))
})

async function fill(): Promise<void> {
  const cache = await caches.open(SHELL)
  // The page names files by their hash, so it must be of this very build.
  await cache.put(PAGE, await wanted(new Request(PAGE, { cache: 'no-cache' })))
  // One by one: what has come before the line broke need not come again.
  for (const file of SHELL_FILES) if (!(await cache.match(file))) await cache.add(file)
}

async function wanted(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (!response.ok) throw new TypeError(`${request.url} answers ${response.status}`)
  return response
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== SHELL).map((name) => caches.delete(name)),
  )
}

async function withoutNetwork(url: URL): Promise<Response> {
  if (url.pathname !== PAGE && !WITHOUT_LINE.test(url.pathname)) return Response.redirect(PAGE)
  const page = await (await caches.open(SHELL)).match(PAGE)
  return page ?? Response.error()
}

async function fromShell(request: Request): Promise<Response> {
  const kept = await (await caches.open(SHELL)).match(request.url)
  return kept ?? fetch(request)
}

export {}
