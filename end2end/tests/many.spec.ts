import { seeAccessible } from '../fixtures/accessible'
import { alive, expect, Host, test } from '../fixtures/app'
import { Site } from '../fixtures/site'
import { inviteManyPage } from '../pages/invite-many-page'
import { invitationsPage } from '../pages/invitations-page'

const MIXTURE = `"Ruiz, Ana" <ana@guests.example>, bo.berg@guests.example; Cy Dee <cy@guests.example>
no address here
ana@guests.example`

/** So many addresses, one a line. */
function addresses(count: number): string {
  return Array.from({ length: count }, (_, number) => `gil.guest${number}@many.example`).join('\n')
}

test('a host pastes a mixture, mends it in its place, and everybody has a result', async ({ pageOf, newRoom, invite }) => {
  const room = await newRoom()
  await invite(room, { email: 'cy@guests.example', first: 'Cyrus', last: 'Dee' })
  const page = await pageOf(room.owner)
  const list = invitationsPage(page)
  await list.open(room)
  await page.getByRole('link', { name: 'Invite many' }).click()
  const many = inviteManyPage(page)
  await expect(many.title).toHaveText('Invite many')
  await many.paste(MIXTURE)

  await expect(many.rowsTitle).toHaveText('5 people')
  await expect(many.rowsTitle).toBeFocused()
  await expect(many.advice).toHaveText('2 of 5 need another look.')
  await expect(many.rows).toHaveCount(2)
  await expect(many.row(4)).toContainText('An address has exactly one @')
  await expect(many.row(5)).toContainText('The same address is in row 1 already.')
  await expect(many.field('Email address', 4)).toHaveAccessibleDescription(/exactly one @/)
  await many.invite.click()
  await many.says('Some rows need another look.')

  await many.field('Email address', 4).fill('dee@guests.example')
  await many.field('First name', 4).fill('Dee')
  await many.field('Last name', 4).fill('Doe')
  await many.field('Last name', 4).blur()
  await many.field('Type', 4).selectOption('Speaker')
  await expect(many.row(4)).not.toContainText('An address has')
  await expect(many.advice).toHaveText('1 of 5 need another look.')
  await many.removeWrong.click()
  await expect(many.rowsTitle).toHaveText('4 people')
  await expect(many.field('First name', 1)).toHaveValue('Ana')
  await expect(many.field('First name', 2)).toHaveValue('Bo')
  await expect(many.row(2)).toContainText('Name guessed from the address')
  await expect(many.row(3)).toContainText('Invited already: Cyrus Dee, Viewer')
  await many.field('Last name', 2).fill('Bergmann')
  await many.field('Last name', 2).blur()
  await many.field('Type', 2).selectOption('Moderator')
  await expect(many.row(2)).not.toContainText('guessed')
  await many.known.getByLabel('Leave their invitations as they are').check()
  await many.invite.click()

  await expect(many.title).toHaveText('List of 4 people')
  await expect(many.outcome).toContainText('3 invited, 1 unchanged', { timeout: 15_000 })
  await expect(many.progress).toHaveAttribute('aria-valuetext', '4 of 4')
  await expect(many.result('Bo Bergmann')).toContainText('Invited')
  await expect(many.result('cy@guests.example')).toContainText('Unchanged')
  const file = await many.download()
  expect(file.text).toMatch(/"Dee","Doe","dee@guests\.example","Speaker","invited","","http[^"]*\/i\//)
  await page.getByRole('link', { name: /^Invitations to/ }).click()
  await expect(list.count).toHaveText('4 invitations')
  await expect(list.row('Bo Bergmann')).toContainText('Moderator')
})

test('a file is read with its columns in any order, and what failed is mended and sent again', async ({ pageOf, newRoom, site }) => {
  const room = await newRoom()
  const page = await pageOf(room.owner)
  const many = inviteManyPage(page)
  await many.open(room)
  await many.choose('people.csv', 'ana@guests.example,Ana,Ruiz\nbo@guests.example,Bo,Berg\n')
  await expect(page.getByText('its first line does not name the columns')).toBeVisible()
  // As an old spreadsheet saves it.
  const old = Buffer.from('Surname;Given name;Type;E-Mail\nM\xfcller;Zo\xeb;speaker;zoe@guests.example\nLi;Bo;;bo@later.example\n', 'latin1')
  await many.choose('people.csv', old)
  await expect(many.rowsTitle).toHaveText('2 people')
  await expect(many.field('Last name', 1)).toHaveValue('Müller')
  await expect(many.field('First name', 1)).toHaveValue('Zoë')
  await expect(many.field('Type', 1)).toHaveValue('speaker')
  // Blocked after it was looked at: the row fails, and tells why.
  await site.withSetting('blocked_domains', 'later.example', async () => {
    await many.invite.click()
    await expect(many.outcome).toContainText('1 invited, 1 failed', { timeout: 15_000 })
  })
  await expect(many.result('bo@later.example')).toContainText('Addresses of this domain cannot be invited')
  await many.filter.selectOption({ label: 'Failed (1)' })
  await expect(many.results).toHaveCount(1)
  await many.mend.click()
  await expect(many.rowsTitle).toHaveText('1 person')
  await expect(many.field('Email address', 1)).toHaveValue('bo@later.example')
  await many.invite.click()
  await expect(many.outcome).toContainText('1 invited', { timeout: 15_000 })
  await many.open(room)
  await expect(many.recent.getByRole('listitem')).toHaveCount(2)
})

