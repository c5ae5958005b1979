import { enableCompileCache } from 'node:module'

// Before anything else is loaded: a killed node must be back before its classes notice.
enableCompileCache()

const { boot } = await import('./boot.ts')
await boot().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
