import { readFile } from 'node:fs/promises'
import { guestPage } from '../pages/guest-page'
import { invitationsPage } from '../pages/invitations-page'
import { liveRoomPage } from '../pages/live-room-page'
import { roomPage } from '../pages/room-page'
import type { Page } from '@playwright/test'
import { expect, test, type Room } from '../fixtures/app'
import { seeAccessible } from '../fixtures/accessible'
import type { Guest, Invitation } from '../fixtures/host'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }
const CY = { email: 'cy.lim@guests.example', first: 'Cy', last: 'Lim' }

type Invite = (room: Room, guest: Guest) => Promise<Invitation>

async function inviteAll(invite: Invite, room: Room, guests: Guest[] = [ANA, BO, CY]) {
  const all = []
  for (const guest of guests) all.push(await invite(room, guest))
  return all
}

/** A guest has a new phone, and asks for a new link from there. */
async function askForLink(pageOf: () => Promise<Page>, invitation: Invitation) {
  const old = guestPage(await pageOf())
  await old.open(invitation)
  await old.prove(invitation.email)
  await old.expectedAs('Viewer')
  const page = await pageOf()
  await guestPage(page).open(invitation)
  await guestPage(page).askForLink.click()
  await expect(page.getByText(/You asked for a new link at/)).toBeVisible()
}

/** In local time, as the field wants it. */
function inDays(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000)
  return at.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).replace(' ', 'T').slice(0, 16)
}

/** So many days after what an input holds, on the same clock. */
function daysAfter(local: string, days: number): string {
  return new Date(Date.parse(`${local}Z`) + days * 86_400_000).toISOString().slice(0, 16)
}

test.describe('live', () => {
  test('two hosts see at once what the other and the guest do', async ({ pageOf, newRoom, invite, hostAs }) => {
    const room = await newRoom({ open: true })
    const ana = await invite(room, ANA)
    const ones = invitationsPage(await pageOf(room.owner))
    const others = invitationsPage(await pageOf(room.owner))
    await ones.open(room)
    await others.open(room)
    await expect(others.row('Ana Ruiz')).toContainText('Not opened yet')

    await (await hostAs(room.owner)).invite(room, BO)
    await expect(ones.row('Bo Berg')).toBeVisible()
    await expect(others.count).toHaveText('2 invitations')

    const guests = await pageOf()
    await guestPage(guests).open(ana)
    await guestPage(guests).prove(ANA.email)
    await expect(others.row('Ana Ruiz')).toContainText('Inside now')
    await expect(others.row('Ana Ruiz')).toContainText(/In use on Chrome on Linux since/)
    await expect(others.filter('In use')).toHaveText('In use 1')

    await ones.choose('Bo Berg', 'Remove invitation')
    await expect(others.row('Bo Berg')).toContainText('Removed')
    await ones.choose('Ana Ruiz', 'Change type…')
    await ones.typeWindow.getByRole('radio', { name: 'Speaker' }).check()
    await ones.typeWindow.getByRole('button', { name: 'Change type' }).click()
    await ones.says('Ana Ruiz is a Speaker from now on.')
    await expect(others.row('Ana Ruiz')).toContainText('Speaker')
    await liveRoomPage(guests).showPeople()
    await expect(liveRoomPage(guests).myRole).toContainText('Speaker')

    await liveRoomPage(guests).leave.click()
    await expect(others.row('Ana Ruiz')).not.toContainText('Inside now')
    await expect(others.row('Ana Ruiz')).toContainText('Last seen')
  })

  test('keeps the selection, an open menu and the focus while others work', async ({ pageOf, newRoom, invite, hostAs }) => {
    const room = await newRoom()
    const [ana] = await inviteAll(invite, room)
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await list.choice('Bo Berg').check()
    await page.getByRole('button', { name: 'More actions for Cy Lim' }).click()
    const item = page.getByRole('menuitem', { name: 'New link' })
    await expect(item).toBeFocused()
    await (await hostAs(room.owner)).remove(ana)
    await expect(list.row('Ana Ruiz')).toContainText('Removed')
    await expect(item).toBeFocused()
    await expect(list.choice('Bo Berg')).toBeChecked()
    await expect(list.selected).toHaveText('1 selected')
  })
})

