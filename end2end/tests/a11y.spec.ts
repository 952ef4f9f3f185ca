// Every screen in every state, as axe sees it. What axe cannot see, the other specs do: names, focus, keys.
import type { BrowserContext, Page } from '@playwright/test'
import { chatPanel } from '../pages/chat-panel'
import { guestPage } from '../pages/guest-page'
import { invitationsPage } from '../pages/invitations-page'
import { inviteWindow } from '../pages/invite-window'
import { liveRoomPage } from '../pages/live-room-page'
import { roomForm } from '../pages/room-form'
import { roomPage } from '../pages/room-page'
import { signInPage } from '../pages/sign-in-page'
import { seeAccessible } from '../fixtures/accessible'
import { alive, expect, test as base, visit, type Person } from '../fixtures/app'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

const test = base.extend<{ inspectedPage: (person?: Person) => Promise<Page> }>({
  inspectedPage: async ({ device }, use) => {
    await use(async (person) => {
      const context: BrowserContext = await device({ as: person, inspected: true, reducedMotion: 'reduce' })
      return context.newPage()
    })
  },
})

test.describe.configure({ timeout: 180_000 })

test('signing in and the account', async ({ inspectedPage, site }) => {
  const page = await inspectedPage()
  const form = signInPage(page)
  await form.open()
  await seeAccessible(page, 'sign-in page')
  await form.signIn({ email: 'nobody@example.org', password: 'wrong' })
  await expect(form.problem).toBeVisible()
  await seeAccessible(page, 'sign-in page with an error')

  const owner = site.person('owner')
  const signedIn = await inspectedPage(owner)
  await visit(signedIn, '/account')
  await seeAccessible(signedIn, 'account')
  await signedIn.getByRole('button', { name: `${owner.name}, account menu` }).click()
  await expect(signedIn.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  await seeAccessible(signedIn, 'account menu')
  await visit(signedIn, '/nothing-here')
  await seeAccessible(signedIn, 'page not found')
})

test('the lists of rooms and the form', async ({ inspectedPage, site }) => {
  const page = await inspectedPage(site.person('owner'))
  await visit(page, '/rooms')
  await seeAccessible(page, 'rooms')
  const form = roomForm(page)
  await form.openNew()
  await seeAccessible(page, 'new room')
  await form.addHost.pressSequentially('priya')
  await expect(form.people).toBeVisible()
  await seeAccessible(page, 'new room, suggestions')
  await form.people.getByRole('option', { name: /Priya Raman/ }).click()
  await form.timeZone.fill('Mars/Olympus')
  await form.create.click()
  await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
  await seeAccessible(page, 'new room with errors and a host')

  const newcomer = await inspectedPage(await site.newPerson('Neo', 'New', 'private_only'))
  await visit(newcomer, '/rooms')
  await seeAccessible(newcomer, 'rooms of a newcomer')
})

test('a room’s page and its windows', async ({ inspectedPage, newRoom, invite, site }) => {
  const room = await newRoom({ forAll: true, title: `${LONG} and its friends`, speakers: [LONG], description: `${LONG}. ${LONG}.` })
  const page = await inspectedPage(room.owner)
  const media = roomPage(page)
  await media.open(room)
  await seeAccessible(page, 'media page')
  await media.menuButton.click()
  await expect(media.menu).toBeVisible()
  await seeAccessible(page, 'media page, menu')
  await media.item('Reschedule').click()
  await expect(media.reschedule).toBeVisible()
  await seeAccessible(page, 'reschedule')
  await page.keyboard.press('Escape')

  await media.choose('Invite users')
  const window = inviteWindow(page)
  await seeAccessible(page, 'invite window')
  await window.typeAddress('fischer')
  await expect(window.options.first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await seeAccessible(page, 'invite window, suggestions')
  await page.keyboard.press('Escape')
  await window.generate.click()
  await expect(window.email).toHaveAttribute('aria-invalid', 'true')
  await seeAccessible(page, 'invite window with errors')
  await page.keyboard.press('Escape')
  await expect(window.discard).toBeVisible()
  await seeAccessible(page, 'question before what was typed is lost')
  await page.keyboard.press('Escape')
  await invite(room, ANA)
  await window.fill({ ...ANA, type: 'Speaker' })
  await window.generate.click()
  await expect(window.alreadyInvited).toBeVisible()
  await seeAccessible(page, 'invite window, already invited')
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    document.execCommand = () => false
  })
  await window.showExisting.click()
  await window.linkIsReadyFor('Ana Ruiz')
  await seeAccessible(page, 'link ready')
  await window.copy.click()
  await expect(page.getByText('The browser did not let it be copied.')).toBeVisible()
  await seeAccessible(page, 'link that could not be copied')
  await window.done.click()

  await media.choose('Delete room')
  await expect(media.deleted).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await seeAccessible(page, 'deleted room with its toast')
  await media.undo()
  await expect(media.deleted).toBeHidden()

  const student = await inspectedPage(site.person('student'))
  await roomPage(student).open(room)
  await seeAccessible(student, 'media page of a member')
})

