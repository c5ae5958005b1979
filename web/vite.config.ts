import react from '@vitejs/plugin-react'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { WORKER, offlineShell } from './build/offline-shell.ts'
import { precompress } from './build/precompress.ts'

const contract = join(import.meta.dirname, '../server/contract/src/index.ts')
const server = process.env.SERVER_URL ?? 'http://127.0.0.1:8080'

/** What every page needs, and what the home page needs before it can show anything. */
const BASE = new RegExp(
  [
    '/web/src/(lib|config|components/plain)/',
    '/components/admin/page-head',
    '/components/lesson/(class-|lesson-)',
    '/web/src/app/(routes/home|quick-start)\\.',
    '/web/src/features/lessons/day/(?!county|meetings)',
    '/web/src/features/training/notices\\.',
    '/web/src/app/i18n/zh-CN/(common|errors|home|lessons|audience)\\.json',
  ].join('|'),
)

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), offlineShell(), precompress()],
  resolve: { alias: { '@tongke/contract': contract } },
  server: {
    port: 5173,
    fs: { allow: [join(import.meta.dirname, '..')] },
    // The Host header stays the page's own: the server refuses requests whose origin is another.
    proxy: {
      '/api': { target: server },
      '/class': { target: server, ws: true },
      '/design-plane': { target: server, ws: true },
    },
  },
  build: {
    // Classroom PCs often carry a Chromium that has not been updated since 2021.
    target: 'chrome94',
    cssTarget: 'chrome94',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        [WORKER]: join(import.meta.dirname, 'src/service-worker/sw.ts'),
      },
      output: {
        // What every page needs is one file: on a line with 150 ms a dozen files of some hundred bytes are half a second.
        codeSplitting: { groups: [{ name: 'base', test: BASE }] },
        // A service worker keeps its address: browsers know it by that, and it serves the folder it lies in.
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
    chunkSizeWarningLimit: 1500,
  },
})
