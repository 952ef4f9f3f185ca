import { guestPage } from '../pages/guest-page'
import { liveRoomPage } from '../pages/live-room-page'
import { roomPage } from '../pages/room-page'
import { alive, expect, test, type Invitation } from '../fixtures/app'
import type { Page } from '@playwright/test'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }

/** Goes in by the link of an open session. */
async function goIn(page: Page, invitation: Invitation) {
  const guest = guestPage(page)
  await guest.open(invitation)
  await guest.prove(invitation.email)
  await page.waitForURL(/\/live\?/)
  return liveRoomPage(page)
}

/** A mark on the page that a reload would wipe away. */
async function mark(page: Page) {
  await page.evaluate(() => Object.assign(window, { hasStayed: true }))
}

async function hasStayed(page: Page) {
  return page.evaluate(() => 'hasStayed' in window)
}

test('people see one another come and go, grouped by role, without a reload', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const host = liveRoomPage(await pageOf(room.owner))
  await host.open(room)
  await host.insideAs('Host')
  await expect(host.people).toHaveCount(1)

  const ana = await goIn(page, await invite(room, ANA))
  await ana.insideAs('Viewer')
  await expect(host.person('Ana Ruiz')).toContainText('Viewer')
  await expect(host.person('Ana Ruiz')).toContainText('Guest')
  await expect(ana.person(room.owner.name)).toContainText('Host')

  const bo = await goIn(await pageOf(), await invite(room, { ...BO, type: 'Speaker' }))
  await bo.insideAs('Speaker')
  for (const someone of [host, ana]) {
    await expect(someone.people).toHaveCount(3)
    await expect(someone.stage).toContainText('Bo Berg')
    await expect(someone.stage).not.toContainText('Ana Ruiz')
  }
  await bo.leave.click()
  for (const someone of [host, ana]) {
    await expect(someone.person('Bo Berg')).toHaveCount(0)
    await expect(someone.stage).not.toContainText('Bo Berg')
  }
})

test('a promotion acts where the guest stands, survives a reload, and is taken back the same way', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  await ana.insideAs('Viewer')
  await expect(ana.permissions).toHaveText(['Chat', 'Answer interactions', 'Q&A'])
  await mark(page)
  const hostsPage = await pageOf(room.owner)
  const host = liveRoomPage(hostsPage)
  await host.open(room)

  await host.make('Ana Ruiz', 'Moderator')
  await host.says('Ana Ruiz is now a moderator.')
  await expect(host.person('Ana Ruiz')).toContainText('Moderator')
  await expect(host.menu('Ana Ruiz'), 'the focus goes along').toBeFocused()
  await ana.says('You are now a moderator.')
  await expect(ana.news).toBeVisible()
  await ana.insideAs('Moderator')
  await expect(ana.permissions).toHaveText([
    'Chat',
    'Moderate the chat',
    'Backchannel',
    'Initiate interactions',
    'Answer interactions',
    'Q&A',
    'Answer questions',
    'Manage people',
  ])
  expect(await hasStayed(page)).toBe(true)

  await page.reload()
  await alive(page)
  await ana.insideAs('Moderator')
  await expect(ana.news).toHaveCount(0)
  await mark(page)

  await host.make('Ana Ruiz', 'Speaker')
  await ana.says('You are now a speaker.')
  await expect(ana.stage).toContainText('Ana Ruiz')
  await host.make('Ana Ruiz', 'Viewer')
  await ana.says('You are now a viewer.')
  await ana.insideAs('Viewer')
  await expect(ana.permissions).toHaveText(['Chat', 'Answer interactions', 'Q&A'])
  expect(await hasStayed(page)).toBe(true)
  await page.reload()
  await alive(page)
  await ana.insideAs('Viewer')
})

test('only those who manage people may change roles, and nobody a host’s', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, { ...ANA, type: 'Speaker' }))
  const host = liveRoomPage(await pageOf(room.owner))
  await host.open(room)
  await ana.showPeople()
  await expect(ana.people).toHaveCount(2)
  await expect(page.getByRole('button', { name: /^More actions for/ })).toHaveCount(0)
  await expect(ana.endSession).toHaveCount(0)
  await expect(host.menu('Ana Ruiz')).toBeVisible()
  await expect(host.menu(room.owner.name)).toHaveCount(0)
})

test('who is removed is out at once, with a screen of its own, and their link stays dead', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const invitation = await invite(room, ANA)
  const ana = await goIn(page, invitation)
  await ana.insideAs('Viewer')
  const hostsPage = await pageOf(room.owner)
  const host = liveRoomPage(hostsPage)
  await host.open(room)
  await host.menu('Ana Ruiz').click()
  await hostsPage.getByRole('menuitem', { name: 'Remove…' }).click()
  const question = hostsPage.getByRole('alertdialog', { name: 'Remove Ana Ruiz?' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await hostsPage.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(host.person('Ana Ruiz')).toHaveCount(1)

  await host.remove('Ana Ruiz')
  await host.says('Ana Ruiz has been removed.')
  await expect(host.person('Ana Ruiz')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: /You have been removed from this room\.|The invitation has been removed\./ })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: /removed/ })).toBeVisible()
  await page.goto(invitation.link)
  await guestPage(page).refusedWith('The invitation has been removed.')
})

