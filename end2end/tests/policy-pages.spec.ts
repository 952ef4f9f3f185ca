// What a change of policy does to pages that are open: they follow, and nobody has to load them again.
import { expect, test } from '../fixtures/app'
import { Host } from '../fixtures/host'
import { Site, type Person } from '../fixtures/site'
import { entryPage } from '../pages/entry-page'
import { guestLinks } from '../pages/guest-links'
import { guestPage } from '../pages/guest-page'
import { inviteManyPage } from '../pages/invite-many-page'
import { inviteWindow } from '../pages/invite-window'
import { invitationsPage } from '../pages/invitations-page'
import { liveRoomPage } from '../pages/live-room-page'
import { settingsPage } from '../pages/settings-page'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }
const SWITCHED_OFF = 'Inviting to rooms is switched off on this site.'

// Settings count for a whole site, so these tests have one of their own, and run one after another.
test.describe.configure({ mode: 'serial' })

// Another program changes the settings here: the site's pages hear of it within some seconds.
const soon = expect.configure({ timeout: 15_000 })

let site: Site
let people = 0

test.beforeAll(async () => {
  site = await Site.start()
})

test.afterAll(async () => {
  await site.stop()
})

/** Somebody who acts behind the scenes. */
function hostAs(person: Person): Promise<Host> {
  people += 1
  return Host.signIn(site, person, `10.11.0.${people}`)
}

test('the page of invitations offers what may be done by now', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await hostAs(room.owner)
  await owner.invite(room, ANA)
  const page = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const list = invitationsPage(page)
  await list.open(room)
  await expect(list.invite).toBeVisible()
  await expect(list.copy('Ana Ruiz')).toBeVisible()
  await site.withSetting('invite_to_media', 'no', async () => {
    await soon(list.invite).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Invite many' })).toHaveCount(0)
    await expect(list.copy('Ana Ruiz')).toHaveCount(0)
    await expect(list.row('Ana Ruiz')).toBeVisible()
  })
  await soon(list.invite).toBeVisible()
  await expect(list.copy('Ana Ruiz')).toBeVisible()
})

test('a type that may not be given any more leaves nothing chosen in its place', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await hostAs(room.owner)
  await owner.invite(room, { ...ANA, type: 'Speaker' })
  const page = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const list = invitationsPage(page)
  const type = (name: string) => list.typeWindow.getByRole('radio', { name })
  await list.open(room)
  await list.choose('Ana Ruiz', 'Change type…')
  await expect(type('Speaker')).toBeChecked()
  await site.withSetting('owner_gives', 'viewer,moderator', async () => {
    await soon(type('Speaker')).toHaveCount(0)
    for (const name of ['Viewer', 'Moderator']) await expect(type(name)).not.toBeChecked()
    await list.typeWindow.getByRole('button', { name: 'Change type' }).click()
    await expect(list.typeWindow).toContainText('Choose a type.')
  })
  await soon(type('Speaker')).toBeChecked()
  await expect(list.typeWindow).not.toContainText('Choose a type.')
})

test('an open window follows, and keeps what was typed', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await hostAs(room.owner)
  const office = await hostAs(site.person('administrator'))
  const page = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const list = invitationsPage(page)
  await list.open(room)
  await list.invite.click()
  const window = inviteWindow(page)
  await window.fill({ ...BO, type: 'Speaker' })
  await expect(window.sendMail).toBeVisible()
  await office.switchMailOff()
  await expect(window.sendMail).toHaveCount(0)
  await office.saveTemplate('en')
  await expect(window.sendMail).toBeVisible()
  await expect(window.language).toHaveCount(0)
  await office.saveTemplate('de')
  await expect(window.language).toBeVisible()
  await office.switchMailOff('de')
  await expect(window.language).toHaveCount(0)
  await site.withSetting('invite_to_media', 'no', async () => {
    await soon(window.form.getByRole('alert').filter({ hasText: SWITCHED_OFF })).toBeVisible()
    await expect(window.generate).toHaveAttribute('aria-disabled', 'true')
  })
  await soon(window.generate).not.toHaveAttribute('aria-disabled', 'true')
  await window.holds({ ...BO, type: 'Speaker' })
  await window.generate.click()
  await window.linkIsReadyFor('Bo Berg')
})

test('Invite many follows, and keeps the list', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await hostAs(room.owner)
  const page = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const many = inviteManyPage(page)
  await many.open(room)
  await many.paste('Ana Ruiz <ana.ruiz@guests.example>')
  await many.field('First name', 1).fill('Anna')
  await many.field('First name', 1).blur()
  await site.withSetting('invite_to_media', 'no', async () => {
    await soon(page.getByRole('alert').filter({ hasText: SWITCHED_OFF })).toBeVisible()
    await expect(many.invite).toHaveAttribute('aria-disabled', 'true')
  })
  await soon(many.invite).not.toHaveAttribute('aria-disabled', 'true')
  await expect(many.field('First name', 1)).toHaveValue('Anna')
  await many.invite.click()
  await expect(many.title).toHaveText('List of 1 person')
})

