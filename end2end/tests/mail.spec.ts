import type { Route } from '@playwright/test'
import ICAL from 'ical.js'
import { guestPage } from '../pages/guest-page'
import { invitationsPage } from '../pages/invitations-page'
import { inviteWindow } from '../pages/invite-window'
import { mailDesk } from '../pages/mail-desk'
import { roomPage } from '../pages/room-page'
import { expect, test } from '../fixtures/app'
import { seeAccessible } from '../fixtures/accessible'
import { MailServer } from '../fixtures/mail-server'
import { Host } from '../fixtures/host'
import { Site } from '../fixtures/site'

/** What the tests' own scripts cannot do in the frame of a mail, in which nothing runs. */
const IN_THE_FRAME = [/frame is sandboxed/, /Failed to execute 'postMessage'/]

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }

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

  test('a host sends the link, and the guest comes in by the mail', async ({ device }) => {
    const room = await site.newRoom({ title: 'Rivers after rain', startsInSeconds: 600 })
    const host = await Host.signIn(site, room.owner, '10.9.0.1')
    const context = await device({ baseURL: site.url, storageState: await host.cookies() })
    const page = await context.newPage()
    const room_ = roomPage(page)
    await room_.open(room)
    await room_.choose('Invite users')
    const window = inviteWindow(page)
    await window.fill({ ...ANA, type: 'Speaker' })
    await window.sendMail.check()
    await window.generate.click()
    const link = await window.linkIsReadyFor('Ana Ruiz')
    await expect(window.ready).toContainText('A mail with the link is on its way to ana.ruiz@guests.example.')

    await expect.poll(() => mails.to(ANA.email).length, { timeout: 15_000 }).toBe(1)
    const [mail] = mails.to(ANA.email)
    expect(mail.subject).toContain('Rivers after rain')
    expect(mail.from?.text).toContain('rooms@site.example')
    expect(mail.replyTo?.text).toContain(room.owner.email)
    for (const part of [mail.text, mail.html || '']) {
      expect(part).toContain('Rivers after rain')
      expect(part).toContain(link)
    }
    const file = mail.attachments.find((attachment) => attachment.filename === 'invite.ics')
    const calendar = new ICAL.Component(ICAL.parse(file?.content.toString('utf8') ?? ''))
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'))
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(event.summary).toBe('Rivers after rain')
    expect(event.startDate.toJSDate().getTime()).toBe(room.startsAt.getTime())

    const guest = guestPage(await (await device({ baseURL: site.url })).newPage())
    await guest.open({ link: (mail.text ?? '').match(/https?:\/\/\S+\/i\/[\w-]+/)?.[0] ?? '' })
    await expect(guest.title).toHaveText('Rivers after rain')
    await expect(guest.countdown).toBeVisible()
  })

  test('the list shows what has become of the mail, by itself, and sends it again', async ({ device }) => {
    const room = await site.newRoom({ startsInSeconds: 600 })
    const host = await Host.signIn(site, room.owner, '10.9.0.2')
    const bo = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }
    await host.invite(room, bo)
    const context = await device({ baseURL: site.url, storageState: await host.cookies() })
    const list = invitationsPage(await context.newPage())
    await list.open(room)
    await expect(list.row('Bo Berg')).not.toContainText('Mail')
    await list.choose('Bo Berg', 'Send link via email')
    await expect(list.row('Bo Berg')).toContainText('Mail sent', { timeout: 15_000 })
    await list.choose('Bo Berg', 'Send link again')
    await expect.poll(() => mails.to(bo.email).length, { timeout: 15_000 }).toBe(2)
  })

  test('mails that have failed are found by links, and are tried again together', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME)
    const cy = { email: 'cy.castro@guests.example', first: 'Cy', last: 'Castro', sendMail: true }
    const dee = { email: 'dee.dahl@guests.example', first: 'Dee', last: 'Dahl', sendMail: true }
    const administrator = site.person('administrator')
    const room = await site.newRoom({ owner: administrator, startsInSeconds: 600 })
    const host = await Host.signIn(site, administrator, '10.9.0.6')
    mails.refuse(cy.email)
    mails.refuse(dee.email)
    const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
    const desk = mailDesk(page)
    await host.invite(room, cy)
    await host.invite(room, dee)
    await desk.open()
    // The page looks by itself while something is queued.
    await expect(desk.row(cy.email)).toContainText('Failed', { timeout: 15_000 })
    await expect(desk.row(cy.email)).toContainText('no such mailbox')
    await desk.filter('Sent').click()
    await expect(page).toHaveURL(/\/admin\/mail\?show=sent/)
    await expect(desk.row(cy.email)).toHaveCount(0)
    await page.goBack()
    await expect(desk.row(cy.email)).toBeVisible()
    await desk.showFailed.click()
    await expect(desk.filter('Failed')).toHaveAttribute('aria-current', 'true')
    await desk.search.fill('DEE.dahl')
    await desk.searchNow.click()
    await expect(page).toHaveURL(/q=DEE.*show=failed/)
    await expect(desk.rows).toHaveCount(1)
    await page.reload()
    await expect(desk.search).toHaveValue('DEE.dahl')
    await expect(desk.rows).toHaveCount(1)
    await expect(desk.row(dee.email)).toBeVisible()

    await desk.open()
    mails.accept(cy.email)
    mails.accept(dee.email)
    await desk.tryFailed.click()
    await desk.says('2 mails are tried again now.')
    for (const { email } of [cy, dee]) {
      await expect(desk.row(email)).toContainText('Sent', { timeout: 15_000 })
      expect(mails.to(email)).toHaveLength(1)
    }
    await expect(desk.tryFailed).toHaveCount(0)
  })

  test('what was typed into the template comes back from the default and from an older version', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME)
    const host = await Host.signIn(site, site.person('administrator'), '10.9.0.7')
    await host.saveTemplate('es')
    await host.saveTemplate('es')
    const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
    const desk = mailDesk(page)
    await desk.open()
    await desk.language('Español').check()
    await desk.subject.fill('Todavía sin guardar: {TITLE}')
    await desk.startOver.click()
    await desk.says('This is the default. Save it to use it.')
    await expect(desk.subject).not.toHaveValue('Todavía sin guardar: {TITLE}')
    await desk.undo()
    await expect(desk.subject).toHaveValue('Todavía sin guardar: {TITLE}')
    await desk.versions.click()
    await page.getByRole('button', { name: 'Look at version 1' }).click()
    await desk.says('This is version 1. Save it to use it again.')
    await desk.undo()
    await expect(desk.subject).toHaveValue('Todavía sin guardar: {TITLE}')
    await host.switchMailOff('es')
  })

  test('of two who edit the template the second is told, and replaces what the other has saved knowingly', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME, /status of 409/)
    const host = await Host.signIn(site, site.person('administrator'), '10.9.0.8')
    const open = async () => {
      const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
      const desk = mailDesk(page)
      await desk.open()
      await desk.language('Deutsch').check()
      return desk
    }
    const [first, second] = [await open(), await open()]
    await first.subject.fill('Von Ana: {TITLE}')
    await second.subject.fill('Von Bo: {TITLE}')
    await first.save.click()
    await first.says('The template is saved.')
    await second.save.click()
    await expect(second.outdone).toContainText('Somebody else has saved this template meanwhile.')
    await expect(second.subject, 'what was typed stays').toHaveValue('Von Bo: {TITLE}')
    await expect(second.versions).toHaveText('Versions (1)')
    await second.lookAtTheirs.click()
    await second.says('This is what somebody else has saved.')
    await expect(second.subject).toHaveValue('Von Ana: {TITLE}')
    await second.undo()
    await expect(second.subject).toHaveValue('Von Bo: {TITLE}')
    await second.save.click()
    await second.says('The template is saved.')
    await expect(second.outdone).toHaveCount(0)
    await expect(second.versions).toHaveText('Versions (2)')

    // Nor is a language switched on again unseen.
    await first.subject.fill('Noch einmal von Ana: {TITLE}')
    await host.switchMailOff('de')
    await first.save.click()
    await expect(first.outdone).toContainText('Somebody else has switched this template off meanwhile.')
    await expect(first.lookAtTheirs).toHaveCount(0)
    await expect(first.subject).toHaveValue('Noch einmal von Ana: {TITLE}')
    await first.save.click()
    await expect(first.outdone).toHaveCount(0)
    await expect(first.versions).toHaveText('Versions (1)')
    await host.switchMailOff('de')
  })

  test('nothing of somebody else is replaced unseen, and a lost answer is not taken for somebody else', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME)
    const saving = '**/api/mail/save-template'
    const host = await Host.signIn(site, site.person('administrator'), '10.9.0.9')
    const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
    const desk = mailDesk(page)
    await desk.open()
    await desk.language('Español').check()
    await desk.subject.fill('De Bo: {TITLE}')
    await host.saveTemplate('es')
    const lookElsewhere = async (route: Route) => {
      await desk.language('English').check()
      await route.continue()
    }
    await page.route(saving, lookElsewhere, { times: 1 })
    await desk.save.click()
    await expect(desk.language('Español')).toHaveAccessibleDescription('Your own')
    await desk.language('Español').check()
    await expect(desk.subject).toHaveValue('De Bo: {TITLE}')
    await desk.save.click()
    await expect(desk.outdone).toContainText('Somebody else has saved this template meanwhile.')
    await expect(desk.versions).toHaveText('Versions (1)')

    const loseTheAnswer = async (route: Route) => {
      await route.fetch()
      await route.abort()
    }
    await page.route(saving, loseTheAnswer, { times: 1 })
    await desk.save.click()
    await expect(page.getByText('The site cannot be reached.')).toBeVisible()
    await desk.save.click()
    await desk.says('The template is saved.')
    await expect(desk.versions).toHaveText('Versions (2)')
    await expect(desk.outdone).toHaveCount(0)
    await host.switchMailOff('es')
  })

  test('the administrator edits the template, sees it, and tries it', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME, /422/)
    const administrator = site.person('administrator')
    const host = await Host.signIn(site, administrator, '10.9.0.3')
    const context = await device({ baseURL: site.url, storageState: await host.cookies() })
    const desk = mailDesk(await context.newPage())
    await desk.open()
    await expect(desk.frame.getByRole('link').first()).toBeVisible()
    await desk.subject.fill('Come to {TITLE}')
    await expect(desk.preview).toContainText('Subject: Come to Autumn town hall')
    await desk.html.fill('<h1>Hello {FRISTNAME}</h1><p>{URL}</p>')
    await expect(desk.frame.getByRole('heading')).toHaveText('Hello {FRISTNAME}')
    await desk.save.click()
    await expect(desk.html).toHaveAttribute('aria-invalid', 'true')
    await expect(desk.html).toHaveAccessibleDescription(/\{FIRSTNAME\}/)
    await desk.html.fill('<h1>Hello {FIRSTNAME}</h1><p><a href="{URL}">Your link</a></p>')
    await expect(desk.frame.getByRole('heading')).toHaveText('Hello Ana')
    await desk.test.click()
    await desk.says('A test is on its way to you.')
    await expect.poll(() => mails.to(administrator.email).length).toBe(1)
    expect(mails.to(administrator.email)[0].html).toContain(`Hello ${administrator.first}`)
    await desk.save.click()
    await desk.says('The template is saved.')
    await expect(desk.versions).toHaveText('Versions (2)')
    await expect(desk.subject).toHaveValue('Come to {TITLE}')
  })
})

