import { createHash } from 'node:crypto'
import type { Plugin, Rollup } from 'vite'

export const WORKER = 'sw'
/** The pages that open without a network (packs, classroom and lesson, its papers, design, visit, observer's sheet), and the words they speak. */
const ROOTS = [
  /\/src\/features\/library\/packs\/offline\/offline-page\.tsx$/,
  /\/src\/app\/routes\/device\.tsx$/,
  /\/src\/features\/lessons\/room\/room-page\.tsx$/,
  /\/src\/features\/lessons\/papers\/papers-page\.tsx$/,
  /\/src\/features\/research\/design\/design-page\.tsx$/,
  /\/src\/features\/research\/observation\/observe\/observe-page\.tsx$/,
  /\/src\/features\/lessons\/keeper\/room-keeper\.tsx$/,
  /\/src\/features\/training\/visits\/visits-page\.tsx$/,
  /\/src\/app\/i18n\/(zh-CN|en)\/(common|errors|packs|signin|lessons|materials|room|classroom|notes|board|interaction|tape|papers|design|visits|observation)\.json$/,
]
const ALWAYS = ['/logo.svg']

const isChunk = (file: Rollup.OutputAsset | Rollup.OutputChunk): file is Rollup.OutputChunk =>
  file.type === 'chunk'

/** Tells the service worker by name which built files the offline page is made of. A new build has other names, and so another worker. */
export function offlineShell(): Plugin {
  return {
    name: 'tongke-offline-shell',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = [...ALWAYS, ...shellOf(bundle).map((name) => `/${name}`)].sort()
      const worker = bundle[`${WORKER}.js`]
      if (!worker || !isChunk(worker)) this.error('No service worker was built')
      if (worker.imports.length + worker.exports.length > 0)
        this.error('The service worker is not one script')
      const version = createHash('sha256').update(files.join()).update(worker.code).digest('hex').slice(0, 12)
      worker.code = worker.code
        .replaceAll('SHELL_FILES', JSON.stringify(files))
        .replaceAll('SHELL_VERSION', JSON.stringify(version))
    },
  }
}

function shellOf(bundle: Rollup.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter(isChunk)
  const isRoot = ({ isEntry, name, moduleIds }: Rollup.OutputChunk) =>
    (isEntry && name !== WORKER) || moduleIds.some((id) => ROOTS.some((root) => root.test(id)))
  const found = new Set<string>()
  const add = (chunk: Rollup.OutputChunk) => {
    if (found.has(chunk.fileName)) return
    found.add(chunk.fileName)
    for (const file of chunk.viteMetadata?.importedCss ?? []) found.add(file)
    for (const file of chunk.viteMetadata?.importedAssets ?? []) found.add(file)
    for (const name of chunk.imports) {
      const imported = bundle[name]
      if (imported && isChunk(imported)) add(imported)
    }
  }
  chunks.filter(isRoot).forEach(add)
  return [...found]
}
