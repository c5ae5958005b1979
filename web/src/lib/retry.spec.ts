import { retry } from './retry.ts'

const failing = (times: number) => {
  let attempts = 0
  return async () => {
    attempts += 1
    if (attempts <= times) throw new Error(`attempt ${attempts}`)
    return attempts
  }
}

describe('retry', () => {
  it('answers with the first attempt that succeeds', async () => {
    await expect(retry(failing(2), [0, 0])).resolves.toBe(3)
  })

  it('fails as the last attempt failed', async () => {
    await expect(retry(failing(9), [0, 0])).rejects.toThrow('attempt 3')
  })
})
