// From an empty folder through all five steps to the first guest, as whoever has just run the program.
import { deflateSync } from 'node:zlib'
import { expect, test, visit } from '../fixtures/app'
import { seeAccessible } from '../fixtures/accessible'
import { alive } from '../fixtures/alive'
import { MailServer } from '../fixtures/mail-server'
import { Site } from '../fixtures/site'
import { guestPage } from '../pages/guest-page'
import { inviteWindow } from '../pages/invite-window'
import { setupPage } from '../pages/setup-page'
import { signInPage } from '../pages/sign-in-page'

const ANN = { email: 'ann@example.org', password: 'a calm place before the stage' }
const BO = { email: 'bo@guests.example', first: 'Bo', last: 'Berg' }

test.describe.configure({ timeout: 180_000 })

const sites: Site[] = []

async function emptySite(settings?: Record<string, string>): Promise<Site> {
  const site = await Site.startEmpty(settings)
  sites.push(site)
  return site
}

test.afterAll(async () => {
  for (const site of sites.splice(0)) await site.stop()
})

/** A green square that is a real PNG. */
function picture(): { name: string; mimeType: string; buffer: Buffer } {
  const side = 64
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    const tail = Buffer.alloc(4)
    tail.writeUInt32BE(checksum(body))
    return Buffer.concat([head, body, tail])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const line = Buffer.concat([Buffer.from([0]), Buffer.concat(Array(side).fill(Buffer.from([30, 120, 80])))])
  const pixels = deflateSync(Buffer.concat(Array(side).fill(line)))
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const buffer = Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
  return { name: 'academy.png', mimeType: 'image/png', buffer }
}

function checksum(bytes: Buffer): number {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}