test.describe('finding', () => {
  test('search, filter and order stand in the URL', async ({ pageOf, newRoom, invite, hostAs }) => {
    const room = await newRoom()
    const [, bo] = await inviteAll(invite, room)
    await (await hostAs(room.owner)).remove(bo)
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await expect(list.names).toHaveText(['Cy Lim', 'Ana Ruiz', 'Bo Berg'])
    await list.order.selectOption('Name')
    await expect(list.names).toHaveText(['Cy Lim', 'Ana Ruiz', 'Bo Berg'])
    await list.filter('Not opened yet').click()
    await expect(list.names).toHaveText(['Cy Lim', 'Ana Ruiz'])
    await expect(list.filter('Not opened yet')).toBeFocused()
    await expect(list.filter('Not opened yet')).toHaveAttribute('aria-current', 'true')
    await expect(list.count).toHaveText('2 of 3 invitations')
    await list.search.pressSequentially('ana')
    await expect(list.names).toHaveText(['Ana Ruiz'])
    await expect(list.search).toBeFocused()
    await expect(page).toHaveURL(/\?q=ana&filter=not-opened&sort=name$/)
    await expect(list.filter('All')).toHaveText('All 1')

    await page.reload()
    await expect(list.names).toHaveText(['Ana Ruiz'])
    await expect(list.search).toHaveValue('ana')
    await expect(list.order).toHaveValue('name')
    const shared = invitationsPage(await pageOf(room.owner))
    await shared.open(room, '?filter=removed')
    await expect(shared.names).toHaveText(['Bo Berg'])
    await shared.filter('Expired').click()
    await expect(shared.noMatch).toBeVisible()
    await shared.filter('All').click()
    await expect(shared.rows).toHaveCount(3)
  })

  test('reads and filters without JavaScript', async ({ pageOf, newRoom, invite, hostAs }) => {
    const room = await newRoom()
    const [ana] = await inviteAll(invite, room)
    await (await hostAs(room.owner)).remove(ana)
    const page = await pageOf(room.owner, { javaScriptEnabled: false })
    const list = invitationsPage(page)
    await page.goto(`${room.path}/invitations`)
    await list.filter('Removed').click()
    await expect(list.names).toHaveText(['Ana Ruiz'])
    await list.filter('All').click()
    await list.search.fill('berg')
    await list.search.press('Enter')
    await expect(list.names).toHaveText(['Bo Berg'])
  })

  test('is saved as a file with what is shown', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    await inviteAll(invite, room, [ANA, { ...BO, first: '=Bo' }])
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room, '?q=berg')
    const [download] = await Promise.all([page.waitForEvent('download'), list.file.click()])
    expect(download.suggestedFilename()).toMatch(/-invitations\.csv$/)
    const text = await readFile(await download.path(), 'utf8')
    const [headings, ...rows] = text.trim().split('\r\n')
    expect(headings).toContain('"Address"')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toContain('"\'=Bo","Berg","bo.berg@guests.example","Viewer","Not opened yet"')
    expect(rows[0]).toContain('/i/')
  })
})

