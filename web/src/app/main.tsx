import { rememberStacks } from './quick-start.ts'
import './tokens.css'
import './base.css'
import { createRoot } from 'react-dom/client'
import { i18nReady } from './i18n.ts'
import { Providers } from './providers.tsx'

rememberStacks()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
void i18nReady.then(() => createRoot(root).render(<Providers />))
