import { listChecks } from '@tongke/contract'
import { CheckPage } from '../support/pages/check.ts'
import { County } from '../support/scene/county.ts'
import { expect, test } from './fixtures.ts'

// A line is measured in a portal where nobody teaches and nothing is encoded: on two cores either costs packets.
test.use({ county: 'check' })

test('the line check passes on loopback and warns on a weak rural line', async ({
  seat,
  admin,
  openLine,
}) => {
  test.setTimeout(300_000)
  const county = new County(admin)
  const [school] = await county.schools('village', 3, 1)
  const weak = await openLine({
    down: { rate: 600_000, delay: 150, loss: 5 },
    up: { rate: 400_000, delay: 150, loss: 5 },
  })
  const [near, far] = await Promise.all([seat('roomA'), seat('roomB', { line: weak })])
  for (const room of [near, far]) await county.enrol(room.client, school!)

  await test.step('loopback', async () => {
    await near.goto(CheckPage.path)
    const page = new CheckPage(near.page)
    await page.run()
    await page.expectVerdict('检测通过，可以上课')
    const [check] = await near.client.call(listChecks, {})
    expect(check).toMatchObject({
      verdict: 'GREEN',
      measurements: { camera: true, path: 'udp', speaker: true },
    })
    expect(check!.measurements.rttMs).toBeLessThan(100)
  })

  await test.step('a weak line', async () => {
    await far.goto(CheckPage.path)
    const page = new CheckPage(far.page)
    await page.run()
    await page.expectVerdict(/勉强可用|不能这样上课/)
    await page.expectAdvice(/能用网线就不用无线/)
    const [check] = await far.client.call(listChecks, {})
    const flagged = check!.findings.filter(({ verdict }) => verdict !== 'GREEN').map(({ item }) => item)
    expect(flagged).toEqual(expect.arrayContaining(['down', 'up', 'rtt']))
    expect(check!.measurements.downKbps).toBeLessThan(700)
    expect(check!.measurements.upKbps).toBeLessThan(500)
    expect(check!.measurements.rttMs).toBeGreaterThan(290)
  })
})
