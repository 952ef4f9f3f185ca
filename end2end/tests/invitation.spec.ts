import type { Page } from '@playwright/test'
import { invitationsPage } from '../pages/invitations-page'
import { inviteWindow } from '../pages/invite-window'
import { roomPage } from '../pages/room-page'
import { expect, test, type Room } from '../fixtures/app'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }

/** The window, opened on the room's page by its menu. */
async function openWindow(page: Page, room: Room) {
  const media = roomPage(page)
  await media.open(room)
  await media.choose('Invite users')
  const window = inviteWindow(page)
  await expect(window.email).toBeFocused()
  return window
}

test.describe('the e-mail field', () => {
  test('suggests people, and the keyboard chooses one', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await expect(window.email).toHaveAttribute('aria-expanded', 'false')
    await window.typeAddress('pri')
    await expect(window.email).toHaveAttribute('aria-expanded', 'true')
    await expect(window.options.first()).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: /suggestions? available\./ })).toBeAttached()
    await expect(window.email, 'nothing is chosen for anybody').not.toHaveAttribute('aria-activedescendant')

    await window.email.fill('')
    await window.typeAddress('priya ram')
    const option = window.options.filter({ hasText: 'Priya Raman' })
    await expect(option).toHaveCount(1)
    await expect(window.options).toHaveCount(1)
    await page.keyboard.press('ArrowDown')
    await expect(option).toHaveAttribute('aria-selected', 'true')
    await expect(window.email).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id')) ?? '')
    await expect(window.email, 'focus stays in the field').toBeFocused()
    await expect(window.email, 'what is typed stays').toHaveValue('priya ram')
    await page.keyboard.press('Enter')
    await expect(window.people).toBeHidden()
    await window.holds({ email: 'co-publisher@example.org', first: 'Priya', last: 'Raman' })
    await expect(window.form, 'Enter chose and sent nothing').toBeVisible()
  })

  test('lets the arrows go round and the caret keys move the caret', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await window.typeAddress('aal')
    await expect(window.options).toHaveCount(8)
    const selected = window.options.and(page.locator('[aria-selected=true]'))
    await page.keyboard.press('ArrowUp')
    await expect(window.options.last()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(window.options.first()).toHaveAttribute('aria-selected', 'true')
    await expect(selected).toHaveCount(1)
    await page.keyboard.press('Home')
    await expect(selected).toHaveCount(0)
    await page.keyboard.type('x')
    await expect(window.email).toHaveValue('xaal')
  })

  test('suggests people to the mouse', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const window = await openWindow(await pageOf(room.owner), room)
    await window.typeAddress('fischer le')
    await window.options.filter({ hasText: 'student@example.org' }).click()
    await expect(window.people).toBeHidden()
    await window.holds({ email: 'student@example.org', first: 'Lena', last: 'Fischer' })
    await expect(window.email).toBeFocused()
  })

  test('asks nothing before three letters', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/people/suggest')) asked.push(request.postData() ?? '')
    })
    const window = await openWindow(page, room)
    await window.typeAddress('le')
    await window.typeAddress('na')
    await expect(window.options.first()).toBeVisible()
    expect(asked.every((body) => /query=\w{3,}/.test(body)), asked.join()).toBe(true)
  })

  test('never lets a late answer overwrite a newer one', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    let letGo = () => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    let isAsked = () => {}
    const asked = new Promise<void>((resolve) => (isAsked = resolve))
    let isThrough = () => {}
    const through = new Promise<void>((resolve) => (isThrough = resolve))
    await page.route('**/api/people/suggest', async (route) => {
      const isFirst = route.request().postData()?.endsWith('query=len')
      if (isFirst) {
        isAsked()
        await held
      }
      // A question that was given up has nobody to answer any more; that is as good as dropped.
      await route.continue().catch(() => {})
      if (isFirst) isThrough()
    })
    const window = await openWindow(page, room)
    await window.typeAddress('len')
    await asked
    await window.typeAddress('a fisch')
    await expect(window.options).toHaveText([/Lena Fischer/])
    letGo()
    await through
    // Whatever is still under way arrives before this does.
    await page.evaluate(() => fetch('/healthz'))
    await expect(window.options).toHaveText([/Lena Fischer/])
    await expect(window.email).toHaveValue('lena fisch')
  })

  test('gives its list away by Escape without closing the window', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await window.typeAddress('lena')
    await expect(window.options.first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(window.people).toBeHidden()
    await expect(window.form).toBeVisible()
    await expect(window.email).toHaveValue('lena')
    await expect(window.email).toBeFocused()
    await expect(window.discard).toBeHidden()

    await page.keyboard.press('Escape')
    await expect(window.discard, 'what was typed is not lost without a question').toBeVisible()
    await expect(window.discard.getByRole('button', { name: 'Keep editing' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(window.discard).toBeHidden()
    await expect(window.email).toHaveValue('lena')
    await page.keyboard.press('Escape')
    await window.discard.getByRole('button', { name: 'Discard' }).click()
    await expect(window.form).toBeHidden()
    await expect(roomPage(page).menuButton).toBeFocused()
  })

  test('stays a field to type in when suggestions cannot be had', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    await page.route('**/api/people/suggest', (route) => route.fulfill({ status: 429, json: { TooMany: { retry_after_seconds: 9 } } }))
    const window = await openWindow(page, room)
    await window.typeAddress('ana')
    await expect(window.form.getByText('No suggestions at the moment.').first()).toBeVisible()
    await window.fill(ANA)
    await window.generate.click()
    await window.linkIsReadyFor('Ana Ruiz')
  })
})

