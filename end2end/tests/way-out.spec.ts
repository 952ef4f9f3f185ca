// A guest's way out of a refusal: a code from the mail, a request for a new link; and declining.
import type { ParsedMail } from 'mailparser'
import { expect, test, visit } from '../fixtures/app'
import { seeAccessible } from '../fixtures/accessible'
import { alive } from '../fixtures/alive'
import { Host, type Invitation } from '../fixtures/host'
import { MailServer } from '../fixtures/mail-server'
import { Site } from '../fixtures/site'
import { guestPage } from '../pages/guest-page'
import { invitationsPage } from '../pages/invitations-page'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const TAKEN = 'This link is already used on another device.'

test.describe('with a mail server', () => {
  let mails: MailServer
  let site: Site

  test.beforeAll(async () => {
    mails = await MailServer.start()
    site = await Site.start({ SMTP_URL: mails.url, MAIL_FROM: 'Greenroom <rooms@site.example>' })
  })

  test.afterAll(async () => {
    await site.stop()
    await mails.stop()
  })

  async function invited(email: string, plan = {}): Promise<{ host: Host; invitation: Invitation }> {
    const room = await site.newRoom(plan)
    const host = await Host.signIn(site, room.owner, `10.8.0.${(guests += 1)}`)
    return { host, invitation: await host.invite(room, { ...ANA, email }) }
  }

  /** The code in the newest mail to an address, as soon as there are so many. */
  async function code(email: string, count: number): Promise<string> {
    await expect.poll(() => mails.to(email).length, { timeout: 15_000 }).toBe(count)
    const mail: ParsedMail = mails.to(email)[count - 1]
    return mail.subject?.match(/^\d{6}/)?.[0] ?? ''
  }

  let guests = 0

  test('a code from the mail brings the link to a new phone, and the old device is closed at once', async ({ device }) => {
    const email = 'ana.moves@guests.example'
    const { invitation } = await invited(email)
    const old = guestPage(await (await device({ baseURL: site.url })).newPage())
    await old.open(invitation)
    await old.prove(email)
    await old.expectedAs('Viewer')

    const page = await (await device({ baseURL: site.url, inspected: true })).newPage()
    const phone = guestPage(page)
    await phone.open(invitation)
    await phone.refusedWith(TAKEN)
    await seeAccessible(page, 'used on another device')
    await phone.mailCode.click()
    await expect(phone.code).toBeFocused()
    await expect(phone.newCode).toBeDisabled()
    await seeAccessible(page, 'a code is out')
    const right = await code(email, 1)

    await phone.code.fill('12')
    await phone.confirmCode.click()
    await expect(phone.code).toHaveAccessibleDescription(/Enter the six digits/)
    await phone.code.fill(right.startsWith('1') ? '222222' : '111111')
    await phone.confirmCode.click()
    await expect(phone.code).toHaveAccessibleDescription(/This is not the code.*4 tries are left/)
    // A reload forgets nothing.
    await phone.lookAgain()
    await phone.code.fill(` ${right.slice(0, 3)}-${right.slice(3)} `)
    await phone.code.press('Enter')
    await phone.expectedAs('Viewer')
    await old.refusedWith(TAKEN)
  })

  test('where the site asks for a code, the address alone opens nothing', async ({ device }) => {
    const email = 'ana.steps@guests.example'
    const { invitation } = await invited(email, { open: true })
    await site.withSetting('mailed_code', 'everyone', async () => {
      const page = await (await device({ baseURL: site.url, inspected: true })).newPage()
      const guest = guestPage(page)
      await guest.open(invitation)
      await guest.prove(email)
      await expect(guest.code).toBeVisible()
      await seeAccessible(page, 'the code step')
      await guest.code.fill(await code(email, 1))
      await guest.confirmCode.click()
      await expect(page).toHaveURL(/\/rooms\//)
    })
  })

  test('without scripts a code is sent and confirmed all the same', async ({ device }) => {
    const email = 'ana.plain@guests.example'
    const { invitation } = await invited(email)
    const old = guestPage(await (await device({ baseURL: site.url })).newPage())
    await old.open(invitation)
    await old.prove(email)
    await old.expectedAs('Viewer')

    const page = await (await device({ baseURL: site.url, javaScriptEnabled: false })).newPage()
    const plain = guestPage(page)
    await page.goto(invitation.link)
    await plain.mailCode.click()
    await plain.code.fill(await code(email, 1))
    await plain.confirmCode.click()
    await plain.expectedAs('Viewer')
  })
})

test('a guest asks for a new link, and the page goes on by itself when the old one works again', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom()
  const invitation = await invite(room, ANA)
  const first = guestPage(await pageOf())
  await first.open(invitation)
  await first.prove(ANA.email)
  await first.expectedAs('Viewer')

  const second = guestPage(page)
  await second.open(invitation)
  await second.refusedWith(TAKEN)
  await second.askForLink.click()
  await expect(page.getByText(/You asked for a new link at/)).toBeVisible()
  await expect(second.askForLink).toHaveCount(0)

  const list = invitationsPage(await pageOf(room.owner))
  await list.open(room)
  await list.choose('Ana Ruiz', 'Release device')
  await list.confirm('Release device')
  await expect(second.confirmHeading).toBeVisible({ timeout: 25_000 })
})

test('every refusal of a guest has its way to the hosts', async ({ page, device, newRoom, invite, hostAs }) => {
  const room = await newRoom()
  const host = await hostAs(room.owner)
  const removed = await invite(room, { email: 'removed@guests.example', first: 'Ana', last: 'Ruiz' })
  const replaced = await invite(room, { email: 'replaced@guests.example', first: 'Bo', last: 'Li' })
  const guest = guestPage(page)
  for (const [invitation, act, sentence] of [
    [removed, () => host.remove(removed), 'The invitation has been removed.'],
    [replaced, () => host.newLink(replaced), 'A newer link has been made for you.'],
  ] as const) {
    await guest.open(invitation)
    await act()
    await visit(page, invitation.path)
    await guest.refusedWith(sentence)
    await guest.askForLink.click()
    await expect(page.getByText(/You asked for a new link at/)).toBeVisible()
  }
  const screen = await (await device({ inspected: true, storageState: await page.context().storageState() })).newPage()
  await screen.goto(removed.path)
  await alive(screen)
  await seeAccessible(screen, 'asked for a new link')
})

test('a guest says that they will not come, and comes after all', async ({ device, newRoom, invite }) => {
  const invitation = await invite(await newRoom(), ANA)
  const page = await (await device({ inspected: true })).newPage()
  const guest = guestPage(page)
  await guest.open(invitation)
  await guest.cannotCome.click()
  await expect(page.getByRole('heading', { name: 'You have said that you will not come' })).toBeVisible()
  await seeAccessible(page, 'declined')
  await guest.lookAgain()
  await page.getByRole('button', { name: 'I will come after all' }).click()
  await guest.asksForAddress()
  await guest.prove(ANA.email)
  await guest.expectedAs('Viewer')
})
