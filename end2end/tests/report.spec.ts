import type { Page } from '@playwright/test'
import { seeAccessible } from '../fixtures/accessible'
import { alive, expect, test, visit, type Invitation } from '../fixtures/app'
import { chatPanel } from '../pages/chat-panel'
import { guestPage } from '../pages/guest-page'
import { interactionsPage } from '../pages/interactions-page'
import { liveRoomPage } from '../pages/live-room-page'
import { questionsTab } from '../pages/questions-tab'
import { reportPage } from '../pages/report-page'
import { roomPage } from '../pages/room-page'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }

const THANKS = 'The session has ended. Thank you for coming.'

/** Goes in by the link of an open session. */
async function goIn(page: Page, invitation: Invitation) {
  const guest = guestPage(page)
  await guest.open(invitation)
  await guest.prove(invitation.email)
  await page.waitForURL(/\/live\?/)
}

/** A guest and a host say and ask something in an open room. */
async function talk(guests: Page, hosts: Page) {
  await chatPanel(guests).show()
  await chatPanel(guests).write('=1+1, is it not?')
  await chatPanel(hosts).show()
  await chatPanel(hosts).reply('=1+1', 'So it is.')
  await questionsTab(guests).open()
  await questionsTab(guests).ask('Will there be slides?')
  await questionsTab(hosts).open()
  await questionsTab(hosts).answer('Will there be slides?', 'Yes, tonight.')
  const [ana, host] = [interactionsPage(guests), interactionsPage(hosts)]
  await host.show()
  await host.write('Poll', 'Which colour?', ['Red', 'Green'])
  await host.save('Publish')
  await ana.show()
  await ana.answer('Which colour?', 'Green')
  await expect(host.result('Which colour?', 'Green')).toContainText('100% (1)')
}

test('a host reads who came, what was written and what was answered, and keeps it as files', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  await invite(room, BO)
  await goIn(page, await invite(room, ANA))
  const hostsPage = await pageOf(room.owner)
  const host = liveRoomPage(hostsPage)
  await host.open(room)
  await talk(page, hostsPage)
  await host.end()
  await expect(hostsPage.getByRole('heading', { level: 1, name: 'The session has ended.' })).toBeVisible()
  await hostsPage.getByRole('link', { name: 'See the report' }).click()

  const report = reportPage(hostsPage)
  await report.isThere()
  await expect(report.figure('Came')).toContainText('2')
  await expect(report.figure('Came')).toContainText('1 invited did not')
  await expect(report.figure('Most at once')).toContainText('2')
  await expect(report.figure('Messages')).toContainText('2')
  await expect(report.figure('Questions')).toContainText('1 answered')
  await expect(report.person('Ana Ruiz')).toContainText('Guest')
  await expect(report.person('Ana Ruiz')).toContainText('Viewer')
  await expect(report.person(room.owner.name)).toContainText('Host')
  await expect(report.absent).toHaveText(/Bo Berg.*bo\.berg@guests\.example/)
  await expect(report.search).toHaveCount(0)
  await expect(report.messages).toHaveText([/Ana Ruiz.*=1\+1, is it not\?/, /In answer to Ana Ruiz: =1\+1.*So it is\./])
  await expect(report.section('Q&A')).toContainText('Will there be slides?')
  await expect(report.section('Q&A')).toContainText('Yes, tonight.')
  await expect(report.section('Interactions')).toContainText('1 person answered.')
  await expect(report.section('Interactions').getByRole('listitem').filter({ hasText: 'Green' }).last()).toContainText('100% (1)')

  const chat = await report.download('Chat')
  expect(chat.name).toMatch(/^rehearsal-\d+-chat\.csv$/)
  expect(chat.text).toMatch(/^\ufeff"Number","Time","Name"/)
  expect(chat.text).toContain(`"'=1+1, is it not?"`)
  const attendance = await report.download('Attendance')
  expect(attendance.text).toContain('"Bo Berg","bo.berg@guests.example","yes","Viewer","no"')
  expect((await report.download('Q&A')).text).toContain('"Yes, tonight."')
  expect((await report.download('Interactions')).text).toContain('"Green"')
})

