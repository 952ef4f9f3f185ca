// The administrator's settings, and what they do to pages that are open.
import { expect, test, visit } from '../fixtures/app'
import { seeAccessible } from '../fixtures/accessible'
import { alive } from '../fixtures/alive'
import { Host } from '../fixtures/host'
import { Site } from '../fixtures/site'
import { guestPage } from '../pages/guest-page'
import { roomPage } from '../pages/room-page'
import { settingsPage } from '../pages/settings-page'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }

// Settings count for a whole site, so these tests have one of their own, and run one after another.
test.describe.configure({ mode: 'serial' })

let site: Site

test.beforeAll(async () => {
  site = await Site.start()
})

test.afterAll(async () => {
  await site.stop()
})

const administrator = () => site.person('administrator')

test('an administrator finds the settings in their menu, and others do not', async ({ device }) => {
  const host = await Host.signIn(site, administrator(), '10.7.0.1')
  const page = await (await device({ baseURL: site.url, storageState: await host.cookies(), inspected: true })).newPage()
  await visit(page, '/rooms')
  await page.getByRole('button', { name: /account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  await alive(page)
  await seeAccessible(page, 'settings')

  const owner = await Host.signIn(site, site.person('owner'), '10.7.0.2')
  const other = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const answer = await other.goto('/admin/settings')
  expect(answer?.status()).toBe(404)
})

test('without JavaScript the page says that nothing can be saved, and sends nothing', async ({ device }) => {
  const host = await Host.signIn(site, administrator(), '10.7.0.9')
  const context = await device({ baseURL: site.url, storageState: await host.cookies(), javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/admin/settings')
  // No query by text looks into this element.
  await expect(page.locator('noscript .notice')).toContainText('Settings are saved with JavaScript')
  await expect(settingsPage(page).save).toBeDisabled()
  await settingsPage(page).early.press('Enter')
  await expect(page).toHaveURL('/admin/settings')
})

test('a blocked domain is warned of, and shuts the page of a guest who waits', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await Host.signIn(site, room.owner, '10.7.0.3')
  const invitation = await owner.invite(room, ANA)
  const guest = guestPage(await (await device({ baseURL: site.url })).newPage())
  await guest.open(invitation)
  await guest.prove(ANA.email)
  await guest.expectedAs('Viewer')

  const host = await Host.signIn(site, administrator(), '10.7.0.4')
  const page = await (await device({ baseURL: site.url, storageState: await host.cookies(), inspected: true })).newPage()
  const settings = settingsPage(page)
  await settings.open()
  await settings.blocked.fill('not a domain')
  await settings.save.click()
  await expect(settings.blocked).toHaveAccessibleDescription(/not is no domain/)
  await settings.blocked.fill('guests.example')
  await settings.save.click()
  await expect(settings.question).toContainText('1 link that is out lets nobody in any more')
  await seeAccessible(page, 'settings: the question')
  await settings.yes.click()
  await expect(settings.saved).toBeVisible()
  await guest.refusedWith('Addresses of this domain are not let in.')

  await settings.blocked.fill('')
  await settings.save.click()
  await settings.yes.click()
  await expect(settings.saved).toBeVisible()
  await guest.expectedAs('Viewer')
})

test('the menu of an open room page follows the module by itself', async ({ device }) => {
  const room = await site.newRoom()
  const owner = await Host.signIn(site, room.owner, '10.7.0.5')
  const media = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const room_ = roomPage(media)
  await room_.open(room)
  await room_.menuButton.click()
  await expect(media.getByRole('menuitem', { name: 'Invite users' })).toBeVisible()
  await media.keyboard.press('Escape')

  const host = await Host.signIn(site, administrator(), '10.7.0.6')
  const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
  const settings = settingsPage(page)
  await settings.open()
  await settings.module.uncheck()
  await settings.save.click()
  await settings.yes.click()
  await expect(settings.saved).toBeVisible()
  await expect(async () => {
    await room_.menuButton.click()
    const offered = await media.getByRole('menuitem').allTextContents()
    await media.keyboard.press('Escape')
    expect(offered).not.toContain('Invite users')
  }).toPass({ timeout: 10_000 })
  await settings.module.check()
  await settings.save.click()
  await expect(settings.saved).toBeVisible()
})

test('what is typed can be undone, and a second administrator does not overwrite the first', async ({ device }) => {
  const host = await Host.signIn(site, administrator(), '10.7.0.7')
  const context = await device({ baseURL: site.url, storageState: await host.cookies() })
  const [first, second] = [settingsPage(await context.newPage()), settingsPage(await context.newPage())]
  await first.open()
  await second.open()
  await first.early.fill('20')
  await first.undo.click()
  await expect(first.early).toHaveValue('15')
  await first.early.fill('25')
  await first.early.press('Enter')
  await expect(first.saved).toBeVisible()
  await second.blocked.fill('typed.example')
  await second.save.click()
  await expect(second.changedMeanwhile).toBeVisible()
  await expect(second.early).toHaveValue('25')
  await expect(second.blocked).toHaveValue('typed.example')
  await second.keep()
  await expect(second.early).toHaveValue('25')
})

test('an open page shows what another administrator saves, and keeps what is typed', async ({ device }) => {
  const host = await Host.signIn(site, administrator(), '10.7.0.11')
  const context = await device({ baseURL: site.url, storageState: await host.cookies() })
  const [first, page] = [settingsPage(await context.newPage()), await context.newPage()]
  const second = settingsPage(page)
  await first.open()
  await second.open()
  await second.early.fill('35')
  await first.module.uncheck()
  await first.keep()
  // A page that comes back to a network looks at once.
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(second.changedMeanwhile).toBeVisible()
  await expect(second.module).not.toBeChecked()
  await expect(second.early).toHaveValue('35')
  await first.module.check()
  await first.keep()
})

test('a page with something typed is not left without a question', async ({ device }) => {
  const host = await Host.signIn(site, administrator(), '10.7.0.12')
  const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
  const settings = settingsPage(page)
  await settings.open()
  await settings.early.fill('45')
  const goTo = async (name: string) => {
    await page.getByRole('button', { name: /account menu/ }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await goTo('Health')
  await expect(settings.question).toContainText('Leave without saving?')
  await settings.question.getByRole('button', { name: 'Keep editing' }).click()
  await expect(settings.early).toHaveValue('45')
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  expect((await asked).type()).toBe('beforeunload')
  await (await asked).dismiss()
  await goTo('Health')
  await settings.question.getByRole('button', { name: 'Leave' }).click()
  await expect(page).toHaveURL('/admin/health')
  await goTo('Settings')
  await expect(settings.early).not.toHaveValue('45')
  await goTo('Health')
  await expect(page).toHaveURL('/admin/health')
})

test('a name of the site that is typed is not left without a question', async ({ device }) => {
  const host = await Host.signIn(site, administrator(), '10.7.0.13')
  const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
  const settings = settingsPage(page)
  await settings.open()
  const name = page.getByRole('region', { name: 'Site' }).getByLabel('Name of the site')
  const rooms = page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Rooms' })
  await name.fill('Typed')
  await rooms.click()
  await expect(settings.question).toContainText('Leave without saving?')
  await settings.question.getByRole('button', { name: 'Keep editing' }).click()
  await name.fill(' Saved  by now ')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByRole('banner')).toContainText('Saved by now')
  await rooms.click()
  await expect(page).toHaveURL('/rooms')
})

test('the page of health says what needs attention, and where to go', async ({ device, expected }) => {
  // The preview on the page of mails runs nothing, and the browser says so.
  expected.push(/frame is sandboxed/, /Failed to execute 'postMessage'/)
  const host = await Host.signIn(site, administrator(), '10.7.0.8')
  const page = await (await device({ baseURL: site.url, storageState: await host.cookies(), inspected: true })).newPage()
  await visit(page, '/admin/health')
  await expect(page.getByRole('heading', { name: 'Health', level: 1 })).toBeVisible()
  const part = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
  // No mail leaves the sites of these tests, so there is something to look into.
  await expect(part('Mail')).toContainText('Name a mail server')
  await expect(part('Database')).toContainText('SQLite answers')
  await expect(part('Background jobs')).not.toContainText('for too long')
  // The disk is this machine's own, and as full as it is.
  const isFull = (await part('Disk').innerText()).includes('nearly full')
  const verdict = isFull ? 'Something is wrong that people notice.' : 'Something needs attention.'
  await expect(page.getByRole('status').getByText(verdict)).toBeVisible()
  await expect(page.getByRole('row', { name: /session clock/ })).toContainText('None')
  await seeAccessible(page, 'health')
  await page.getByRole('link', { name: 'Open the page of mails' }).click()
  await expect(page.getByRole('heading', { name: 'Mail', level: 1 })).toBeVisible()
})