test.describe('a selection', () => {
  test('is removed and brought back', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    await inviteAll(invite, room)
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await list.choice('Cy Lim').click()
    await list.choice('Ana Ruiz').click({ modifiers: ['Shift'] })
    await expect(list.selected, 'the row between is selected too').toHaveText('3 selected')
    await list.choice('Bo Berg').uncheck()
    await list.bar.getByRole('button', { name: 'Remove', exact: true }).click()
    await list.says('2 invitations have been removed.')
    await expect(list.filter('Removed')).toHaveText('Removed 2')
    await expect(list.selected).toHaveCount(0)
    await list.undo()
    await list.says('2 invitations are back.')
    await expect(list.filter('Removed')).toHaveText('Removed 0')
  })

  test('reaches what is not on screen, and asks before what cannot be taken back', async ({ pageOf, newRoom, invite }) => {
    test.slow()
    const room = await newRoom()
    for (let number = 0; number < 104; number += 1) {
      await invite(room, { email: `guest-${number}@guests.example`, first: `Guest${number}`, last: 'Berg' })
    }
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await expect(list.rows).toHaveCount(100)
    await list.choice('Guest50 Berg').check()
    await list.more.click()
    await expect(list.rows).toHaveCount(104)
    await expect(list.more).toBeHidden()
    await expect(list.selected).toHaveText('1 selected')
    await page.reload()
    await list.allShown.check()
    await expect(list.selected).toHaveText('100 selected')
    await list.bar.getByRole('button', { name: 'Select all 104 that match' }).click()
    await expect(list.selected).toHaveText('104 selected')
    await expect(list.bar).toContainText('4 not on screen')
    await list.chooseForAll('New link')
    await expect(page.getByRole('alertdialog')).toContainText('Make new links for 104 guests?')
    await list.confirm('Make new links')
    await list.says('104 guests have a new link.')

    await list.allShown.check()
    await list.bar.getByRole('button', { name: 'Extend…' }).click()
    await list.extendWindow.getByLabel('Until').fill(inDays(400))
    await list.extendWindow.getByRole('button', { name: 'Save' }).click()
    await expect(list.extendWindow.getByText('Links work for one year at most.')).toBeVisible()
    await list.extendWindow.getByRole('button', { name: '+1 week' }).click()
    await list.extendWindow.getByRole('button', { name: 'Save' }).click()
    await list.says('100 links have a new end.')
  })

  test('is walked by keyboard', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    await inviteAll(invite, room)
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await list.filter('Removed').focus()
    await page.keyboard.press('Tab')
    await expect(list.allShown).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(list.choice('Cy Lim')).toBeFocused()
    await page.keyboard.press('Space')
    await expect(list.selected).toHaveText('1 selected')
    await page.keyboard.press('Shift+Tab')
    await expect(list.bar.getByRole('button', { name: 'Clear selection' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(list.allShown).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(list.copy('Cy Lim')).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
    await expect(page.getByRole('menuitem', { name: 'Remove invitation' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(list.row('Cy Lim')).toContainText('Removed')
    await expect(page.getByRole('button', { name: 'Restore the invitation of Cy Lim' })).toBeFocused()
  })
})

test.describe('the end of a link', () => {
  test('is moved, and sooner is said to be sooner', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    await invite(room, ANA)
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await list.choose('Ana Ruiz', 'Extend…')
    const window = list.extendWindow
    await expect(window).toContainText('It works until')
    await expect(window.getByLabel('Until')).toBeFocused()
    // A day more is what it offers at first.
    const dayMore = await window.getByLabel('Until').inputValue()
    await window.getByRole('button', { name: '+1 week' }).click()
    await expect(window.getByLabel('Until')).toHaveValue(daysAfter(dayMore, 6))
    await window.getByLabel('Until').fill(inDays(0.5))
    await expect(window.getByRole('status').filter({ hasText: 'That is sooner than now' })).toBeVisible()
    await window.getByLabel('Until').fill(inDays(-1))
    await window.getByRole('button', { name: 'Save' }).click()
    await expect(window.getByText('This moment has passed.')).toBeVisible()
    await window.getByLabel('Until').fill(inDays(3))
    await window.getByRole('button', { name: 'Save' }).click()
    await list.says('The link of Ana Ruiz has a new end.')
    await expect(window).toBeHidden()
  })
})

test.describe('where a host can help', () => {
  test('a wrong address is corrected', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    const ana = await invite(room, { ...ANA, email: 'anna.ruiz@guests.example' })
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await expect(list.filter('Needs you')).toHaveText('Needs you 0')
    const guests = await pageOf()
    await guestPage(guests).open(ana)
    await guestPage(guests).prove(ANA.email)
    await expect(list.refused('Ana Ruiz', 'Wrong address')).toContainText(/Wrong address, .*on Chrome on Linux/)
    await expect(list.filter('Needs you')).toHaveText('Needs you 1')
    await list.refused('Ana Ruiz', 'Wrong address').getByRole('button', { name: 'Correct the address… for Ana Ruiz' }).click()
    await expect(list.addressWindow.getByLabel('Email address')).toHaveValue('anna.ruiz@guests.example')
    await list.addressWindow.getByLabel('Email address').fill('ana.ruiz@')
    await list.addressWindow.getByRole('button', { name: 'Correct the address' }).click()
    await expect(list.addressWindow.getByLabel('Email address')).toHaveAttribute('aria-invalid', 'true')
    await list.addressWindow.getByLabel('Email address').fill(ANA.email)
    await list.addressWindow.getByRole('button', { name: 'Correct the address' }).click()
    const link = await list.shownLink.getByLabel('Invitation link').inputValue()
    expect(link).not.toBe(ana.link)
    await list.shownLink.getByRole('button', { name: 'Done' }).click()
    await expect(list.row('Ana Ruiz')).toContainText(ANA.email)
    await expect(list.refused('Ana Ruiz', 'Wrong address')).toHaveCount(0)
    await guestPage(guests).open({ link })
    await guestPage(guests).prove(ANA.email)
    await expect(list.row('Ana Ruiz')).toContainText('In use')
  })

  test('a second device is let in by releasing the first', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom({ open: true })
    const ana = await invite(room, ANA)
    const first = guestPage(await pageOf())
    await first.open(ana)
    await first.prove(ANA.email)
    const list = invitationsPage(await pageOf(room.owner))
    await list.open(room)
    await expect(list.row('Ana Ruiz')).toContainText('Inside now')
    const second = await pageOf()
    await guestPage(second).open(ana)
    await second.evaluate((path) => fetch('/api/join/confirm-address', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: `invitation=${path.split('/').pop()}&address=ana.ruiz%40guests.example`,
    }), ana.path)
    const line = list.refused('Ana Ruiz', 'Used on another device')
    await line.getByRole('button', { name: 'Release device for Ana Ruiz' }).click()
    await list.confirm('Release device')
    await expect(line).toHaveCount(0)
    // Their page follows by itself.
    await expect(guestPage(second).address).toBeEditable()
  })

  test('a request for a new link is answered in one click', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    const [ana, bo] = await inviteAll(invite, room, [ANA, BO])
    await askForLink(pageOf, ana)
    await askForLink(pageOf, bo)
    const page = await pageOf(room.owner)
    await roomPage(page).open(room)
    await page.getByRole('link', { name: '2 guests ask for a new link' }).click()
    const list = invitationsPage(page)
    await expect(list.filter('Needs you')).toHaveAttribute('aria-current', 'true')
    await expect(list.rows).toHaveCount(2)
    await expect(list.row('Ana Ruiz')).toContainText('Asks for a new link since')
    await list.row('Ana Ruiz').getByRole('button', { name: 'Send a new link for Ana Ruiz' }).click()
    await list.says('A mail with a new link is on its way to ana.ruiz@guests.example.')
    await expect(list.row('Ana Ruiz')).toHaveCount(0)
    await list.row('Bo Berg').getByRole('button', { name: 'Dismiss the request of Bo Berg' }).click()
    await expect(list.noMatch).toBeVisible()
    await expect(list.filter('Needs you')).toHaveText('Needs you 0')
  })
})