test.describe('the window', () => {
  test('closes at once when nothing was typed, and gives the focus back', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await page.keyboard.press('Escape')
    await expect(window.form).toBeHidden()
    await expect(roomPage(page).menuButton).toBeFocused()
    await roomPage(page).choose('Invite users')
    await window.form.getByRole('button', { name: 'Close' }).click()
    await expect(window.form).toBeHidden()
    await expect(roomPage(page).menuButton).toBeFocused()
  })

  test('keeps the focus inside', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab')
      // The browser's own controls may have it in between; nothing else of the page may.
      const isOutside = await page.evaluate(() => {
        const focused = document.activeElement
        return focused !== null && focused !== document.body && !focused.closest('dialog')
      })
      expect(isOutside, `after ${press + 1} presses of Tab`).toBe(false)
    }
    await expect(window.form).toBeVisible()
  })

  test('says what each invitation type lets people do', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const window = await openWindow(await pageOf(room.owner), room)
    await expect(window.type('Viewer')).toBeChecked()
    await expect(window.type('Viewer')).toHaveAccessibleDescription('Chat, Answer interactions, Q&A')
    await expect(window.type('Moderator')).toHaveAccessibleDescription(/Backchannel.*Initiate interactions.*Q&A/)
    await expect(window.type('Speaker')).toHaveAccessibleDescription(/Backchannel.*interactions.*Q&A/)
  })

  test('takes an unknown address typed in full, and shows the link, selected', async ({ pageOf, newRoom, site }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await window.fill({ ...ANA, type: 'Moderator' })
    await page.keyboard.press('Enter')
    const link = await window.linkIsReadyFor('Ana Ruiz')
    expect(link.startsWith(`${site.url}/i/`)).toBe(true)
    await expect(window.ready).toContainText('Moderator')
    await expect(window.ready).toContainText('It can be used on one device, as often as needed.')
    await expect(window.link).toBeFocused()
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(link)
    await expect(page.getByRole('status').filter({ hasText: 'The link for Ana Ruiz is ready.' })).toBeAttached()
    await window.done.click()
    await expect(window.ready).toBeHidden()
    await expect(roomPage(page).menuButton).toBeFocused()
  })

  test('says beside each field what is wrong, keeps what was typed, and forgets an error once it is mended', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    const typed = { email: 'ana at guests', first: 'Ana', last: ' ', type: 'Speaker' } as const
    await window.fill(typed)
    await window.generate.click()
    await window.seesWrong('email', /exactly one @/)
    await window.seesWrong('last', /Enter a name\./)
    await expect(window.first).not.toHaveAttribute('aria-invalid')
    await expect(window.email).toBeFocused()
    await window.holds(typed)

    await window.email.fill(ANA.email)
    await expect(window.email).not.toHaveAttribute('aria-invalid')
    await window.seesWrong('last', /Enter a name\./)
    await window.last.fill(ANA.last)
    await window.generate.click()
    await window.linkIsReadyFor('Ana Ruiz')
  })

  test('shows what the server refuses and keeps all that was typed', async ({ pageOf, newRoom, site }) => {
    const room = await newRoom()
    const window = await openWindow(await pageOf(room.owner), room)
    const typed = { email: 'ana@blocked.example', first: 'Ana', last: 'Ruiz', type: 'Speaker' } as const
    await window.fill(typed)
    await site.withSetting('blocked_domains', 'blocked.example', async () => {
      await window.generate.click()
      await expect(window.form.getByText(/Addresses of this domain cannot be invited/)).toBeVisible()
      await window.holds(typed)
    })
    await window.email.fill(ANA.email)
    await window.generate.click()
    await window.linkIsReadyFor('Ana Ruiz')
  })

  test('loses nothing when the site cannot be reached', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await window.fill(ANA)
    let isUp = false
    await page.route('**/api/invitations/invite', (route) => (isUp ? route.continue() : route.abort()))
    await window.generate.click()
    await expect(window.form.getByText('The site cannot be reached.')).toBeVisible()
    await window.holds(ANA)
    isUp = true
    await window.generate.click()
    await window.linkIsReadyFor('Ana Ruiz')
  })

  test('Invite another keeps the type and starts afresh', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const window = await openWindow(await pageOf(room.owner), room)
    await window.fill({ ...ANA, type: 'Speaker' })
    await window.generate.click()
    const link = await window.linkIsReadyFor('Ana Ruiz')
    await window.another.click()
    await expect(window.email).toBeFocused()
    await window.holds({ email: '', first: '', last: '', type: 'Speaker' })
    await window.fill({ email: 'bo@guests.example', first: 'Bo', last: 'Berg' })
    await window.generate.click()
    expect(await window.linkIsReadyFor('Bo Berg')).not.toBe(link)
    await expect(window.ready).toContainText('Speaker')
  })

  test('makes one invitation of a double click', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await window.fill(ANA)
    await window.generate.dblclick()
    await window.linkIsReadyFor('Ana Ruiz')
    const list = invitationsPage(await pageOf(room.owner))
    await list.open(room)
    await expect(list.rows).toHaveCount(1)
  })

  test('offers the invitation that an address has already', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    const { link } = await invite(room, ANA)
    const page = await pageOf(room.owner)
    const window = await openWindow(page, room)
    await window.fill({ ...ANA, email: 'ANA.RUIZ@Guests.Example' })
    await window.generate.click()
    await expect(window.alreadyInvited).toContainText('Ana Ruiz is already invited as Viewer.')
    await expect(window.showExisting).toBeFocused()
    await expect(window.form.getByRole('button', { name: /^Change/ })).toHaveCount(0)
    await window.showExisting.click()
    expect(await window.linkIsReadyFor('Ana Ruiz')).toBe(link)
  })

  test('changes the type of an invitation that is there, and its link stays', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    const { link } = await invite(room, ANA)
    const window = await openWindow(await pageOf(room.owner), room)
    await window.fill({ ...ANA, type: 'Speaker' })
    await window.generate.click()
    await window.form.getByRole('button', { name: 'Change to Speaker' }).click()
    expect(await window.linkIsReadyFor('Ana Ruiz')).toBe(link)
    await expect(window.ready).toContainText('Speaker')
  })
})

