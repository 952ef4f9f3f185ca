// The audit log and what is kept of people: what administrators see of it, live, and what they can do.
import { readFile } from 'node:fs/promises'
import { expect, test, visit } from '../fixtures/app'
import { seeAccessible } from '../fixtures/accessible'
import { alive } from '../fixtures/alive'
import { Host } from '../fixtures/host'
import { Site } from '../fixtures/site'
import { auditPage } from '../pages/audit-page'
import { guestPage } from '../pages/guest-page'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }

// The log is one for a whole site, so these tests have one of their own, and run one after another.
test.describe.configure({ mode: 'serial' })

let site: Site
let owner: Host
let administrator: Host

test.beforeAll(async () => {
  site = await Site.start()
  owner = await Host.signIn(site, site.person('owner'), '10.13.0.1')
  administrator = await Host.signIn(site, site.person('administrator'), '10.13.0.2')
})

test.afterAll(async () => {
  await owner.dispose()
  await administrator.dispose()
  await site.stop()
})

test('an administrator finds the log in their menu, and others do not', async ({ device }) => {
  const room = await site.newRoom({ title: 'Rivers after rain' })
  await owner.invite(room, ANA)
  const context = await device({ baseURL: site.url, storageState: await administrator.cookies(), inspected: true })
  const page = await context.newPage()
  await visit(page, '/rooms')
  await page.getByRole('button', { name: /account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Audit log' }).click()
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible()
  await alive(page)
  const log = auditPage(page)
  await expect(log.newest).toContainText('Invited a guest')
  await expect(log.newest).toContainText('Ana Ruiz <ana.ruiz@guests.example>')
  await expect(log.newest).toContainText('Rivers after rain')
  await seeAccessible(page, 'audit log')

  // By keyboard: an entry opens to what it changed.
  await log.newest.locator('summary').focus()
  await page.keyboard.press('Enter')
  await expect(log.newest.getByRole('row', { name: /Invitation type None Viewer/ })).toBeVisible()
  await expect(log.newest).toContainText('10.13.0.1')
  await seeAccessible(page, 'audit log: an entry')

  const other = await (await device({ baseURL: site.url, storageState: await owner.cookies() })).newPage()
  const answer = await other.goto('/admin/audit')
  expect(answer?.status()).toBe(404)
})

test('what happens comes in at the top, and waits while somebody reads', async ({ device }) => {
  const room = await site.newRoom({ title: 'Dunes' })
  const page = await (await device({ baseURL: site.url, storageState: await administrator.cookies() })).newPage()
  const log = auditPage(page)
  await log.open()
  await owner.invite(room, ANA)
  await expect(log.newest).toContainText('Invited a guest', { timeout: 15_000 })
  await expect(log.newest).toContainText('Dunes')

  const read = log.newest.locator('summary')
  await read.click()
  const before = await read.boundingBox()
  await owner.deleteRoom(room)
  await expect(log.fresh).toBeVisible({ timeout: 15_000 })
  await expect(log.newest).toContainText('Invited a guest')
  expect((await read.boundingBox())?.y, 'nothing has moved').toBe(before?.y)
  await log.fresh.click()
  await expect(log.newest).toContainText('Deleted a room')
  await expect(log.fresh).toBeHidden()
})

test('choices stand in the URL, and lead to a file of the same', async ({ device }) => {
  const page = await (await device({ baseURL: site.url, storageState: await administrator.cookies() })).newPage()
  const log = auditPage(page)
  await log.open()
  await log.what.selectOption({ label: 'Deleted a room' })
  await log.show.click()
  await expect(page).toHaveURL(/what=room_deleted/)
  await expect(log.entries).toHaveCount(1)
  const saving = page.waitForEvent('download')
  await log.file.click()
  const file = await readFile(await (await saving).path(), 'utf8')
  expect(file.trim().split('\r\n')).toHaveLength(2)
  expect(file).toContain('room_deleted')

  await log.search.fill('nobody is called so')
  await log.show.click()
  await expect(page.getByRole('heading', { name: 'Nothing in the log is like that' })).toBeVisible()
  await log.everything.click()
  await expect(log.entries.nth(2)).toBeVisible()
  await expect(log.search).toHaveValue('')
  await page.goBack()
  await expect(log.search).toHaveValue('nobody is called so')
})

test('days are those of the reader’s clock, and stay so for whoever follows the link', async ({ device }) => {
  const room = await site.newRoom({ title: 'Fjords' })
  await owner.invite(room, ANA)
  const storageState = await administrator.cookies()
  const berlin = await (await device({ baseURL: site.url, storageState })).newPage()
  // At every hour it is another day than in UTC in one of them.
  for (const timezoneId of ['Pacific/Kiritimati', 'Pacific/Niue']) {
    const page = await (await device({ baseURL: site.url, storageState, timezoneId })).newPage()
    const log = auditPage(page)
    await log.open()
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: timezoneId })
    const days = log.days(`Days in your time zone, ${timezoneId}`)
    await days.from.fill(today)
    await days.to.fill(today)
    await log.show.click()
    await expect(page).toHaveURL((url) => url.searchParams.get('zone') === timezoneId)
    await page.reload()
    await expect(days.from).toHaveValue(today)
    await expect(log.entry('Invited a guest')).toContainText('Fjords')
    const saving = page.waitForEvent('download')
    await log.file.click()
    expect(await readFile(await (await saving).path(), 'utf8')).toContain('Fjords')

    await visit(berlin, page.url())
    await expect(auditPage(berlin).days(`Days in the time zone ${timezoneId}`).to).toHaveValue(today)
    await expect(auditPage(berlin).entry('Invited a guest')).toContainText('Fjords')
  }
  await auditPage(berlin).everything.click()
  await expect(auditPage(berlin).days('Days in your time zone, Europe/Berlin').from).toHaveValue('')
})

