import { getResource, getSessionCounting, planLesson, signIn } from '@tongke/contract'
import type { Browser } from '@playwright/test'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { expectTone } from '../support/barcode/witness.ts'
import { AssistantRoom } from '../support/pages/assistant-room.ts'
import { DesignPage } from '../support/pages/design.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { MeetingRoom } from '../support/pages/meeting-room.ts'
import { ObserverPhone } from '../support/pages/observation.ts'
import { SessionPage } from '../support/pages/research-session.ts'
import { TrainingFilePage, TrainingPages } from '../support/pages/training.ts'
import type { Participant } from '../support/scene/participant.ts'
import { gatherResearchers } from '../support/scene/research-cast.ts'
import { expect, test, type Portal } from './fixtures.ts'

const GRADE = 3
const THEME = '唱歌课怎样让远端的孩子先开口'
const LESSON = '春天在哪里（研究课）'
const FIVE_MINUTES = 300_000
const GOALS = { before: '会唱第一段。', added: '远端的孩子先唱给大家听。', after: '每位孩子都开过口。' }
const DECIDED = '每节课先请远端的孩子唱。'
const NOTE = '远端的孩子抢着唱'
/** Leaders of their schools, and of the county. */
const [VERIFIERS, OFFICER] = [['方静好', '许清和', '陆云舒'], '顾知行'] as const

test.use({ county: 'cycle', policies: { 'research.spokeSeconds': 2 } })