test('a stranger is led from the printed link to the first guest', async ({ device, expected }) => {
  // The preview of a mail lives in a frame that may do nothing.
  expected.push(/frame is sandboxed/, /Failed to execute 'postMessage'/)
  const mails = await MailServer.start()
  const site = await emptySite()
  const context = await device({ baseURL: site.url, inspected: true })
  const page = await context.newPage()
  const setup = setupPage(page)

  await page.goto(await site.setupLink())
  await alive(page)
  await expect(setup.code).toHaveValue(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/)
  expect(page.url(), 'the code stays in no history').not.toContain('code')
  await setup.at(1)
  await seeAccessible(page, 'setup 1: administrator')
  await setup.password.fill('short')
  await setup.make.click()
  await expect(setup.password).toHaveAccessibleDescription(/at least 12 characters/)
  await expect(setup.first).toHaveAccessibleDescription(/Enter a name/)
  await seeAccessible(page, 'setup 1 with errors')
  await setup.beAnn()
  await setup.make.click()

  await setup.at(2)
  await setup.logo.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })
  await expect(setup.logo).toHaveAccessibleDescription(/An SVG can hold programs/)
  await setup.logo.setInputFiles(picture())
  await expect(page.locator('.sign-in-brand img.site-logo')).toBeVisible()
  await setup.name.fill('Summer Academy')
  await seeAccessible(page, 'setup 2: name and logo')
  await setup.saveAndGoOn.click()

  await setup.at(3)
  await expect(page).toHaveTitle(/Summer Academy/)
  await expect(setup.address).toHaveValue(site.url)
  await expect(page.getByText('Only the machine that Greenroom runs on opens this address.')).toBeVisible()
  await setup.address.fill('http://academy.example.org')
  await expect(page.getByText('Over plain http browsers keep no sign-in')).toBeVisible()
  await seeAccessible(page, 'setup 3: address')
  await setup.address.fill(site.url)
  await setup.back.click()
  await setup.at(2)
  await expect(setup.name).toHaveValue('Summer Academy')
  await setup.skip.click()
  await setup.at(3)
  await setup.saveAndGoOn.click()

  await setup.at(4)
  await seeAccessible(page, 'setup 4: mail')
  const { hostname, port } = new URL(mails.url)
  await setup.server.fill(hostname)
  await setup.back.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click()
  await expect(setup.server).toHaveValue(hostname)
  await setup.port.fill(port)
  await setup.encryption.selectOption({ label: 'None (a server on this machine)' })
  await setup.from.fill('desk@academy.example')
  await setup.saveServer.click()
  await setup.test.click()
  await expect(page.getByRole('status').getByText('A test mail is on its way to ann@example.org.')).toBeVisible()
  await expect.poll(() => mails.to(ANN.email).length).toBe(1)
  expect(mails.to(ANN.email)[0].from?.text).toBe('"Summer Academy" <desk@academy.example>')
  await seeAccessible(page, 'setup 4: mail, tried')
  await setup.goOn.click()

  await setup.at(5)
  await setup.title.fill('Opening night')
  await expect(setup.starts).toHaveValue(/T\d\d:00$/)
  await expect(setup.zone).toHaveValue('Europe/Berlin')
  await seeAccessible(page, 'setup 5: first room')
  await setup.makeRoom.click()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opening night')
  await seeAccessible(page, 'first room')
  await page.getByRole('button', { name: 'Invite users' }).click()
  const window = inviteWindow(page)
  await window.fill(BO)
  await window.sendMail.check()
  await window.generate.click()
  await expect.poll(() => mails.to(BO.email).length, { timeout: 15_000 }).toBe(1)
  const [mail] = mails.to(BO.email)
  expect(mail.text).toContain('with Summer Academy.')
  const guest = guestPage(await (await device({ baseURL: site.url })).newPage())
  await guest.open({ link: (mail.text ?? '').match(/https?:\/\/\S+\/i\/[\w-]+/)?.[0] ?? '' })
  await expect(guest.title).toHaveText('Opening night')

  await visit(page, '/admin/settings')
  await expect(page.getByRole('region', { name: 'Site' }).getByLabel('Name of the site')).toHaveValue('Summer Academy')
  await expect(page.getByText('Finish setting up')).toBeHidden()
  await page.getByLabel('Name of the site').fill('Winter Academy')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByRole('banner')).toContainText('Winter Academy')
  await seeAccessible(page, 'settings: site')
  const question = page.getByRole('alertdialog')
  await page.getByRole('button', { name: 'Remove the logo…' }).click()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('banner').locator('img.site-logo')).toBeVisible()
  await page.getByRole('button', { name: 'Remove the logo…' }).click()
  await question.getByRole('button', { name: 'Remove the logo' }).click()
  await expect(page.getByRole('banner').locator('img.site-logo')).toHaveCount(0)
  await visit(page, '/admin/mail')
  await page.locator('summary').filter({ hasText: 'Mail server' }).click()
  await expect(page.getByLabel('Port', { exact: true })).toHaveValue(port)
  await seeAccessible(page, 'mail: server')
  await page.getByRole('button', { name: 'Go without a mail server…' }).click()
  await question.getByRole('button', { name: 'Go without it' }).click()
  await expect(page.getByText('There is no mail server any more.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Go without a mail server…' })).toHaveCount(0)
  await mails.stop()
})