test('the news of a room does not follow those who are out of it', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  await ana.insideAs('Viewer')
  const host = liveRoomPage(await pageOf(room.owner))
  await host.open(room)
  await host.make('Ana Ruiz', 'Speaker')
  // Under the pointer it would stay for ever.
  await ana.toast('You are now a speaker.').hover()
  await host.end()
  await expect(page.getByRole('heading', { level: 1, name: 'The session has ended.' })).toBeVisible()
  await expect(ana.toast(/./)).toHaveCount(0)
})

test('who leaves is asked nothing and finds the way back', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  await ana.insideAs('Viewer')
  const host = liveRoomPage(await pageOf(room.owner))
  await host.open(room)
  await expect(host.person('Ana Ruiz')).toHaveCount(1)
  await ana.leave.click()
  await expect(page).toHaveURL(/\/join\/\w+\?left=1$/)
  await expect(page.getByRole('heading', { name: 'You left' })).toBeVisible()
  await expect(host.person('Ana Ruiz')).toHaveCount(0)
  await guestPage(page).comeBack.click()
  await ana.insideAs('Viewer')
  await expect(host.person('Ana Ruiz')).toHaveCount(1)
})

test('a host opens the session from inside, and ends it for everybody', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ startsInSeconds: 600 })
  const guest = guestPage(page)
  await guest.open(await invite(room, ANA))
  await guest.prove(ANA.email)
  await guest.expectedAs('Viewer')
  const hostsPage = await pageOf(room.owner)
  const host = liveRoomPage(hostsPage)
  await host.open(room)
  await host.insideAs('Host')
  await expect(hostsPage.getByText('The session is not open yet.')).toBeVisible()
  await host.openSession.click()
  const ana = liveRoomPage(page)
  await ana.insideAs('Viewer')
  await expect(host.person('Ana Ruiz')).toHaveCount(1)
  await host.end()
  for (const someone of [page, hostsPage]) {
    await expect(someone.getByRole('heading', { level: 1, name: 'The session has ended.' })).toBeVisible()
  }
})

test('a host is told when the session may be opened, and gets the button at that moment', async ({ pageOf, newRoom }) => {
  const room = await newRoom({ startsInSeconds: 15 * 60 + 12, endsInSeconds: 3600 })
  const page = await pageOf(room.owner)
  const host = liveRoomPage(page)
  await host.open(room)
  await expect(host.early).toBeVisible()
  await expect(host.openSession).toHaveCount(0)
  await mark(page)
  await expect(host.openSession).toBeVisible({ timeout: 20_000 })
  await expect(host.early).toHaveCount(0)
  expect(await hasStayed(page)).toBe(true)
  await host.openSession.click()
  await expect(host.endSession).toBeVisible()
})

test('a member of the site waits for the open door as guests do', async ({ pageOf, hostAs, newRoom, site }) => {
  const room = await newRoom({ forAll: true, startsInSeconds: 600 })
  const page = await pageOf(site.person('student'))
  const student = liveRoomPage(page)
  await student.come(room)
  const waiting = guestPage(page)
  await waiting.expectedAs('Viewer')
  await expect(waiting.countdown).toBeVisible()
  await (await hostAs(room.owner)).openSession(room)
  await student.insideAs('Viewer')
})

test('a room that is deleted closes for those inside and for those who wait', async ({ page, pageOf, newRoom, invite, hostAs }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  await ana.insideAs('Viewer')
  const waiting = await pageOf()
  await guestPage(waiting).open(await invite(room, BO))
  await expect(guestPage(waiting).address).toBeVisible()
  await (await hostAs(room.owner)).deleteRoom(room)
  for (const someone of [page, waiting]) {
    await expect(someone.getByRole('heading', { level: 1, name: 'The room has been deleted.' })).toBeVisible()
  }
})

test('the host’s page and the list of invitations follow what happens inside', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true, forAll: true })
  const ana = await goIn(page, await invite(room, ANA))
  await ana.insideAs('Viewer')
  const media = roomPage(await pageOf(room.owner))
  await media.open(room)
  await media.enter.click()
  const host = liveRoomPage(media.title.page())
  await host.insideAs('Host')
  await expect(host.person('Ana Ruiz')).toHaveCount(1)
  await host.leave.click()
  await expect(host.title.page()).toHaveURL(new RegExp(`${room.path}$`))
})

test('a server that dies and comes back finds everybody where they were', async ({ page, pageOf, newRoom, invite, site, expected }) => {
  expected.push(/net::ERR_CONNECTION_REFUSED|net::ERR_INCOMPLETE_CHUNKED_ENCODING|net::ERR_EMPTY_RESPONSE|net::ERR_CONNECTION_RESET/)
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  await ana.insideAs('Viewer')
  await mark(page)
  const hostsPage = await pageOf(room.owner)
  const host = liveRoomPage(hostsPage)
  await host.open(room)
  await ana.showPeople()
  await expect(ana.people).toHaveCount(2)

  await site.goDown()
  for (const someone of [page, hostsPage]) {
    await expect(someone.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible()
  }
  await site.comeUp()
  for (const someone of [page, hostsPage]) {
    await expect(someone.getByText('Reconnecting…')).toBeHidden({ timeout: 30_000 })
  }
  await host.make('Ana Ruiz', 'Speaker')
  await ana.says('You are now a speaker.')
  await ana.insideAs('Speaker')
  expect(await hasStayed(page)).toBe(true)
})
