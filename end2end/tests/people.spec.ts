import type { Page } from '@playwright/test'
import { guestPage } from '../pages/guest-page'
import { peoplePanel } from '../pages/people-panel'
import { alive, expect, test, type Invitation } from '../fixtures/app'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }

/** Goes to the door of an open session. */
async function comeToTheDoor(page: Page, invitation: Invitation) {
  const guest = guestPage(page)
  await guest.open(invitation)
  await guest.prove(invitation.email)
}

async function goIn(page: Page, invitation: Invitation) {
  await comeToTheDoor(page, invitation)
  await page.waitForURL(/\/live\?/)
  const people = peoplePanel(page)
  await people.show()
  return people
}

test('a raised hand leads to the stage, and down again', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  const bo = await goIn(await pageOf(), await invite(room, BO))
  const host = peoplePanel(await pageOf(room.owner))
  await host.open(room)
  await expect(ana.hand).toHaveAttribute('aria-pressed', 'false')
  await bo.hand.click()
  await ana.hand.click()
  await expect(ana.hand).toHaveAttribute('aria-pressed', 'true')
  for (const someone of [host, ana]) await someone.shows('Raised hands', ['Bo Berg', 'Ana Ruiz'])
  await host.choose('Bo Berg', 'Bring to stage')
  await host.shows('On stage', ['Bo Berg', room.owner.name])
  await expect(ana.stage).toContainText('Bo Berg')
  await expect(bo.hand).toHaveAttribute('aria-pressed', 'false')
  await host.choose('Ana Ruiz', 'Lower hand')
  await expect(ana.hand).toHaveAttribute('aria-pressed', 'false')
  await host.shows('Viewers', ['Ana Ruiz'])
  await bo.stepOff.click()
  await expect(ana.stage).not.toContainText('Bo Berg')
  await expect(bo.stepOff).toHaveCount(0)
})

test('a moderator who came by a link manages people, but no host', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const host = peoplePanel(await pageOf(room.owner))
  await host.open(room)
  const bo = await goIn(await pageOf(), await invite(room, BO))
  const ana = await goIn(page, await invite(room, { ...ANA, type: 'Moderator' }))
  await expect(ana.menu(room.owner.name)).toHaveCount(0)
  await expect(bo.menu('Ana Ruiz')).toHaveCount(0)
  await ana.choose('Bo Berg', 'Make speaker')
  await bo.says('You are now a speaker.')
  await expect(host.stage).toContainText('Bo Berg')
  await expect(ana.menu('Bo Berg'), 'the focus goes along').toBeFocused()
})

test('a locked room lets new viewers wait, and in when somebody admits them', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const host = peoplePanel(await pageOf(room.owner))
  await host.open(room)
  await host.lock.click()
  await expect(host.lock).toHaveAttribute('aria-pressed', 'true')
  await expect(host.locked).toBeVisible()
  await comeToTheDoor(page, await invite(room, ANA))
  await expect(page.getByRole('heading', { name: 'You will be let in soon' })).toBeVisible()
  await host.says('Ana Ruiz waits to be let in.')
  await expect(host.waiting).toHaveCount(1)
  await expect(host.waiting).toContainText('Ana Ruiz')
  await host.tellWaiting('One moment, we are nearly there')
  await expect(page.getByText('One moment, we are nearly there')).toBeVisible({ timeout: 2_000 })
  await page.reload()
  await alive(page)
  await expect(page.getByText('One moment, we are nearly there')).toBeVisible()
  await expect(host.waiting).toHaveCount(1)
  await host.admit('Ana Ruiz')
  await page.waitForURL(/\/live\?/)
  await expect(host.waiting).toHaveCount(0)
  await host.shows('Viewers', ['Ana Ruiz'])
})

test('who is declined reads why, and unlocking lets everybody in', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const host = peoplePanel(await pageOf(room.owner))
  await host.open(room)
  await host.lock.click()
  await expect(host.locked).toBeVisible()
  const bosPage = await pageOf()
  await comeToTheDoor(page, await invite(room, ANA))
  await comeToTheDoor(bosPage, await invite(room, BO))
  await expect(host.waiting).toHaveCount(2)
  await host.decline('Ana Ruiz')
  await guestPage(page).refusedWith('You were not let in.')
  await host.lock.click()
  await bosPage.waitForURL(/\/live\?/)
  await page.waitForURL(/\/live\?/)
  await expect(host.locked).toBeHidden()
})