test.describe('in several languages', () => {
  let mails: MailServer
  let site: Site

  test.beforeAll(async () => {
    mails = await MailServer.start()
    site = await Site.start({ SMTP_URL: mails.url })
  })

  test.afterAll(async () => {
    await site.stop()
    await mails.stop()
  })

  test('a language is written, tried and used by itself, and hosts choose it', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME)
    const administrator = site.person('administrator')
    const host = await Host.signIn(site, administrator, '10.9.1.1')
    const context = await device({ baseURL: site.url, storageState: await host.cookies(), viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const room = await site.newRoom({ owner: administrator, startsInSeconds: 600 })
    const media = roomPage(page)
    await media.open(room)
    await media.choose('Invite users')
    const window = inviteWindow(page)
    await expect(window.sendMail).toBeVisible()
    await expect(window.language, 'there is no choice yet').toHaveCount(0)

    const desk = mailDesk(page)
    await desk.open()
    await expect(desk.language('English')).toHaveAccessibleDescription('The default')
    await expect(desk.language('עברית')).toHaveAccessibleDescription('Off: English is sent')
    await desk.subject.fill('Not saved: {TITLE}')
    await desk.language('עברית').check()
    await expect(desk.subject).toHaveValue('הזמנה אל {TITLE} מאת {HOST}')
    await expect(desk.subject).toHaveAttribute('dir', 'rtl')
    await expect(desk.frame.getByRole('link', { name: 'לפתיחת הקישור' })).toBeVisible()
    await expect(desk.frame.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(desk.frame.getByText('יום חמישי, 26 בנובמבר 2026', { exact: true })).toBeVisible()
    await desk.test.click()
    await desk.says('A test is on its way to you.')
    await expect.poll(() => mails.to(administrator.email).length).toBe(1)
    expect(mails.to(administrator.email)[0].html).toContain('<html lang="he" dir="rtl">')
    await desk.save.click()
    await expect(desk.language('עברית')).toHaveAccessibleDescription('The default')
    await expect(desk.versions).toHaveText('Versions (1)')
    await desk.language('English').check()
    await expect(desk.subject, 'what was typed is still there').toHaveValue('Not saved: {TITLE}')

    await media.open(room)
    await media.choose('Invite users')
    await window.fill({ email: 'dana@guests.example', first: 'Dana', last: 'Levi' })
    await window.sendMail.check()
    await expect(window.language).toHaveValue('en')
    await window.language.selectOption('he')
    await window.generate.click()
    await window.linkIsReadyFor('Dana Levi')
    await expect.poll(() => mails.to('dana@guests.example').length, { timeout: 15_000 }).toBe(1)
    expect(mails.to('dana@guests.example')[0].subject).toContain('הזמנה אל')
    await window.another.click()
    await expect(window.language, 'the next guest is likely to read the same').toHaveValue('he')

    await desk.open()
    await desk.language('עברית').check()
    await desk.subject.fill('שלום: {TITLE}')
    await desk.save.click()
    await expect(desk.language('עברית')).toHaveAccessibleDescription('Your own')
    await desk.switchOff.click()
    const question = page.getByRole('alertdialog', { name: 'Switch Hebrew off?' })
    await expect(question).toContainText('get mails in English instead')
    await question.getByRole('button', { name: 'Switch off' }).click()
    await expect(desk.language('עברית')).toHaveAccessibleDescription('Off: English is sent')
    await expect(desk.subject, 'nobody has touched what was saved').toHaveValue('הזמנה אל {TITLE} מאת {HOST}')
    await desk.goToHealth()
    await expect(page, 'nothing is lost').toHaveURL('/admin/health')
  })

  test('the choices of a language are accessible', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME)
    const administrator = site.person('administrator')
    const host = await Host.signIn(site, administrator, '10.9.1.3')
    const page = await (await device({ baseURL: site.url, storageState: await host.cookies(), inspected: true })).newPage()
    const desk = mailDesk(page)
    await desk.open()
    await desk.language('עברית').check()
    await expect(desk.frame.getByRole('link').first()).toBeVisible()
    await seeAccessible(page, 'the mail desk in Hebrew')
    await host.saveTemplate('de')
    const room = await site.newRoom({ owner: administrator, startsInSeconds: 600 })
    const media = roomPage(page)
    await media.open(room)
    await media.choose('Invite users')
    await expect(inviteWindow(page).language).toBeVisible()
    await seeAccessible(page, 'the window with a choice of languages')
    await host.switchMailOff('de')
  })

  test('languages of the template are chosen with the keyboard alone', async ({ device, expected }) => {
    expected.push(...IN_THE_FRAME)
    const host = await Host.signIn(site, site.person('administrator'), '10.9.1.2')
    const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
    const desk = mailDesk(page)
    await desk.open()
    await desk.language('English').focus()
    await page.keyboard.press('ArrowRight')
    await expect(desk.language('Deutsch')).toBeChecked()
    await expect(desk.language('Deutsch')).toBeFocused()
    await expect(desk.subject).toHaveValue('{HOST} lädt Sie ein: {TITLE}')
    await page.keyboard.press('Tab')
    await expect(desk.subject).toBeFocused()
  })
})