test('is accessible on a phone and on a desk', async ({ pageOf, newRoom, invite }) => {
  test.slow()
  const room = await newRoom()
  const [ana, , cy] = await inviteAll(invite, room)
  const guests = await pageOf()
  await guestPage(guests).open(cy)
  await guestPage(guests).prove('cy.lin@guests.example')
  await askForLink(pageOf, ana)
  const page = await pageOf(room.owner, { inspected: true })
  const list = invitationsPage(page)
  await list.open(room)
  await expect(list.refused('Cy Lim', 'Wrong address')).toBeVisible()
  await seeAccessible(page, 'the list with requests and refused tries')
  await list.choice('Bo Berg').check()
  await seeAccessible(page, 'a selection')
  await list.bar.getByRole('button', { name: 'Extend…' }).click()
  await seeAccessible(page, 'extend')
  await page.keyboard.press('Escape')
  await list.chooseForAll('Change type…')
  await seeAccessible(page, 'change type')
  await page.keyboard.press('Escape')
  await list.refused('Cy Lim', 'Wrong address').getByRole('button', { name: /^Correct/ }).click()
  await seeAccessible(page, 'correct the address')
  await page.keyboard.press('Escape')
  await list.filter('Declined').click()
  await expect(list.noMatch).toBeVisible()
  await seeAccessible(page, 'no match')
})
