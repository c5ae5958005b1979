/** A reason not to go on that a reader can act on: one sentence in Chinese, one in English. Anything else thrown is a fault of ours. */
export class Refusal extends Error {
  constructor(zh, en) {
    super(`${zh}\n${en}`)
    this.name = 'Refusal'
  }
}

/** When the first process of this run began: a script that goes on under another Node keeps its clock. */
const started = Number(process.env.TONGKE_STARTED_AT) || Date.now()
process.env.TONGKE_STARTED_AT = String(started)

/** Prints one progress line with the seconds since the start. */
export function say(zh, en) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6)
  process.stdout.write(`${seconds} s  ${zh} · ${en}\n`)
}

/** Runs an entry point: a refusal is printed as it is, a fault with its stack; both end with exit code 1. */
export async function main(run) {
  try {
    await run()
  } catch (error) {
    process.stderr.write(error instanceof Refusal ? `\n${error.message}\n` : `\n${error.stack ?? error}\n`)
    process.exit(1)
  }
}