test.describe('Copy link', () => {
  test('puts the link on the clipboard and says so', async ({ device, newRoom }) => {
    const room = await newRoom()
    const context = await device({ as: room.owner })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    const window = await openWindow(page, room)
    await window.fill(ANA)
    await window.generate.click()
    const link = await window.linkIsReadyFor('Ana Ruiz')
    await expect(window.copy).toHaveText('Copy link')
    await window.copy.click()
    await expect(window.copy).toHaveText('Link copied')
    await expect(window.ready.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  })

  for (const way of ['refuses', 'has no clipboard']) {
    test(`selects the link and says how to copy it when the browser ${way}`, async ({ device, newRoom }) => {
      const room = await newRoom()
      const context = await device({ as: room.owner })
      await context.addInitScript((way) => {
        const refuse = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
        const clipboard = way === 'refuses' ? { writeText: refuse } : undefined
        Object.defineProperty(navigator, 'clipboard', { get: () => clipboard })
        document.execCommand = () => false
      }, way)
      const page = await context.newPage()
      const window = await openWindow(page, room)
      await window.fill(ANA)
      await window.generate.click()
      const link = await window.linkIsReadyFor('Ana Ruiz')
      await window.copy.click()
      await expect(window.ready.getByRole('status').filter({ hasText: 'The browser did not let it be copied.' })).toBeVisible()
      await expect(window.copy).toHaveText('Copy link')
      await expect(window.link).toBeFocused()
      expect(await page.evaluate(() => getSelection()?.toString())).toBe(link)
    })
  }
})

test.describe('the list of invitations', () => {
  test('begins empty, and fills as people are invited', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await expect(page.getByRole('heading', { name: 'Nobody is invited yet' })).toBeVisible()
    await list.invite.click()
    const window = inviteWindow(page)
    await window.fill(ANA)
    await window.generate.click()
    await window.linkIsReadyFor('Ana Ruiz')
    await window.done.click()
    await expect(list.invite).toBeFocused()
    await expect(list.row('Ana Ruiz')).toContainText('Not opened yet')
    await expect(list.count).toHaveText('1 invitation')
  })

  test('is searched and sorted', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    await invite(room, { ...ANA, type: 'Speaker' })
    await invite(room, { email: 'bo@guests.example', first: 'Bo', last: 'Adler' })
    await invite(room, { email: 'chloe@guests.example', first: 'Chloé', last: 'Zorn', type: 'Moderator' })
    const list = invitationsPage(await pageOf(room.owner))
    await list.open(room)
    await expect(list.rows).toHaveText([/Chloé Zorn/, /Bo Adler/, /Ana Ruiz/])
    await list.order.selectOption('Name')
    await expect(list.rows).toHaveText([/Bo Adler/, /Ana Ruiz/, /Chloé Zorn/])
    await list.search.fill('chloe')
    await expect(list.rows).toHaveText([/Chloé Zorn/])
    await expect(list.count).toHaveText('1 of 3 invitations')
    await list.search.fill('speaker')
    await expect(list.rows).toHaveText([/Ana Ruiz/])
  })

  test('copies a link, or shows it where the browser refuses', async ({ device, newRoom, invite }) => {
    const room = await newRoom()
    const { link } = await invite(room, ANA)
    const context = await device({ as: room.owner })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    const list = invitationsPage(page)
    await list.open(room)
    await list.copy('Ana Ruiz').click()
    await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeAttached()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)

    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
      document.execCommand = () => false
    })
    await page.getByRole('button', { name: / of Ana Ruiz$/ }).click()
    await expect(list.shownLink.getByLabel('Invitation link')).toHaveValue(link)
    await expect(list.shownLink.getByLabel('Invitation link')).toBeFocused()
  })

  test('makes a new link after a question, and the old one is dead', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    const { link } = await invite(room, ANA)
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await list.choose('Ana Ruiz', 'New link')
    await list.confirm('Make a new link')
    const shown = list.shownLink.getByLabel('Invitation link')
    await expect(shown).toHaveValue(/\/i\//)
    expect(await shown.inputValue()).not.toBe(link)
    const guest = await pageOf()
    await guest.goto(link)
    await expect(guest.getByRole('heading', { name: 'A newer link has been made for you.' })).toBeVisible()
    await guest.goto(await shown.inputValue())
    await expect(guest.getByRole('heading', { name: 'Confirm your address' })).toBeVisible()
  })

  test('removes an invitation, and Undo and Restore bring it back', async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom()
    await invite(room, ANA)
    const page = await pageOf(room.owner)
    const list = invitationsPage(page)
    await list.open(room)
    await list.choose('Ana Ruiz', 'Remove invitation')
    await list.says('The invitation of Ana Ruiz has been removed.')
    await expect(list.row('Ana Ruiz')).toContainText('Removed')
    await list.undo()
    await list.says('The invitation is back. Its link works again.')
    await expect(list.row('Ana Ruiz')).toContainText('Not opened yet')
    await list.choose('Ana Ruiz', 'Remove invitation')
    await page.getByRole('button', { name: 'Restore the invitation of Ana Ruiz' }).click()
    await expect(list.row('Ana Ruiz')).toContainText('Not opened yet')
  })
})
