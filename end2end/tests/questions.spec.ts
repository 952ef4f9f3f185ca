import type { Page } from '@playwright/test'
import { seeAccessible } from '../fixtures/accessible'
import { alive, expect, test, type Invitation, type Room } from '../fixtures/app'
import { guestPage } from '../pages/guest-page'
import { liveRoomPage } from '../pages/live-room-page'
import { questionsTab } from '../pages/questions-tab'
import { toasts } from '../pages/toasts'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }

async function goIn(page: Page, invitation: Invitation) {
  const guest = guestPage(page)
  await guest.open(invitation)
  await guest.prove(invitation.email)
  await page.waitForURL(/\/live\?/)
  await alive(page)
  const questions = questionsTab(page)
  await questions.open()
  return questions
}

async function goInAsHost(page: Page, room: Room) {
  await liveRoomPage(page).open(room)
  const questions = questionsTab(page)
  await questions.open()
  return questions
}

test('a question is asked, voted for and answered, and its asker is told', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  await expect(ana.panel.getByText('Nobody has asked anything yet.')).toBeVisible()
  const bosPage = await pageOf()
  const bo = await goIn(bosPage, await invite(room, BO))
  const host = await goInAsHost(await pageOf(room.owner), room)

  await ana.ask('Why is the sky blue?')
  await expect(ana.input).toHaveValue('')
  await expect(ana.input, 'one may go on asking').toBeFocused()
  await bo.vote('sky').click()
  await expect(bo.vote('sky')).toHaveAttribute('aria-pressed', 'true')
  await expect(host.card('sky')).toContainText('1 vote')
  await expect(ana.card('sky')).toContainText('1 vote')
  await expect(ana.vote('sky'), 'nobody votes for themselves').toHaveCount(0)
  await bo.vote('sky').click()
  await expect(ana.card('sky')).toContainText('0 votes')

  await host.answer('sky', 'Short waves scatter more.')
  await expect(host.answerButton('sky'), 'the focus goes back').toBeFocused()
  await toasts(page).says(`${room.owner.name} has answered your question.`)
  for (const someone of [ana, bo, host]) {
    await expect(someone.card('sky')).toContainText('Short waves scatter more.')
    await expect(someone.card('sky').getByText('Answered', { exact: true })).toBeVisible()
  }
  await page.reload()
  await alive(page)
  await ana.open()
  await expect(ana.card('sky')).toContainText('Short waves scatter more.')
})

test('what is private stays between the asker and those who answer', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  const bosPage = await pageOf()
  const bo = await goIn(bosPage, await invite(room, BO))
  const host = await goInAsHost(await pageOf(room.owner), room)

  await ana.ask('Is my grade safe?', 'privately')
  await expect(host.card('grade').getByText('Private')).toBeVisible()
  await host.answer('grade', 'It is.', 'privately')
  await expect(ana.card('grade')).toContainText('It is.')
  await expect(bo.cards).toHaveCount(0)
  await bosPage.reload()
  await alive(bosPage)
  await bo.open()
  await expect(bo.cards).toHaveCount(0)

  await host.answer('grade', 'Everybody’s is.', 'publicly')
  await expect(bo.card('grade')).toContainText('Everybody’s is.')
  await expect(bo.card('grade')).not.toContainText('It is.')
  await expect(ana.card('grade')).toContainText('It is.')

  await host.privateOnly.click()
  await expect(host.privateOnly).toHaveAttribute('aria-checked', 'true')
  await expect(ana.panel.getByText('Only moderators, speakers and hosts will read it.')).toBeVisible()
  await ana.input.fill('And this one?')
  await ana.input.press('Enter')
  await expect(ana.card('And this one?').getByText('Private')).toBeVisible()
  await expect(bo.cards).toHaveCount(1)
})