test('without a mail server the administrator reads what would have been sent', async ({ pageOf, newRoom, site, hostAs, expected }) => {
  expected.push(...IN_THE_FRAME)
  const room = await newRoom()
  // Other tests mail on this site at the same time.
  const guest = { ...ANA, email: `${site.unique('ana')}@guests.example` }
  const invitation = await (await hostAs(room.owner)).invite(room, { ...guest, sendMail: true })
  const desk = mailDesk(await pageOf(site.person('administrator')))
  await desk.open()
  await expect(async () => {
    await desk.lookAgain.click()
    await expect(desk.row(guest.email)).toContainText('Kept as a file', { timeout: 1_000 })
  }).toPass()
  await desk.row(guest.email).getByRole('button', { name: `Read the mail to ${guest.email}` }).click()
  await expect(desk.kept).toContainText(invitation.link)
})

test('without a template the window offers no mail, and says why to administrators only', async ({ device }) => {
  const site = await Site.start()
  try {
    const owner = site.person('owner')
    const administrator = site.person('administrator')
    const office = await Host.signIn(site, administrator, '10.9.0.4')
    await office.switchMailOff()
    for (const [person, says] of [[owner, false], [administrator, true]] as const) {
      const room = await site.newRoom({ owner: person })
      const host = await Host.signIn(site, person, '10.9.0.5')
      const context = await device({ baseURL: site.url, storageState: await host.cookies() })
      const page = await context.newPage()
      const media = roomPage(page)
      await media.open(room)
      await media.choose('Invite users')
      const window = inviteWindow(page)
      await expect(window.email).toBeVisible()
      await expect(window.sendMail).toHaveCount(0)
      await expect(window.form.getByText('there is no mail template')).toHaveCount(says ? 1 : 0)
      await page.close()
      }
  } finally {
    await site.stop()
  }
})

