// The whole path of a host and of a guest without a mouse.
import type { Locator, Page } from '@playwright/test'
import { guestPage } from '../pages/guest-page'
import { inviteWindow } from '../pages/invite-window'
import { liveRoomPage } from '../pages/live-room-page'
import { roomPage } from '../pages/room-page'
import { expect, test, visit } from '../fixtures/app'

/** Presses Tab until the focus is there; a page on which that takes very long is no page for a keyboard. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab') {
  await expect(wanted).toBeVisible()
  for (let press = 0; press < 40; press += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(wanted, 'Tab leads there').toBeFocused()
}

/** Where the focus is can be seen: on the screen, with an outline around it or around what holds it. */
async function seesFocusOn(wanted: Locator) {
  await expect(wanted).toBeFocused()
  await expect(wanted).toBeInViewport()
  const isOutlined = (element: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  }
  const parent = wanted.locator('xpath=..')
  expect((await wanted.evaluate(isOutlined)) || (await parent.evaluate(isOutlined)), `${wanted} is outlined`).toBe(true)
}

test('a host signs in and makes a room', async ({ page, site }) => {
  const { keyboard } = page
  const owner = site.person('owner')

  await visit(page, '/sign-in')
  await expect(page.getByLabel('Email address')).toBeFocused()
  await keyboard.type(owner.email)
  await keyboard.press('Tab')
  await keyboard.type(owner.password)
  await keyboard.press('Enter')
  await page.waitForURL('**/rooms')

  await tabTo(page, page.getByRole('link', { name: 'New room' }))
  await keyboard.press('Enter')
  await page.waitForURL('**/rooms/new')
  await tabTo(page, page.getByLabel('Title'))
  await keyboard.type('By keyboard alone')
  await tabTo(page, page.getByRole('button', { name: 'Create room' }))
  await keyboard.press('Enter')
  const media = roomPage(page)
  await expect(media.title).toHaveText('By keyboard alone')

})

test('a host types the time of a session', async ({ pageOf, newRoom }) => {
  const room = await newRoom({ startsInSeconds: 86_400, endsInSeconds: 90_000 })
  const page = await pageOf(room.owner)
  const { keyboard } = page
  const media = roomPage(page)
  await media.open(room)
  await tabTo(page, media.menuButton)
  await keyboard.press('Enter')
  await expect(media.items.first()).toBeFocused()
  await keyboard.press('r')
  await expect(media.item('Reschedule')).toBeFocused()
  await keyboard.press('Enter')
  const starts = media.reschedule.getByLabel('Starts')
  await expect(starts).toBeFocused()
  // A date field takes its parts one after the other, in the order of the browser's language.
  await keyboard.type('05042027')
  await keyboard.press('ArrowRight')
  await keyboard.type('1530')
  await expect(starts).toHaveValue('2027-05-04T15:30')
  const ends = await media.reschedule.getByLabel('Ends').inputValue()
  expect(ends > '2027-05-04T15:30', `an end that is passed moves along: ${ends}`).toBe(true)
  await tabTo(page, media.reschedule.getByRole('button', { name: 'Reschedule' }))
  await keyboard.press('Enter')
  await media.says('The session has a new time.')
  await expect(media.menuButton).toBeFocused()
})