test('a room’s page while its session is open and after', async ({ inspectedPage, newRoom }) => {
  const room = await newRoom({ open: true })
  const page = await inspectedPage(room.owner)
  const media = roomPage(page)
  await media.open(room)
  await seeAccessible(page, 'media page, open')
  await media.choose('Delete room')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await seeAccessible(page, 'question before an open room is deleted')
  await page.keyboard.press('Escape')
  await media.endSession()
  await media.seenAs('The session has ended')
  await seeAccessible(page, 'media page, ended')
})

test('the list of invitations', async ({ inspectedPage, newRoom, invite, hostAs }) => {
  const room = await newRoom()
  const page = await inspectedPage(room.owner)
  const list = invitationsPage(page)
  await list.open(room)
  await seeAccessible(page, 'no invitations')
  await invite(room, { ...ANA, type: 'Speaker' })
  const gone = await invite(room, { email: `${'long'.repeat(12)}@guests.example`, first: LONG.slice(0, 40), last: LONG.slice(0, 60), type: 'Moderator' })
  await (await hostAs(room.owner)).remove(gone)
  await list.open(room)
  await expect(list.rows).toHaveCount(2)
  await seeAccessible(page, 'invitations')
  await page.getByRole('button', { name: 'More actions for Ana Ruiz' }).click()
  await seeAccessible(page, 'invitations, menu')
  await page.keyboard.press('Escape')
  await list.choose('Ana Ruiz', 'New link')
  await seeAccessible(page, 'question before a new link')
  await list.confirm('Make a new link')
  await expect(list.shownLink).toBeVisible()
  await seeAccessible(page, 'new link')
})

test('what a guest meets before the door', async ({ inspectedPage, newRoom, invite, hostAs }) => {
  const room = await newRoom({ title: LONG, speakers: ['Dr. Moss', LONG], description: `What to expect: ${LONG}` })
  const invitation = await invite(room, { ...ANA, type: 'Speaker' })
  const page = await inspectedPage()
  const guest = guestPage(page)
  await guest.open(invitation)
  await seeAccessible(page, 'lobby')
  await guest.help.click()
  await seeAccessible(page, 'lobby with its help')
  await guest.prove('somebody@else.example')
  await expect(guest.address).toHaveAttribute('aria-invalid', 'true')
  await seeAccessible(page, 'lobby, wrong address')
  await guest.prove(ANA.email)
  await guest.expectedAs('Speaker')
  await seeAccessible(page, 'waiting')

  const second = await inspectedPage()
  await guestPage(second).open(invitation)
  await guestPage(second).refusedWith('This link is already used on another device.')
  await seeAccessible(second, 'refused: used elsewhere')

  const locked = await invite(room, { email: 'bo@guests.example', first: 'Bo', last: 'Berg' })
  await guestPage(second).open(locked)
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    await guestPage(second).prove(`somebody${wrong}@else.example`)
    if (wrong < 5) await expect(guestPage(second).address).toHaveAccessibleDescription(new RegExp(`${5 - wrong} tries are|One try is`))
  }
  await guestPage(second).refusedWith('Too many wrong addresses were entered.')
  await seeAccessible(second, 'refused: locked')

  const host = await hostAs(room.owner)
  const third = await invite(room, { email: 'chloe@guests.example', first: 'Chloé', last: 'Zorn' })
  const replacing = await host.newLink(third)
  await guestPage(second).open(third)
  await guestPage(second).refusedWith('A newer link has been made for you.')
  await seeAccessible(second, 'refused: replaced')
  await host.openSession(room)
  await guestPage(second).open(replacing)
  await expect(guestPage(second).enter).toBeVisible()
  await seeAccessible(second, 'lobby, open')
  await host.remove(third)
  await guestPage(second).refusedWith('The invitation has been removed.')
  await seeAccessible(second, 'refused: removed')
  await visit(second, '/i/no-such-link')
  await seeAccessible(second, 'refused: unknown')

  await liveRoomPage(page).insideAs('Speaker')
  await liveRoomPage(page).leave.click()
  await expect(guest.comeBack).toBeVisible()
  await alive(page)
  await seeAccessible(page, 'left')
  await host.deleteRoom(room)
  await guest.refusedWith('The room has been deleted.')
  await seeAccessible(page, 'refused: deleted')
})