test('four people of four schools go through a whole cycle, from a proposal to hours on their files', async ({
  seat,
  admin,
  portal,
  browser,
}) => {
  test.setTimeout(240_000)
  const { county, people } = await gatherResearchers(seat, admin)
  const [lecturer, partner, village, point] = people
  const [page, partnerPage, villagePage, pointPage] = [lecturer, partner, village, point].map(
    ({ at }) => new SessionPage(at),
  ) as [SessionPage, SessionPage, SessionPage, SessionPage]
  const startsAt = new Date(Math.floor(Date.now() / FIVE_MINUTES) * FIVE_MINUTES)
  const typed = startsAt.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)
  const rest = (...who: { at: Participant }[]) =>
    Promise.all(who.map(({ at }) => at.page.goto('about:blank')))

  const sessionId = await test.step('one proposes, brings colleagues in and writes the agenda', async () => {
    await lecturer.at.goto(SessionPage.calendar)
    const id = await page.propose({
      theme: THEME,
      form: '课例研究',
      subject: '音乐',
      grade: '三年级',
      startsAt: typed,
    })
    for (const { account } of [partner, village, point]) await page.bringIn(account.person.name)
    await page.writeAgenda([
      ['主备人说课', 10],
      ['各校研讨', 20],
    ])
    const officer = await visitor(browser, portal, OFFICER)
    await officer.page.goto(portal.origin + SessionPage.path(id))
    await new SessionPage(officer).step('安排活动', '已安排')
    await officer.close()
    return id
  })

  const designs = [lecturer, partner].map(({ at }) => new DesignPage(at.page)) as [DesignPage, DesignPage]
  await test.step('they prepare together, both hands in one design', async () => {
    await lecturer.at.page.reload()
    await page.step('开始个人初备', '个人初备')
    await page.openDesign('开始写共案')
    await designs[0].expectStatus('已保存')
    await designs[0].text('教学目标').fill(GOALS.before)
    await designs[0].expectStatus('已保存')
    await partner.at.goto(SessionPage.path(sessionId))
    await partnerPage.openDesign('进入编写')
    await expect(designs[1].text('教学目标')).toHaveValue(GOALS.before)
    await designs[1].text('学情分析').fill('村小的孩子会唱，怕开口。')
    await expect(designs[0].text('学情分析')).toHaveValue(/怕开口/)
    await designs[0].keepVersion('主备稿')
    await lecturer.at.goto(SessionPage.path(sessionId))
    await page.step('开始集体研讨', '集体研讨')
  })

  await test.step('they meet: everybody is there, and the village is heard', async () => {
    await page.planMeeting()
    await page.enterMeeting()
    const rooms = people.map(({ at }) => new MeetingRoom(at)) as [
      MeetingRoom,
      MeetingRoom,
      MeetingRoom,
      MeetingRoom,
    ]
    await rooms[0].open()
    for (const [{ at }, session, room] of [
      [partner, partnerPage, rooms[1]],
      [village, villagePage, rooms[2]],
      [point, pointPage, rooms[3]],
    ] as const) {
      await at.goto(SessionPage.path(sessionId))
      await session.enterMeeting()
      await room.hideCamera()
    }
    await rooms[0].expectHere(4)
    await rooms[0].start()
    await expectTone(lecturer.at.page, 'assistantA', 20_000)
    await expectTone(partner.at.page, 'assistantA', 20_000)
    await rooms[0].goOn()
    for (const room of rooms) await expect(room.agenda).toContainText('各校研讨')
    // Heard for so long, she has spoken; anybody reads it.
    await expect.poll(async () => (await counting())['rural_active'], { timeout: 30_000 }).toBe(true)
    await rooms[0].end()
    await rooms[0].leaveEnded()
    await expect(page.verdict).toContainText('研讨（或课）真的开了')
    await rest(partner, village, point)
    await page.step('开始二次备课', '二次备课')
    await page.step('开始上课观课', '上课观课')
  })

  const lessonId = await test.step('one teaches, in front of a real far class', async () => {
    const [host, guest] = await Promise.all(
      [lecturer, village].map(async ({ organization }) => ({
        organization,
        schoolClass: await county.newClass(organization.id, GRADE),
      })),
    )
    if (!host || !guest) throw new Error('a class of each')
    await county.agree(host, [guest])
    const roomA = await seat('roomA', { viewport: 'screen' })
    await county.enrol(roomA.client, guest)
    const lesson = await lecturer.at.client.call(planLesson, {
      body: {
        title: LESSON,
        subject: 'music',
        grade: GRADE,
        plannedStart: null,
        lectureClassId: host.schoolClass.id,
        legs: [{ classId: guest.schoolClass.id, assistantId: village.account.person.id }],
      },
    })
    await page.linkLesson(LESSON)
    const room = new LecturerRoom(lecturer.at.page)
    await Promise.all([
      lecturer.at.goto(LecturerRoom.path(lesson.id)),
      roomA.goto(ListeningRoom.path(lesson.id)),
      village.at.goto(AssistantRoom.path(lesson.id)),
    ])
    await room.expectClass(lesson.legs[0]!.id, 'ONLINE')
    await room.start()
    await new ListeningRoom(roomA.page).expectState('上课中')
    await expect(lecturer.at.page.getByTestId('recording')).toHaveAttribute('data-phase', 'on', {
      timeout: 15_000,
    })

    await test.step('another observes it on a phone and hands in', async () => {
      const phone = new ObserverPhone(point.at.page)
      await point.at.goto(ObserverPhone.path(sessionId))
      await point.at.page.getByRole('button', { name: '开始观课' }).click()
      await phone.switchTo('讲授')
      await phone.count('问远端')
      await phone.wait('等远端')
      await phone.write(NOTE)
      await phone.expectSent()
      await point.at.page.getByRole('button', { name: '提交' }).click()
      await point.at.page.getByRole('button', { name: '确认提交' }).click()
      await expect(phone.sheet).toHaveAttribute('data-handed-in', 'true')
    })
    await room.end()
    await roomA.close()
    await rest(village, point)
    return lesson.id
  })

  await test.step('they debrief on the replay: where the lecturer goes, the others are', async () => {
    await lecturer.at.goto(SessionPage.path(sessionId))
    await page.step('开始评课', '评课')
    await page.openEvidence()
    await partner.at.goto(`/research/${sessionId}/evidence?lesson=${lessonId}`)
    const [here, there] = [lecturer.at.page, partner.at.page]
    await here.getByRole('button', { name: '带大家一起看' }).click()
    await expect(there.getByTestId('debrief')).toContainText(`${lecturer.account.person.name} 正在带大家看`)
    await here.getByRole('region', { name: '全部记录' }).getByRole('button', { name: NOTE }).click()
    const at = async (one: typeof here) =>
      Number(await one.getByTestId('replay-time').getAttribute('data-at'))
    await expect.poll(() => at(here)).toBeGreaterThan(0)
    await expect
      .poll(async () => Math.abs((await at(here)) - (await at(there))), { timeout: 20_000 })
      .toBeLessThan(1_500)
    await expect(there.locator('.lane')).toContainText(point.account.person.name)
    await here.getByRole('button', { name: '结束同步' }).click()
  })

  await test.step('they revise the design by what they saw, and what changed can be read', async () => {
    await lecturer.at.goto(SessionPage.path(sessionId))
    await page.openDesign('进入编写')
    await designs[0].expectStatus('已保存')
    await designs[0].text('教学目标').fill(GOALS.before + GOALS.added)
    await designs[0].keepVersion('评课后二稿')
    await designs[0].compareWith(1)
    await expect(lecturer.at.page.locator('#main ins').filter({ hasText: GOALS.added })).toBeVisible()
    await lecturer.at.goto(SessionPage.path(sessionId))
    await page.step('评课结束，写反思', '反思')
    await village.at.goto(SessionPage.path(sessionId))
    await villagePage.reflect('我们班先唱的那一遍，孩子们记住了。')
    await lecturer.at.page.reload()
    await page.step('整理成果', '成果')
  })

  await test.step('the outcome goes to the library, with minutes and everybody’s part', async () => {
    await page.signMinutes(DECIDED)
    for (const { account } of people)
      await expect(page.contribution(account.person.name)).toHaveAttribute('data-idle', 'false')
    await (await page.keepDesign()).click()
    await expect(lecturer.at.page.getByLabel('标题')).toHaveValue(new RegExp(THEME))
    const id = /[0-9a-f-]{36}/.exec(lecturer.at.page.url())?.[0] ?? ''
    const { version, lineage } = await lecturer.at.client.call(getResource, { params: { id } })
    expect(version.state).toBe('DRAFT')
    expect(lineage.map((one) => [one.kind, one.id])).toEqual(
      expect.arrayContaining([
        ['research', sessionId],
        ['lesson', lessonId],
      ]),
    )
    expect(version.files).toHaveLength(1)
    await lecturer.at.goto(SessionPage.path(sessionId))
  })

  await test.step('it is closed and counts; everybody reads why', async () => {
    await page.step('结束活动', '已结束')
    const reader = await visitor(browser, portal, '严正则')
    await reader.page.goto(portal.origin + SessionPage.path(sessionId))
    for (const { verdict } of [page, new SessionPage(reader)]) {
      await expect(verdict).toHaveAttribute('data-verdict', 'yes')
      for (const words of ['4 人全程参加', '来自 4 所学校', /[12] 位乡村老师发了言或交了观课表/])
        await expect(verdict).toContainText(words)
    }
    await reader.close()
  })

  await test.step('hours go their way through schools and county to four files', async () => {
    for (const [name, claims] of [
      [VERIFIERS[0], 1],
      [VERIFIERS[1], 1],
      [VERIFIERS[2], 2],
    ] as const) {
      const verifier = await visitor(browser, portal, name)
      await new TrainingPages(verifier.page, portal.origin).decideAll('school', THEME, claims)
      await verifier.close()
    }
    const officer = await visitor(browser, portal, OFFICER)
    await new TrainingPages(officer.page, portal.origin).decideAll('county', THEME, 4)
    await officer.close()
    for (const { at } of people) {
      await at.goto(TrainingFilePage.path)
      const claim = new TrainingFilePage(at.page).claim(THEME)
      await expect(claim).toContainText('已记入')
      await expect(claim.locator('.claim-hours')).toHaveText('2')
    }
  })

  await test.step('a certificate is issued, and whoever holds its number can verify it', async () => {
    const { account, organization } = village
    const officer = await visitor(browser, portal, OFFICER)
    const number = await new TrainingPages(officer.page, portal.origin).certify(
      account.person.name,
      typed.slice(0, 4),
    )
    await officer.close()
    const stranger = await browser.newContext()
    const answers: string[] = []
    const open = await stranger.newPage()
    open.on('response', async (answer) => {
      if (answer.url().includes('/api/')) answers.push(await answer.text().catch(() => ''))
    })
    const shown = await new TrainingPages(open, portal.origin).verify(number)
    await expect(shown).toContainText('证书真实有效')
    await expect(shown).toContainText(number)
    await expect(shown).toContainText('2 学时')
    const told = (await shown.textContent()) + answers.join('')
    for (const secret of [account.person.name, organization.name, account.login, account.person.countyNo])
      expect(told).not.toContain(secret)
    await stranger.close()
  })

  // Before a room was open there was no ticket for it.
  for (const { sender, complaints } of people.map(({ at }) => at))
    expect(
      complaints.filter((one) => !one.includes('409')),
      `console of ${sender}`,
    ).toEqual([])

  /** The checks as a reader without a part sees them. */
  async function counting(): Promise<Record<string, boolean>> {
    const { counting: found } = await admin.call(getSessionCounting, { params: { id: sessionId } })
    return Object.fromEntries(found.checks.map(({ code, met }) => [code, met]))
  }
})

/** Somebody of the demo county at a computer without a camera. */
async function visitor(browser: Browser, { origin }: Portal, login: string) {
  const context = await browser.newContext()
  await context.request.fetch(`${origin}${signIn.path}`, {
    method: 'POST',
    data: { login, password: DEMO_PASSWORD },
    headers: { origin },
  })
  return { page: await context.newPage(), close: () => context.close() }
}