test('a host invites a guest and opens the door; the guest comes in, is promoted, leaves and comes back', async ({ pageOf, newRoom }) => {
  test.setTimeout(90_000)
  const room = await newRoom({ startsInSeconds: 600 })
  const page = await pageOf(room.owner)
  const { keyboard } = page
  const media = roomPage(page)
  await media.open(room)
  await tabTo(page, media.menuButton)
  await keyboard.press('ArrowDown')
  await expect(media.item('Invite users')).toBeFocused()
  await keyboard.press('Enter')
  const window = inviteWindow(page)
  await expect(window.email).toBeFocused()
  await keyboard.type('ana.ruiz@guests.example')
  await keyboard.press('Tab')
  await expect(window.first).toBeFocused()
  await keyboard.type('Ana')
  await keyboard.press('Tab')
  await keyboard.type('Ruiz')
  await keyboard.press('Tab')
  await expect(window.type('Viewer')).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(window.type('Moderator')).toBeChecked()
  await keyboard.press('ArrowUp')
  await expect(window.type('Viewer')).toBeChecked()
  await keyboard.press('Enter')
  const link = await window.linkIsReadyFor('Ana Ruiz')
  await expect(window.link).toBeFocused()
  await tabTo(page, window.done)
  await keyboard.press('Enter')
  await expect(window.ready).toBeHidden()
  await expect(media.menuButton).toBeFocused()

  const guestsPage = await pageOf()
  const guest = guestPage(guestsPage)
  await guest.open({ link })
  await tabTo(guestsPage, guest.address)
  await guestsPage.keyboard.type('somebody@else.example')
  await guestsPage.keyboard.press('Enter')
  await expect(guest.address).toHaveAttribute('aria-invalid', 'true')
  await guestsPage.keyboard.press('Control+A')
  await guestsPage.keyboard.type('ana.ruiz@guests.example')
  await guestsPage.keyboard.press('Enter')
  await guest.expectedAs('Viewer')

  await tabTo(page, media.openNow, 'Shift+Tab')
  await keyboard.press('Enter')
  const ana = liveRoomPage(guestsPage)
  await tabTo(guestsPage, ana.tab('Chat'))
  await guestsPage.keyboard.press('End')
  await ana.insideAs('Viewer')

  await tabTo(page, media.enter, 'Shift+Tab')
  await keyboard.press('Enter')
  const host = liveRoomPage(page)
  await tabTo(page, host.tab('Chat'))
  await keyboard.press('End')
  await host.insideAs('Host')
  await tabTo(page, host.menu('Ana Ruiz'))
  await keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Bring to stage' })).toBeFocused()
  await keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: 'Make moderator' })).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Make speaker' })).toBeFocused()
  await keyboard.press('Enter')
  await ana.insideAs('Speaker')
  await expect(host.menu('Ana Ruiz')).toBeFocused()

  await tabTo(guestsPage, ana.leave)
  await guestsPage.keyboard.press('Space')
  await expect(guest.comeBack).toBeVisible()
  await tabTo(guestsPage, guest.comeBack)
  await guestsPage.keyboard.press('Enter')
  await ana.insideAs('Speaker')
})

test('a host signs in and invites somebody of the directory, who comes straight in; one sees the focus all along', async ({ page, pageOf, newRoom }) => {
  const room = await newRoom({ open: true })
  const { keyboard } = page
  await visit(page, room.path)
  await seesFocusOn(page.getByLabel('Email address'))
  await keyboard.type(room.owner.email)
  await keyboard.press('Tab')
  await seesFocusOn(page.getByLabel('Password'))
  await keyboard.type(room.owner.password)
  await tabTo(page, page.getByRole('button', { name: 'Sign in' }))
  await seesFocusOn(page.getByRole('button', { name: 'Sign in' }))
  await keyboard.press('Enter')

  const media = roomPage(page)
  await tabTo(page, media.menuButton)
  await seesFocusOn(media.menuButton)
  await keyboard.press('Space')
  await seesFocusOn(media.item('Invite users'))
  await keyboard.press('Enter')
  const window = inviteWindow(page)
  await seesFocusOn(window.email)
  await keyboard.type('fischer le')
  const option = window.options.filter({ hasText: 'Lena Fischer' })
  await expect(option).toHaveCount(1)
  await expect(window.options).toHaveCount(1)
  await keyboard.press('ArrowDown')
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await seesFocusOn(window.email)
  await keyboard.press('Enter')
  await window.holds({ email: 'student@example.org', first: 'Lena', last: 'Fischer' })
  await tabTo(page, window.type('Viewer'))
  await seesFocusOn(window.type('Viewer'))
  await keyboard.press('ArrowUp')
  await expect(window.type('Speaker')).toBeChecked()
  await seesFocusOn(window.type('Speaker'))
  await tabTo(page, window.generate)
  await seesFocusOn(window.generate)
  await keyboard.press('Enter')
  const link = await window.linkIsReadyFor('Lena Fischer')
  await seesFocusOn(window.link)

  const guestsPage = await pageOf()
  const guest = guestPage(guestsPage)
  await guest.open({ link })
  await tabTo(guestsPage, guest.address)
  await seesFocusOn(guest.address)
  await guestsPage.keyboard.type('student@example.org')
  await tabTo(guestsPage, guest.enter)
  await seesFocusOn(guest.enter)
  await guestsPage.keyboard.press('Enter')
  await liveRoomPage(guestsPage).insideAs('Speaker')
})

test('the skip link leads past the header', async ({ pageOf, site }) => {
  const page = await pageOf(site.person('owner'))
  await visit(page, '/rooms')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the page' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('a page that comes without a reload takes the focus to its main part', async ({ pageOf, site }) => {
  const page = await pageOf(site.person('owner'))
  await visit(page, '/rooms')
  await tabTo(page, page.getByRole('link', { name: 'How whales learn to sing' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How whales learn to sing')
  await expect(page.getByRole('main')).toBeFocused()
})
