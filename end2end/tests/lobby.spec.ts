import { guestPage } from '../pages/guest-page'
import { liveRoomPage } from '../pages/live-room-page'
import { peoplePanel } from '../pages/people-panel'
import { roomPage } from '../pages/room-page'
import { expect, test } from '../fixtures/app'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }

test('hosts see who waits for the start, on the room’s page and inside', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ startsInSeconds: 600 })
  const outside = roomPage(await pageOf(room.owner))
  await outside.open(room)
  const inside = liveRoomPage(await pageOf(room.owner))
  await inside.come(room)
  const ana = guestPage(page)
  await ana.open(await invite(room, ANA))
  await ana.prove(ANA.email)
  await ana.expectedAs('Viewer')
  const words = '1 person waits in the lobby: Ana Ruiz.'
  await expect(outside.screen).toContainText(words, { timeout: 15_000 })
  await expect(inside.stage).toContainText(words)

  const bo = guestPage(await pageOf())
  await bo.open(await invite(room, BO))
  await bo.prove(BO.email)
  await expect(inside.stage).toContainText('2 people wait in the lobby: Ana Ruiz and Bo Berg.', { timeout: 15_000 })

  await inside.openSession.click()
  await expect(inside.stage).not.toContainText('lobby', { timeout: 15_000 })
  await expect(outside.screen).not.toContainText('lobby')
})

test('everybody is warned when the hosts have gone, until one is back', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const host = liveRoomPage(await pageOf(room.owner))
  await host.come(room)
  await expect(host.leave).toBeVisible()
  await page.clock.install()
  const guest = guestPage(page)
  const invitation = await invite(room, ANA)
  await guest.open(invitation)
  await guest.prove(invitation.email)
  const ana = liveRoomPage(page)
  await ana.insideAs('Viewer')
  await host.leave.click()
  await expect(ana.person(room.owner.name)).toHaveCount(0)
  await expect(ana.warning).toHaveCount(0)
  await page.clock.fastForward(65_000)
  await expect(ana.warning).toHaveText(/^No host is here\. The session ends at .+ unless one comes back\.$/)
  await host.come(room)
  await expect(ana.warning).toHaveCount(0)
})

test('a locked room is asked to be let into, from its own page too', async ({ pageOf, newRoom, site }) => {
  const room = await newRoom({ open: true, forAll: true })
  const host = peoplePanel(await pageOf(room.owner))
  await host.open(room)
  const member = roomPage(await pageOf(site.person('student')))
  await member.open(room)
  await expect(member.enter).toBeVisible()
  await host.lock.click()
  await expect(member.ask).toBeVisible()
  await expect(member.screen).toContainText('The room is locked.')
  await host.lock.click()
  await expect(member.enter).toBeVisible()
})

test('whoever switches the sound off has it off after a reload', async ({ device, newRoom }) => {
  const room = await newRoom({ open: true })
  const context = await device({ as: room.owner })
  const host = peoplePanel(await context.newPage())
  await host.open(room)
  await host.lock.click()
  await expect(host.sound).toHaveAttribute('aria-pressed', 'true')
  await host.sound.click()
  await host.open(room)
  await expect(host.sound).toHaveAttribute('aria-pressed', 'false')
})