test('a mail server that is typed is not left without a question, and the first brings templates of its own', async ({ device, expected }) => {
  expected.push(...IN_THE_FRAME)
  const mails = await MailServer.start()
  const site = await Site.start()
  try {
    const host = await Host.signIn(site, site.person('administrator'), '10.9.2.1')
    const page = await (await device({ baseURL: site.url, storageState: await host.cookies() })).newPage()
    const desk = mailDesk(page)
    const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
    const { hostname, port } = new URL(mails.url)
    await host.switchMailOff()
    await desk.open()
    await expect(desk.language('English')).toHaveAccessibleDescription('Off')
    await desk.server.click()
    await page.getByLabel('Mail server', { exact: true }).fill(hostname)
    // It is asked about even where it is not seen.
    await desk.server.click()
    await desk.goToHealth()
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await desk.server.click()
    await expect(page.getByLabel('Mail server', { exact: true })).toHaveValue(hostname)
    await page.getByLabel('Port', { exact: true }).fill(port)
    await page.getByLabel('Encryption').selectOption({ label: 'None (a server on this machine)' })
    await page.getByRole('button', { name: 'Save the mail server' }).click()
    await desk.says('The mail server is saved.')
    // They are nobody else's, so they are replaced without a word.
    await expect(desk.language('English')).toHaveAccessibleDescription('The default')
    await desk.subject.fill('Come to {TITLE}')
    await desk.save.click()
    await desk.says('The template is saved.')
    await desk.goToHealth()
    await expect(page).toHaveURL('/admin/health')

    await desk.open()
    await desk.server.click()
    const server = page.getByLabel('Mail server', { exact: true })
    await server.fill(hostname)
    await page.getByRole('button', { name: 'Go without a mail server…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Go without it' }).click()
    await expect(server, 'what is removed is not shown any more').toHaveValue('')
    await server.fill('other.example.org')
    // The list is another one then, the page is not.
    await desk.filter('Sent').click()
    await expect(page).toHaveURL(/\/admin\/mail\?show=sent/)
    await desk.goToHealth()
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await expect(server).toHaveValue('other.example.org')
  } finally {
    await site.stop()
    await mails.stop()
  }
})

test('nobody but an administrator finds the mail desk', async ({ pageOf, site, expected }) => {
  expected.push(/404/)
  const page = await pageOf(site.person('owner'))
  const response = await page.goto('/admin/mail')
  expect(response?.status()).toBe(404)
})

test('the mail desk is accessible', async ({ pageOf, site, expected }) => {
  expected.push(...IN_THE_FRAME)
  const page = await pageOf(site.person('administrator'), { inspected: true })
  const desk = mailDesk(page)
  await desk.open()
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await seeAccessible(page, `the mail desk at ${width}`)
  }
})