test('who was there is thanked, who comes late is not, and the next session shows by itself', async ({ page, pageOf, newRoom, invite, hostAs }) => {
  const room = await newRoom({ open: true })
  const invitation = await invite(room, ANA)
  await goIn(page, invitation)
  await liveRoomPage(page).insideAs('Viewer')
  const host = await hostAs(room.owner)
  await host.endSession(room)
  const thanks = page.getByRole('heading', { level: 1, name: THANKS })
  await expect(thanks).toBeVisible()
  await expect(page.getByText(room.title)).toBeVisible()
  await expect(page.getByText('It lasted')).toBeVisible()
  await expect(page.getByRole('link', { name: 'See the report' })).toHaveCount(0)
  await page.reload()
  await alive(page)
  await expect(thanks).toBeVisible()
  const again = await page.context().newPage()
  await guestPage(again).open(invitation)
  await expect(again.getByRole('heading', { level: 1, name: THANKS })).toBeVisible()

  const late = await pageOf()
  await guestPage(late).open(await invite(room, BO))
  await guestPage(late).refusedWith('The session has ended.')
  await expect(late.getByText('Thank you')).toHaveCount(0)
  await expect(late.getByText('You have come after its end.')).toBeVisible()

  await host.planSession(room, 600, 3600)
  for (const waiting of [page, again]) {
    await expect(waiting).toHaveURL(/\/join\//)
    await expect(guestPage(waiting).countdown).toBeVisible()
    await guestPage(waiting).expectedAs('Viewer')
  }
  await guestPage(late).asksForAddress()
})

test('a host comes back to the room after the end and finds its report there', async ({ pageOf, newRoom, hostAs }) => {
  const room = await newRoom({ open: true })
  const page = await pageOf(room.owner)
  const media = roomPage(page)
  await media.open(room)
  await media.choose('Report')
  const report = reportPage(page)
  await report.isThere()
  await expect(report.stillOpen).toBeVisible()
  await expect(report.section('Attendance')).toContainText('Nobody came.')
  await expect(report.section('Chat')).toContainText('Nobody wrote in the chat.')
  await expect(report.section('Q&A')).toContainText('Nobody asked a question.')
  await expect(report.section('Interactions')).toContainText('There were no interactions.')
  await (await hostAs(room.owner)).endSession(room)
  await report.reload.click()
  await alive(page)
  await expect(report.stillOpen).toHaveCount(0)
  await page.getByRole('link', { name: room.title }).click()
  await media.seenAs('The session has ended')
  await page.getByRole('link', { name: 'See the report' }).click()
  await report.isThere()
})

test('each session of a room has its own report', async ({ page, pageOf, newRoom, invite, hostAs }) => {
  const room = await newRoom({ open: true })
  await goIn(page, await invite(room, ANA))
  await chatPanel(page).show()
  await chatPanel(page).write('The first time')
  const host = await hostAs(room.owner)
  await host.endSession(room)
  await host.planSession(room, -60, 3600)
  const hostsPage = await pageOf(room.owner)
  const report = reportPage(hostsPage)
  await expect(async () => {
    await report.open(room)
    await expect(report.sessions).toHaveCount(2, { timeout: 500 })
  }).toPass()
  await expect(report.sessions.first()).toHaveAttribute('aria-current', 'page')
  await expect(report.section('Chat')).toContainText('Nobody wrote in the chat.')
  await report.sessions.last().click()
  await expect(hostsPage).toHaveURL(/\?run=1$/)
  await expect(report.messages).toHaveText(/The first time/)
})

test('a report is for hosts only, and says when there is nothing in it', async ({ pageOf, newRoom, site }) => {
  const room = await newRoom({ forAll: true })
  const student = await pageOf(site.person('student'))
  const answer = await visit(student, `${room.path}/report`)
  expect(answer?.status()).toBe(403)
  await expect(student.getByText('Only the room\'s hosts may do this.')).toBeVisible()
  const page = await pageOf(room.owner)
  const media = roomPage(page)
  await media.open(room)
  await media.menuButton.click()
  await expect(media.item('Invitations')).toBeVisible()
  await expect(media.item('Report')).toHaveCount(0)
  await reportPage(page).open(room)
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing to report yet' })).toBeVisible()
})

test('a long chat is shown in parts, without scripts too', async ({ pageOf, device, newRoom, hostAs, site }) => {
  const room = await newRoom({ open: true, forAll: true })
  // As many as one person may say at once, each.
  for (const name of ['Kim', 'Lou', 'Max', 'Sam']) {
    const member = await hostAs(await site.newPerson(name, 'Talker'))
    await member.enter(room)
    for (let number = 1; number <= 52; number += 1) await member.say(room, `${name} says ${number}.`)
  }
  const hostsPage = await pageOf(room.owner)
  const report = reportPage(hostsPage)
  await report.open(room)
  await expect(report.messages).toHaveCount(200)
  await expect(report.section('Chat')).toContainText('200 of 208 messages are shown.')
  await report.showMore.click()
  await expect(report.messages).toHaveCount(208)
  await expect(report.messages.nth(200)).toBeFocused()
  await expect(report.showMore).toBeHidden()

  const plain = await (await device({ as: room.owner, javaScriptEnabled: false })).newPage()
  await plain.goto(`${room.path}/report`)
  await expect(reportPage(plain).messages).toHaveCount(200)
  await expect(reportPage(plain).showMore).toBeHidden()
  await expect(plain.getByRole('link', { name: 'The file holds all of them.' })).toBeVisible()
  await expect(reportPage(plain).person('Kim Talker')).toContainText('Viewer')
})

test('the report and the end of a session are accessible', async ({ pageOf, newRoom, invite }) => {
  test.setTimeout(180_000)
  const room = await newRoom({ open: true, title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk' })
  await invite(room, { ...BO, email: `${'long'.repeat(12)}@guests.example` })
  const guests = await pageOf(undefined, { inspected: true })
  await goIn(guests, await invite(room, { ...ANA, type: 'Speaker' }))
  const hosts = await pageOf(room.owner, { inspected: true })
  const host = liveRoomPage(hosts)
  await host.open(room)
  await talk(guests, hosts)
  const open = await pageOf(room.owner, { inspected: true })
  await reportPage(open).open(room)
  await seeAccessible(open, 'report of an open session')
  await host.end()
  await expect(guests.getByRole('heading', { level: 1, name: THANKS })).toBeVisible()
  await seeAccessible(guests, 'goodbye')
  await seeAccessible(hosts, 'end for hosts')
  await hosts.getByRole('link', { name: 'See the report' }).click()
  const report = reportPage(hosts)
  await report.isThere()
  await hosts.getByText('The numbers as a table').click()
  await seeAccessible(hosts, 'report')
})