test('inside the room', async ({ inspectedPage, newRoom, invite, site }) => {
  const room = await newRoom({ open: true, title: LONG, forAll: true })
  const guestsPage = await inspectedPage()
  await guestPage(guestsPage).open(await invite(room, ANA))
  await guestPage(guestsPage).prove(ANA.email)
  const ana = liveRoomPage(guestsPage)
  await ana.insideAs('Viewer')
  await seeAccessible(guestsPage, 'inside, viewer')

  const page = await inspectedPage(room.owner)
  const host = liveRoomPage(page)
  await host.open(room)
  await seeAccessible(page, 'inside, host')
  await host.menu('Ana Ruiz').click()
  await seeAccessible(page, 'inside, menu of a participant')
  await page.getByRole('menuitem', { name: 'Make speaker' }).click()
  await expect(ana.news).toBeVisible()
  await seeAccessible(guestsPage, 'inside, promoted')
  await seeAccessible(page, 'inside, host, with a speaker and a toast')
  await host.menu('Ana Ruiz').click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await seeAccessible(page, 'question before somebody is removed')
  await page.keyboard.press('Escape')
  await host.end()
  await expect(guestsPage.getByRole('heading', { level: 1, name: 'The session has ended.' })).toBeVisible()
  await seeAccessible(guestsPage, 'refused: ended')

  const waiting = await newRoom({ forAll: true })
  const student = await inspectedPage(site.person('student'))
  await liveRoomPage(student).come(waiting)
  await guestPage(student).expectedAs('Viewer')
  await seeAccessible(student, 'member waiting')
})

test('words that do not break by themselves', async ({ inspectedPage, pageOf, newRoom, invite }) => {
  const room = await newRoom({
    open: true,
    title: 'Rindfleischetikettierungsüberwachungsaufgaben and more',
    description: 'See https://example.org/a/very/long/address/that/does/not/break/by/itself/anywhere/at/all for more.',
    speakers: ['Dr. Maximiliana Featherstonehaugh-Wolfeschlegelsteinhausenbergerdorff'],
  })
  const invitation = await invite(room, {
    email: 'maximiliana.featherstonehaugh-wolfeschlegelstein@guests.example',
    first: 'Maximiliana',
    last: 'Featherstonehaugh-Wolfeschlegelstein',
    type: 'Speaker',
  })
  const page = await inspectedPage(room.owner)
  await visit(page, '/rooms')
  await seeAccessible(page, 'rooms, long words')
  await roomPage(page).open(room)
  await seeAccessible(page, 'media page, long words')
  await invitationsPage(page).open(room)
  await seeAccessible(page, 'invitations, long words')

  const guestsPage = await pageOf()
  await guestPage(guestsPage).open(invitation)
  await guestPage(guestsPage).prove(invitation.email)
  await liveRoomPage(guestsPage).insideAs('Speaker')
  await liveRoomPage(page).open(room)
  await expect(liveRoomPage(page).stage).toContainText('Maximiliana')
  await seeAccessible(page, 'inside, long words')
})

test('the chat and the backchannel', async ({ inspectedPage, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const page = await inspectedPage(room.owner)
  await liveRoomPage(page).open(room)
  const host = chatPanel(page)
  await host.show()
  await seeAccessible(page, 'chat, empty')
  const guestsPage = await inspectedPage()
  const ana = chatPanel(guestsPage)
  await guestPage(guestsPage).open(await invite(room, ANA))
  await guestPage(guestsPage).prove(ANA.email)
  await ana.show()
  await ana.write('A question about https://example.org/a/very/long/address/that/does/not/break/anywhere/at/all')
  await host.reply('A question', 'An answer')
  await host.choose('A question', 'Pin')
  await ana.like('An answer').click()
  await expect(host.like('An answer')).toContainText('1')
  await seeAccessible(page, 'chat, host')
  await seeAccessible(guestsPage, 'chat, viewer')
  await chatPanel(page, 'Backchannel').show()
  await seeAccessible(page, 'backchannel, empty')
})