test('the log is read and filtered without JavaScript', async ({ device }) => {
  const page = await (
    await device({ baseURL: site.url, storageState: await administrator.cookies(), javaScriptEnabled: false })
  ).newPage()
  await page.goto('/admin/audit')
  const log = auditPage(page)
  await log.what.selectOption({ label: 'All: Invitations' })
  await log.show.click()
  await expect(log.newest).toContainText('Invited a guest')
  await expect(log.entry('Deleted a room')).toHaveCount(0)
  await log.newest.locator('summary').click()
  await log.newest.getByRole('link', { name: 'Only this room' }).click()
  await expect(page).toHaveURL(/room=/)
})

test('what is kept of a guest is seen, downloaded and erased', async ({ device }) => {
  const room = await site.newRoom({ title: 'Glaciers' })
  const bea = { email: 'bea.lind@guests.example', first: 'Bea', last: 'Lind' }
  const invitation = await owner.invite(room, bea)
  const guest = guestPage(await (await device({ baseURL: site.url })).newPage())
  await guest.open(invitation)
  await guest.prove(bea.email)

  const context = await device({ baseURL: site.url, storageState: await administrator.cookies(), inspected: true })
  const page = await context.newPage()
  await visit(page, '/admin/privacy')
  await page.getByLabel('Email address').fill('no address')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(/exactly one @/)
  await page.getByLabel('Email address').fill('BEA.LIND@guests.example')
  await page.getByLabel('Email address').press('Enter')
  await expect(page.getByRole('row', { name: 'Invitations 1' })).toBeVisible()
  await seeAccessible(page, 'privacy: what is kept')

  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as JSON' }).click()
  const file = JSON.parse(await readFile(await (await saving).path(), 'utf8'))
  expect(file.data.invitations[0].first_name).toBe('Bea')

  await page.getByRole('button', { name: 'Erase this guest' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('This cannot be undone.')
  await seeAccessible(page, 'privacy: the question')
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await page.getByRole('button', { name: 'Erase this guest' }).click()
  await question.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page.getByText('Nothing is kept about bea.lind@guests.example any more.')).toBeVisible()
  await seeAccessible(page, 'privacy: erased')

  const log = auditPage(page)
  await log.open()
  await expect(log.newest).toContainText('Former guest')
  await log.search.fill('bea.lind')
  await log.show.click()
  await expect(page.getByRole('heading', { name: 'Nothing in the log is like that' })).toBeVisible()
})

test('an address is looked for without JavaScript, and stands in no URL', async ({ device }) => {
  const room = await site.newRoom({ title: 'Moraines' })
  await owner.invite(room, { email: 'cai.moor@guests.example', first: 'Cai', last: 'Moor' })
  const page = await (
    await device({ baseURL: site.url, storageState: await administrator.cookies(), javaScriptEnabled: false })
  ).newPage()
  await page.goto('/admin/privacy')
  await page.getByLabel('Email address').fill('no address')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(/exactly one @/)
  await expect(page.getByLabel('Email address')).toHaveValue('no address')
  await page.getByLabel('Email address').fill('cai.moor@guests.example')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByRole('row', { name: 'Invitations 1' })).toBeVisible()
  // No query by text looks into this element.
  await expect(page.locator('.privacy-found noscript p')).toContainText('Erasing needs JavaScript')
  expect(page.url()).not.toContain('cai.moor')
  await page.goto('/admin/privacy')
  await expect(page.getByLabel('Email address')).toHaveValue('')
})

test('the page of a person leads to their data and to what the log says of them', async ({ device }) => {
  const context = await device({ baseURL: site.url, storageState: await administrator.cookies(), inspected: true })
  const page = await context.newPage()
  await visit(page, `/admin/people?q=${encodeURIComponent(site.person('owner').email)}`)
  await page.getByRole('link', { name: site.person('owner').name }).click()
  await expect(page.getByRole('heading', { name: 'Personal data' })).toBeVisible()
  await alive(page)
  await seeAccessible(page, 'people: personal data')
  // What is typed is not lost by it, so nobody is asked.
  page.on('dialog', (dialog) => dialog.dismiss())
  await page.getByLabel('Last name').fill('Typed')
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as JSON' }).click()
  const file = JSON.parse(await readFile(await (await saving).path(), 'utf8'))
  expect(file.address).toBe(site.person('owner').email)
  await page.getByLabel('Last name').fill(site.person('owner').last)

  await page.getByRole('link', { name: 'See or erase it' }).click()
  await expect(page.getByRole('heading', { name: site.person('owner').email })).toBeVisible()
  await expect(page.getByLabel('Email address')).toHaveValue(site.person('owner').email)
  expect(page.url()).toMatch(/\/admin\/privacy\?person=\w+$/)
  await expect(page.getByRole('button', { name: 'Erase this person' })).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'what they did' }).click()
  await expect(page).toHaveURL(/actor=/)
  const log = auditPage(page)
  await expect(log.newest).toContainText(site.person('owner').email)
})