test('Invite many judges the rows on screen by the rules of now, and says which', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await hostAs(room.owner)
  const page = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const many = inviteManyPage(page)
  await many.open(room)
  await many.paste('Ana Ruiz <ana.ruiz@guests.example>, Bo Berg <bo.berg+talk@elsewhere.example>')
  await many.field('First name', 1).fill('Anna')
  await many.field('First name', 1).blur()
  await expect(many.advice).toHaveText('All rows are complete.')
  await site.withSetting('blocked_domains', 'guests.example', async () => {
    await soon(many.row(1)).toContainText('Addresses of this domain cannot be invited.')
    await expect(many.field('Email address', 1)).toHaveAccessibleDescription(/Addresses of this domain/)
    await expect(many.advice).toHaveText('1 of 2 needs another look.')
  })
  await soon(many.advice).toHaveText('All rows are complete.')
  await site.withSetting('plus_addresses', 'refused', async () => {
    await soon(many.row(2)).toContainText('Addresses with a plus and a tag cannot be invited on this site.')
    await expect(many.row(1)).not.toContainText('cannot be invited')
  })
  await soon(many.advice).toHaveText('All rows are complete.')
  await expect(many.field('First name', 1)).toHaveValue('Anna')
  await many.invite.click()
  await expect(many.title).toHaveText('List of 2 people')
  await soon(many.outcome).toContainText('2 invited')
})

test('guests who are shut out by a rule are let on by themselves when it is gone', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await hostAs(room.owner)
  const [ana, bo] = [await owner.invite(room, ANA), await owner.invite(room, BO)]
  const newPage = async () => (await device({ baseURL: site.url })).newPage()
  const waiting = guestPage(await newPage())
  await waiting.open(ana)
  await waiting.prove(ANA.email)
  await waiting.expectedAs('Viewer')
  const late = guestPage(await newPage())
  const typing = guestPage(await newPage())
  await typing.open(bo)
  await typing.address.fill('bo.be')
  await site.withSetting('blocked_domains', 'guests.example', async () => {
    await waiting.refusedWith('Addresses of this domain are not let in.')
    // Shut from the start.
    await late.open(bo)
    await late.refusedWith('Addresses of this domain are not let in.')
    await typing.refusedWith('Addresses of this domain are not let in.')
  })
  await waiting.expectedAs('Viewer')
  await late.asksForAddress()
  await typing.asksForAddress()
  await expect(typing.address).toHaveValue('bo.be')

  const second = guestPage(await newPage())
  await second.open(ana)
  await second.refusedWith('This link is already used on another device.')
  await site.withSetting('link_devices', '2', async () => {
    await second.asksForAddress()
  })
})

test('whoever has opened a guest link follows when the site switches them off and on, and finds what was typed', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await hostAs(room.owner)
  const page = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  await invitationsPage(page).open(room)
  const url = await guestLinks(page).make('Newsletter')
  const guest = entryPage(await (await device({ baseURL: site.url })).newPage())
  await guest.open(url)
  await expect(guest.introduce).toBeVisible()
  await guest.first.fill('Ana')
  await guest.last.fill('Ruiz')
  await guest.address.fill('ana@gue')
  await site.withSetting('guest_links', 'no', async () => {
    await guest.refusedWith('This guest link is switched off.')
  })
  await soon(guest.introduce).toBeVisible()
  await expect(guest.first).toHaveValue('Ana')
  await expect(guest.last).toHaveValue('Ruiz')
  await expect(guest.address).toHaveValue('ana@gue')
})

test('a guest who is shut out of the live room comes back in by themselves', async ({ device }) => {
  const room = await site.newRoom({ open: true })
  const owner = await hostAs(room.owner)
  const page = await (await device({ baseURL: site.url })).newPage()
  const guest = guestPage(page)
  await guest.open(await owner.invite(room, ANA))
  await guest.prove(ANA.email)
  await liveRoomPage(page).insideAs('Viewer')
  await site.withSetting('blocked_domains', 'guests.example', async () => {
    await guest.refusedWith('Addresses of this domain are not let in.')
  })
  await soon(liveRoomPage(page).title).toHaveText(room.title)
  await liveRoomPage(page).insideAs('Viewer')
})

test('a host inside is offered what may be given by now, and when the session may be opened', async ({ device }) => {
  const office = await hostAs(site.person('administrator'))
  const settings = settingsPage(await (await device({ baseURL: site.url, storageState: await office.cookies() })).newPage())
  const room = await site.newRoom({ open: true })
  const owner = await hostAs(room.owner)
  const guest = await (await device({ baseURL: site.url })).newPage()
  await guestPage(guest).open(await owner.invite(room, ANA))
  await guestPage(guest).prove(ANA.email)
  await liveRoomPage(guest).insideAs('Viewer')
  const page = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const inside = liveRoomPage(page)
  await inside.open(room)
  await inside.menu('Ana Ruiz').click()
  const make = (type: string) => page.getByRole('menuitem', { name: `Make ${type}` })
  await expect(make('speaker')).toBeVisible()
  await settings.open()
  await settings.grant('Owner', 'Speaker').uncheck()
  await settings.keep()
  await expect(make('speaker')).toHaveCount(0)
  await expect(make('moderator'), 'the menu is still open').toBeVisible()
  await settings.grant('Owner', 'Speaker').check()
  await settings.keep()
  await expect(make('speaker')).toBeVisible()

  const later = await site.newRoom({ startsInSeconds: 1_800 })
  await inside.come(later)
  await expect(inside.early).toBeVisible()
  await settings.early.fill('60')
  await settings.keep()
  await expect(inside.openSession).toBeVisible()
  await expect(inside.early).toHaveCount(0)
})
