/** A page with nothing but the panel, for tests of the panel by itself. What it hands over is in `window.finished`. */
import { createElement, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import '../../../web/src/app/tokens.css'
import '../../../web/src/app/base.css'
import '../../../web/src/components/plain/plain.css'
import { i18nReady } from '../../../web/src/app/i18n.ts'
import { UploadPanel } from '../../../web/src/features/library/upload/upload-panel.tsx'

window.finished = []
await i18nReady
const panel = createElement(UploadPanel, {
  scope: 'a test',
  roles: ['main', 'attachment'],
  onFinished: (uploadId, file, role) => window.finished.push({ uploadId, file, role }),
})
createRoot(document.querySelector('#root')).render(createElement(Suspense, {}, panel))