test.describe('a long list', () => {
  let site: Site

  test.beforeAll(async () => {
    site = await Site.start()
  })

  test.afterAll(async () => {
    await site.stop()
  })

  test('is looked over by pages, can be cancelled, and goes on through a reload and a restart', async ({ device, expected }) => {
    test.setTimeout(180_000)
    expected.push(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|net::/)
    const room = await site.newRoom()
    const host = await Host.signIn(site, room.owner, '10.9.1.1')
    const context = await device({ baseURL: site.url, storageState: await host.cookies() })
    const page = await context.newPage()
    const many = inviteManyPage(page)
    await many.open(room)
    // A file: typing as fast as a test does is slower than any paste.
    await many.choose('guests.txt', addresses(10_000))
    await expect(many.rowsTitle).toHaveText('10,000 people')
    await expect(many.rows).toHaveCount(100)
    await many.nextRows.click()
    await expect(page.getByText('Rows 101 to 200 of 10,000').first()).toBeVisible()
    await many.allRoles.selectOption('Speaker')
    await expect(many.field('Type', 101)).toHaveValue('speaker')
    await many.invite.click()
    await expect(many.title).toHaveText('List of 10,000 people', { timeout: 30_000 })
    await many.cancel.click()
    await many.confirm('Cancel the rest')
    await expect(many.outcome).toContainText('not invited', { timeout: 15_000 })
    await expect(many.cancel).toHaveCount(0)
    const done = async () => Number(await many.progress.getAttribute('value'))
    const stopped = await done()
    expect(stopped).toBeLessThan(10_000)
    await page.reload()
    await alive(page)
    expect(await done()).toBe(stopped)

    // Those that are left, once more.
    const left = 10_000 - stopped
    await many.mend.click()
    await expect(many.rowsTitle).toHaveText(`${left.toLocaleString('en')} people`, { timeout: 30_000 })
    await many.invite.click()
    await expect(many.title).toHaveText(`List of ${left.toLocaleString('en')} people`, { timeout: 30_000 })
    await expect.poll(done).toBeGreaterThan(0)
    await page.reload()
    await alive(page)
    expect(await done()).toBeLessThan(left)
    await site.goDown()
    await site.comeUp()
    await expect.poll(done, { timeout: 90_000 }).toBe(left)
    await expect(many.outcome).toContainText(`${left.toLocaleString('en')} invited`)
    // Whoever comes later finds both.
    await many.open(room)
    await expect(many.recent).toContainText('Done')
    await expect(many.recent).toContainText('Cancelled')
  })
})

test('what is on screen survives an error of the server', async ({ pageOf, newRoom, expected }) => {
  expected.push(/status of 409/)
  const room = await newRoom()
  const page = await pageOf(room.owner)
  const many = inviteManyPage(page)
  await many.open(room)
  await many.paste('Ana Ruiz <ana@guests.example>, Bo Berg <bo@guests.example>')
  const refusal = { status: 409, contentType: 'application/json', body: JSON.stringify('ChangedMeanwhile') }
  await page.route('**/api/invite-many/add', (route) => route.fulfill(refusal))
  await many.invite.click()
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody has changed this' })).toBeVisible()
  await expect(many.field('First name', 2)).toHaveValue('Bo')
  await page.unroute('**/api/invite-many/add')
  await many.invite.click()
  await expect(many.outcome).toContainText('2 invited', { timeout: 15_000 })
})

test('whoever may not invite finds no such page', async ({ pageOf, newRoom, site, expected }) => {
  expected.push(/403|404/)
  const room = await newRoom({ forAll: true })
  const page = await pageOf(site.person('student'))
  const response = await page.goto(`${room.path}/invite-many`)
  expect(response?.status()).toBe(403)
  await expect(page.getByRole('main')).toContainText('may invite')
})

test('all of it by keyboard', async ({ pageOf, newRoom }) => {
  const room = await newRoom()
  const page = await pageOf(room.owner)
  const many = inviteManyPage(page)
  await many.open(room)
  await many.addresses.focus()
  await page.keyboard.type('ana@guests.example')
  await page.keyboard.press('Tab')
  await expect(many.file).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await expect(many.read).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(many.rowsTitle).toBeFocused()
  await expect(many.field('Type', 1)).toHaveValue('moderator')
  await many.field('Last name', 1).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Ruiz')
  await page.keyboard.press('Tab')
  await expect(many.field('Email address', 1)).toBeFocused()
  await many.invite.focus()
  await page.keyboard.press('Enter')
  await expect(many.result('Ana Ruiz')).toContainText('Invited', { timeout: 15_000 })
})

test('its screens are accessible, on a phone too', async ({ pageOf, newRoom, invite }) => {
  test.setTimeout(120_000)
  const room = await newRoom()
  await invite(room, { email: 'cy@guests.example', first: 'Cyrus', last: 'Dee' })
  const page = await pageOf(room.owner, { inspected: true })
  const many = inviteManyPage(page)
  await many.open(room)
  await seeAccessible(page, 'invite many, empty')
  await many.read.click()
  await expect(many.addresses).toHaveAttribute('aria-invalid', 'true')
  await seeAccessible(page, 'invite many, an error')
  await many.paste(MIXTURE)
  await seeAccessible(page, 'invite many, rows that need another look')
  await many.removeWrong.click()
  await seeAccessible(page, 'invite many, rows')
  await many.invite.click()
  await expect(many.outcome).toContainText('2 invited, 1 unchanged', { timeout: 15_000 })
  await seeAccessible(page, 'invite many, results')
  await many.open(room)
  await seeAccessible(page, 'invite many, recent lists')
})
