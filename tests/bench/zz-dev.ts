import { bootStack } from '/work/main/tests/support/stack.ts'
import { administratorOf } from '/work/main/tests/support/scene/administrator.ts'
const stack = await bootStack({ demo: true, env: { server: { COOKIE_SECURE: 'never' } } })
console.log(JSON.stringify({ url: stack.serverUrl, media: stack.mediaUrl, db: stack.databaseUrl, logs: stack.logFolder, admin: await administratorOf(stack), pid: process.pid }))
process.on('SIGTERM', () => void stack.stop().then(() => process.exit(0)))
setInterval(() => {}, 1000)