test('a dismissal can be undone, and one’s own question withdrawn', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  const bo = await goIn(await pageOf(), await invite(room, BO))
  const hostsPage = await pageOf(room.owner)
  const host = await goInAsHost(hostsPage, room)

  await ana.ask('Where is lunch?')
  await expect(bo.card('lunch')).toBeVisible()
  await host.does('lunch', 'Dismiss')
  await expect(bo.cards).toHaveCount(0)
  await expect(ana.card('lunch').getByText('Dismissed')).toBeVisible()
  await toasts(hostsPage).undo()
  await expect(bo.card('lunch')).toBeVisible()
  await expect(ana.card('lunch').getByText('Dismissed')).toHaveCount(0)

  await ana.withdraw('lunch')
  for (const someone of [ana, bo, host]) await expect(someone.cards).toHaveCount(0)
})

test('the list is sorted and filtered, the choice stays, and so does the focus', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  const host = await goInAsHost(await pageOf(room.owner), room)
  await ana.ask('First?')
  await ana.ask('Second?')
  await host.ask('Third?')
  await expect(ana.cards).toHaveCount(3)
  await ana.show('Newest')
  await expect(ana.cards.first()).toContainText('Third?')
  await host.answerButton('First?').click()
  await host.answerInput.fill('An answer in the ma')

  await ana.show('Most votes')
  await expect(ana.cards.first()).toContainText('First?')
  await ana.vote('Third?').focus()
  await page.keyboard.press('Enter')
  await expect(ana.cards.first(), 'a vote moves it up').toContainText('Third?')
  await expect(ana.vote('Third?'), 'and the focus with it').toBeFocused()
  await expect(host.answerInput).toBeFocused()
  await expect(host.answerInput).toHaveValue('An answer in the ma')

  await host.does('Second?', 'Mark as answered')
  await toasts(page).says('Your question has been answered.')
  await ana.show('Unanswered')
  await expect(ana.card('Second?')).toHaveCount(0)
  await ana.show('Mine')
  await expect(ana.cards).toHaveCount(2)

  await ana.show('Newest')
  await page.reload()
  await alive(page)
  await ana.open()
  await expect(ana.cards.first()).toContainText('Third?')
})

test('the tab counts what is new while another one is in sight', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  const hostsPage = await pageOf(room.owner)
  const host = await goInAsHost(hostsPage, room)
  await hostsPage.getByRole('tab', { name: /^People/ }).click()
  await ana.ask('One?')
  await ana.ask('Two?')
  await expect(host.tab).toContainText('2 new')
  await host.open()
  await expect(host.tab).not.toContainText('new')
  await page.getByRole('tab', { name: /^People/ }).click()
  await host.answer('One?', 'Yes.')
  await expect(ana.tab).toContainText('1 new')
})

test('what was written while the server is away arrives when it is back, once', async ({ page, newRoom, invite, site, expected }) => {
  expected.push(/net::ERR_/)
  const room = await newRoom({ open: true })
  const ana = await goIn(page, await invite(room, ANA))
  await site.goDown()
  await ana.ask('Are you there?')
  await expect(ana.pending).toContainText('Waiting for the connection.')
  await site.comeUp()
  await expect(ana.card('Are you there?')).toHaveCount(1, { timeout: 30_000 })
  await expect(ana.pending).toHaveCount(0)
})

test('the questions can be used by all', async ({ device, newRoom, invite }) => {
  test.setTimeout(180_000)
  const room = await newRoom({ open: true })
  const page = await (await device({ inspected: true, reducedMotion: 'reduce' })).newPage()
  const ana = await goIn(page, await invite(room, { ...ANA, type: 'Moderator' }))
  await seeAccessible(page, 'no questions')
  await ana.ask('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft?')
  await ana.ask('And in private?', 'privately')
  await ana.answer('And in private?', 'In private.', 'privately')
  await ana.does('Donau', 'Dismiss')
  await ana.answerButton('And in private?').click()
  await expect(ana.answerInput).toBeFocused()
  await seeAccessible(page, 'questions')
})