test('all steps work without scripts, and nothing typed is lost', async ({ device }) => {
  const mails = await MailServer.start()
  const site = await emptySite()
  const context = await device({ baseURL: site.url, javaScriptEnabled: false })
  const page = await context.newPage()
  const setup = setupPage(page)
  await page.goto('/rooms')
  await expect(page).toHaveURL(`${site.url}/setup`)
  await setup.beAnn()
  await setup.code.fill('abcd-efgh-jkmn-pqrs')
  await setup.make.click()
  await expect(page.getByText('This is not the setup code.')).toBeVisible()
  await expect(setup.email).toHaveValue(ANN.email)
  await expect(setup.password).toHaveValue('')
  await setup.code.fill(new URL(await site.setupLink()).hash.replace('#code=', ''))
  await setup.password.fill(ANN.password)
  await setup.make.click()

  await setup.at(2)
  await setup.logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('GIF89a') })
  await page.getByRole('button', { name: 'Upload the picture' }).click()
  await expect(page.getByText('This is no PNG, JPEG or WebP picture.')).toBeVisible()
  await setup.logo.setInputFiles(picture())
  await page.getByRole('button', { name: 'Upload the picture' }).click()
  await expect(page.locator('.sign-in-brand img.site-logo')).toBeVisible()
  await setup.name.fill('Quiet Academy')
  await setup.saveAndGoOn.click()

  await setup.at(3)
  await setup.address.fill('academy.example.org')
  await setup.saveAndGoOn.click()
  await expect(page.getByText('Write the whole address')).toBeVisible()
  await expect(setup.address).toHaveValue('academy.example.org')
  await setup.address.fill(site.url)
  await setup.saveAndGoOn.click()

  await setup.at(4)
  const { hostname, port } = new URL(mails.url)
  await setup.server.fill(hostname)
  await setup.port.fill(port)
  await setup.encryption.selectOption({ label: 'None (a server on this machine)' })
  await setup.saveServer.click()
  await setup.test.click()
  await expect(page.getByText('A test mail is on its way to ann@example.org.')).toBeVisible()
  await expect.poll(() => mails.to(ANN.email).length).toBe(1)
  await setup.goOn.click()

  await setup.at(5)
  await setup.title.fill('Opening night')
  await setup.starts.fill('2090-01-01T10:00')
  await setup.makeRoom.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opening night')
  await expect(page.getByRole('banner')).toContainText('Quiet Academy')
  await mails.stop()
})

test('the whole way is walked by keyboard', async ({ device }) => {
  const site = await emptySite()
  const page = await (await device({ baseURL: site.url })).newPage()
  const setup = setupPage(page)
  await page.goto(await site.setupLink())
  await alive(page)
  await expect(setup.code).not.toHaveValue('')
  await setup.first.focus()
  for (const text of ['Ann', 'Archer', ANN.email, ANN.password]) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await expect(setup.make).toBeFocused()
  await page.keyboard.press('Enter')
  await setup.at(2)
  await setup.name.focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Keys Only')
  await page.keyboard.press('Enter')
  await setup.at(3)
  await setup.address.press('Enter')
  await setup.at(4)
  await setup.skip.press('Enter')
  await setup.at(5)
  await setup.title.focus()
  await page.keyboard.type('By hand')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('By hand')
})

test('an interrupted setup is offered again after signing in, until it is dismissed', async ({ device }) => {
  const site = await emptySite()
  const first = await (await device({ baseURL: site.url })).newPage()
  const setup = setupPage(first)
  await first.goto(await site.setupLink())
  await alive(first)
  await expect(setup.code).not.toHaveValue('')
  await setup.beAnn()
  await setup.make.click()
  await setup.at(2)
  await setup.saveAndGoOn.click()
  await setup.at(3)
  await first.close()

  const page = await (await device({ baseURL: site.url, inspected: true })).newPage()
  await visit(page, '/setup')
  await expect(page, 'the link that was printed leads on').toHaveURL(/\/sign-in\?next=/)
  const form = signInPage(page)
  await form.open()
  await form.signIn(ANN)
  await page.waitForURL('**/rooms')
  const offer = page.getByRole('complementary', { name: 'Setup' })
  await seeAccessible(page, 'rooms, with a setup to finish')
  await offer.getByRole('link', { name: 'Finish setting up' }).click()
  await setupPage(page).at(3)
  await visit(page, '/rooms')
  await offer.getByRole('button', { name: 'Dismiss' }).click()
  await expect(offer).toBeHidden()
  await visit(page, '/rooms')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(offer).toBeHidden()
})
