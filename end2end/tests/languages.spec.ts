// Every screen in every language: nothing in English, nothing that axe objects to, times as `Intl` writes them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { seeAccessible } from '../fixtures/accessible'
import { alive, expect, Host, test, visit, type DeviceOptions, type Person, type Room } from '../fixtures/app'
import { KEPT, asked, write } from '../fixtures/intl'
import { MailServer } from '../fixtures/mail-server'
import { Site } from '../fixtures/site'
import { saying, seeTranslated, sentences, type Language } from '../fixtures/translated'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const BO = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }
/** Ana, by the names of the fields of a form. */
const ANA_TYPED = { email: ANA.email, first_name: ANA.first, last_name: ANA.last }
const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE', es: 'es-ES', he: 'he-IL' }
const ALL: Language[] = ['en', 'de', 'es', 'he']
/** Those that the program does not hold itself. */
const SPOKEN = ALL.filter((language) => language !== 'en')
/** The same in every language: samples, and the names of columns. */
const SAMPLES = [
  'University of Porto',
  'email, first name, last name, type',
  'email, first name, last name',
  'viewer, private_only, admin, unmoderated_admin',
  'abcd-efgh-jkmn-pqrs',
  'Greenroom <no-reply@localhost>',
  'no-reply@localhost',
]
/** What the console says of the preview of a mail, which lives in a frame that may do nothing. */
const IN_THE_FRAME = [/frame is sandboxed/, /Failed to execute 'postMessage'/]
/** A folder for pictures of every screen, for people to look at. */
const SHOTS = process.env.SHOTS

test.describe.configure({ timeout: 240_000 })

async function see(page: Page, language: Language, screen: string, typed: string[]): Promise<void> {
  await seeTranslated(page, language, screen, typed)
  if (SHOTS) {
    mkdirSync(SHOTS, { recursive: true })
    for (const [name, width] of [['desk', 1280], ['phone', 390]] as const) {
      await page.setViewportSize({ width, height: 860 })
      await page.screenshot({ path: `${SHOTS}/${screen.replace(/\W+/g, '-')}.${language}.${name}.png`, fullPage: true })
    }
  }
  await seeAccessible(page, `${screen} in ${language}`)
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** A device of somebody who reads that language. */
function reading(language: Language): DeviceOptions {
  return { locale: LOCALES[language], inspected: true, reducedMotion: 'reduce' }
}

/** Types into fields by their names, which are the same in every language. */
async function fill(place: Page | Locator, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await place.locator(`input[name=${name}]`).fill(value)
}

/** What people of the demonstration have typed, besides what a test makes. */
function typedBy(room: Room, ...people: Person[]): string[] {
  return [...SAMPLES, room.title, ...people.flatMap(({ name, email, first, last }) => [email, name, first, last]), 'Ana Ruiz', ANA.email]
}

for (const language of ALL) {
  const say = saying(language)
  /** The words around a value. */
  const around = (english: string) => say(english).replace(/\{\w+\}/, '')
  const device = reading(language)

  test(`hosts read everything in ${language}`, async ({ pageOf, newRoom, invite, site }) => {
    const room = await newRoom()
    const typed = typedBy(room, room.owner)
    await invite(room, { ...ANA, type: 'Speaker' })
    const page = await pageOf(room.owner, device)
    for (const [screen, path] of [
      ['rooms', '/rooms'],
      ['new room', '/rooms/new'],
      ['room', room.path],
      ['edit room', `${room.path}/edit`],
      ['invitations', `${room.path}/invitations`],
      ['invite many', `${room.path}/invite-many`],
      ['report', `${room.path}/report`],
      ['account', '/account'],
      ['not found', '/nothing-here'],
    ] as const) {
      await visit(page, path)
      await see(page, language, screen, typed)
    }
    await visit(page, room.path)
    await page.getByRole('button', { name: around('More actions for {title}') }).click()
    await page.getByRole('menuitem', { name: say('Invite users') }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await see(page, language, 'invite window', typed)

    await visit(page, `${room.path}/invite-many`)
    await page.locator('#field-addresses').fill('bo.berg@guests.example, Cy Dee <cy@guests.example>, nobody')
    await page.getByRole('button', { name: say('Look them over') }).click()
    await expect(page.locator('.many-row').first()).toBeVisible()
    const given = [...typed, 'Bo Berg', 'bo.berg@guests.example', 'Cy Dee', 'cy@guests.example', 'nobody']
    await see(page, language, 'invite many looked over', given)
    await page.locator('.many-row[data-wrong] .icon-button').click()
    await page.locator('.many-send-actions .button').click()
    await expect(page.locator('.many-result .badge[data-kind=success]')).toHaveCount(2, { timeout: 20_000 })
    await see(page, language, 'invite many done', given)
    const signedOut = await pageOf(undefined, device)
    await visit(signedOut, '/sign-in')
    await see(signedOut, language, 'sign in', [])
    expect(site.url).toBeTruthy()
  })

  test(`windows of hosts read in ${language}`, async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const typed = [...typedBy(room, room.owner), 'Newsletter']
    const page = await pageOf(room.owner, device)
    const window = page.getByRole('dialog')
    const seeAndClose = async (screen: string) => {
      await expect(window).toBeVisible()
      await see(page, language, screen, typed)
      await page.keyboard.press('Escape')
      await expect(window).toBeHidden()
    }
    const choose = async (item: string) => {
      await page.getByRole('button', { name: around('More actions for {title}') }).click()
      await page.getByRole('menuitem', { name: say(item) }).click()
    }
    await visit(page, room.path)
    await choose('Reschedule')
    await seeAndClose('reschedule window')
    await choose('Invite users')
    await fill(window, ANA_TYPED)
    await window.getByRole('button', { name: say('Generate invite link') }).click()
    await expect(window.getByLabel(say('Invitation link'))).toBeVisible()
    await seeAndClose('link ready')

    await visit(page, `${room.path}/invitations`)
    for (const [screen, item] of [
      ['extend window', 'Extend…'],
      ['change type window', 'Change type…'],
      ['correct address window', 'Correct the address…'],
    ] as const) {
      await page.locator('.invitation-row').getByRole('button', { name: around('More actions for {name}') }).click()
      await page.getByRole('menuitem', { name: say(item) }).click()
      await seeAndClose(screen)
    }
    await page.getByRole('button', { name: say('Make a guest link') }).click()
    await expect(window).toBeVisible()
    await see(page, language, 'guest link window', typed)
    await fill(window, { name: 'Newsletter' })
    await page.keyboard.press('Enter')
    await expect(window.getByLabel(say('Guest link'))).toBeVisible()
    await seeAndClose('guest link ready')
  })

  test(`administrators read everything in ${language}`, async ({ pageOf, site, expected, newRoom, invite, hostAs }) => {
    expected.push(...IN_THE_FRAME)
    const administrator = site.person('administrator')
    // So that the log has something to say, and links that are out can be shut.
    const room = await newRoom()
    await invite(room, { ...ANA, type: 'Moderator', sendMail: true })
    await site.withSetting('link_devices', '2', async () => {})
    const office = await hostAs(administrator)
    const nora = { email: `${site.unique('nora')}@people.example.org`, first: 'Nora', last: 'Neu' }
    const person = await office.addPerson(nora)
    const staff = site.unique('Staff')
    const group = await office.makeGroup(staff, person.id)
    const ida = `${site.unique('ida')}@people.example.org`
    const rows = [`${nora.email},Nora,Neu`, `${ida},Ida,Import`, 'nobody,Imke,Import']
    const file = await office.sendFile('people.csv', `email,first name,last name\n${rows.join('\n')}\n`)
    const page = await pageOf(administrator, device)
    const people = [nora.email, 'Nora Neu', ida, 'Ida Import', 'Imke Import', 'nobody']
    const typed = [...typedBy(room, room.owner, administrator), ...people, staff, 'people.csv']
    for (const path of [
      '/admin/settings',
      '/admin/mail',
      '/admin/health',
      '/admin/audit',
      '/admin/people',
      '/admin/people/new',
      '/admin/groups',
      '/admin/import',
      '/admin/privacy',
    ]) {
      await visit(page, path)
      await see(page, language, path.slice(1), typed)
    }
    // The last one was that of privacy.
    await page.getByLabel(say('Email address')).fill(ANA.email)
    await page.keyboard.press('Enter')
    await expect(page.locator('.privacy-found')).toBeVisible()
    await see(page, language, 'what is kept about an address', typed)
    await page.getByRole('button', { name: say('Erase this guest') }).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await see(page, language, 'the question before erasing', typed)
    for (const [screen, path] of [
      ['a person', `/admin/people/${person.id}`],
      ['a group', `/admin/groups/${group}`],
      ['an import', `/admin/import?file=${file}`],
    ] as const) {
      await visit(page, path)
      await see(page, language, screen, typed)
    }
    // The last one was that of the import.
    await page.locator('.people-ways button[data-kind=primary]').click()
    await expect(page.locator('.many-result .badge[data-kind=success]').first()).toBeVisible()
    await see(page, language, 'an import that is done', typed)
    const settings = await pageOf(administrator, device)
    await visit(settings, '/admin/settings')
    await settings.getByLabel(say('Blocked domains')).fill('guests.example')
    await settings.getByRole('button', { name: say('Save settings') }).first().click()
    await expect(settings.getByRole('alertdialog')).toBeVisible()
    await see(settings, language, 'the question before saving settings', [...typed, 'guests.example'])
    await settings.keyboard.press('Escape')
    await expect(settings.getByRole('alertdialog')).toBeHidden()
    await settings.getByRole('button', { name: around('{name}, account menu') }).click()
    await settings.getByRole('menuitem', { name: say('Health') }).click()
    await expect(settings.getByRole('alertdialog')).toContainText(say('Leave without saving?'))
    await see(settings, language, 'the question before leaving settings', [...typed, 'guests.example'])

    await visit(page, '/admin/mail')
    const mail = page.getByRole('button', { name: ANA.email }).first()
    await expect(async () => {
      await page.getByRole('button', { name: say('Look again') }).click()
      await expect(mail).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await mail.click()
    await expect(page.locator('.kept-mail-text')).toBeVisible()
    await see(page, language, 'a mail', typed)

    const nobody = await pageOf(undefined, device)
    await visit(nobody, person.link)
    await see(nobody, language, 'new password', typed)
    await nobody.locator('input[type=password]').fill('short')
    await nobody.getByRole('button', { name: say('Save and sign in') }).click()
    await expect(nobody.locator('[aria-invalid=true]')).toBeVisible()
    await see(nobody, language, 'new password refused', typed)
  })

  test(`the first start reads in ${language}`, async ({ pageOf }) => {
    const site = await Site.startEmpty()
    try {
      const page = await pageOf(undefined, { ...device, baseURL: site.url })
      const typed = [...SAMPLES, site.url, 'Ann Archer', 'ann@example.org']
      await page.goto(await site.setupLink())
      await alive(page)
      await see(page, language, 'setup', typed)
      for (const [name, value] of [
        ['first_name', 'Ann'],
        ['last_name', 'Archer'],
        ['email', 'ann@example.org'],
        ['password', 'a calm place before the stage'],
      ]) {
        await page.locator(`input[name=${name}]`).fill(value)
      }
      await page.getByRole('button', { name: say('Make the administrator') }).click()
      await page.waitForURL('**/setup/site')
      for (const step of ['site', 'address', 'mail', 'room']) {
        await visit(page, `/setup/${step}`)
        await see(page, language, `setup ${step}`, typed)
      }
    } finally {
      await site.stop()
    }
  })

  test(`guest links read in ${language}`, async ({ pageOf, newRoom, hostAs, site }) => {
    const room = await newRoom({ open: true })
    const typed = [...typedBy(room, room.owner), 'Newsletter', 'Seminar', 'Old']
    const host = await hostAs(room.owner)
    const link = await host.makeGuestLink(room, 'Newsletter')
    const single = await host.makeGuestLink(room, 'Seminar', '1')
    const old = await host.makeGuestLink(room, 'Old')
    const guest = await pageOf(undefined, device)
    await visit(guest, single.url)
    await see(guest, language, 'guest link', typed)
    await fill(guest, ANA_TYPED)
    await guest.getByRole('button', { name: say('Enter the room') }).click()
    await expect(guest.getByRole('tab').first()).toBeVisible()
    await see(guest, language, 'inside by guest link', typed)
    const page = await pageOf(room.owner, device)
    await visit(page, `${room.path}/invitations`)
    await see(page, language, 'invitations with guest links', typed)

    // Links end after days: that this one has is put into what the door says next.
    const ending = await pageOf(undefined, device)
    await visit(ending, link.url)
    const headers = { accept: 'application/json', origin: site.url }
    const answer = await ending.context().request.post('/api/guest-links/find-entry', { form: { link: link.id }, headers })
    const ended = { ...(await answer.json()), admission: { refused: 'guest_link_ended' } }
    await ending.route('**/api/guest-links/find-entry', (route) => route.fulfill({ json: ended }))
    await host.enter(room)
    await host.lock(room)
    await expect(ending.locator('.refusal')).toBeVisible()
    await see(ending, language, 'guest link ended', typed)

    const late = await pageOf(undefined, device)
    for (const [screen, shut] of [
      ['guest link used up', { link: single, by: undefined }],
      ['guest link off', { link, by: 'switch_off' }],
      ['guest link deleted', { link: old, by: 'delete' }],
    ] as const) {
      if (shut.by) await host.toGuestLink(shut.link, shut.by)
      await visit(late, shut.link.url)
      await expect(late.locator('.refusal')).toBeVisible()
      await see(late, language, screen, typed)
    }
  })

  test(`guests read everything in ${language}`, async ({ pageOf, newRoom, invite, hostAs }) => {
    const room = await newRoom({ startsInSeconds: 600 })
    const typed = typedBy(room, room.owner)
    const invitation = await invite(room, { ...ANA, type: 'Moderator' })
    const page = await pageOf(undefined, device)
    await visit(page, invitation.link)
    await see(page, language, 'lobby', typed)
    await page.getByLabel(say('Email address')).fill(ANA.email)
    await page.getByRole('button', { name: say('Confirm address') }).click()
    await expect(page.getByRole('button', { name: say('Confirm address') })).toBeHidden()
    await see(page, language, 'waiting', typed)
    const other = await pageOf(undefined, device)
    await visit(other, invitation.link)
    await see(other, language, 'refused', typed)

    const host = await hostAs(room.owner)
    await host.openSession(room)
    // Whoever has waited is let in by the page itself.
    await expect(page.getByRole('tab').first()).toBeVisible()
    await see(page, language, 'live room', typed)

    await host.enter(room)
    await host.lock(room)
    const knocking = await pageOf(undefined, device)
    await visit(knocking, (await invite(room, BO)).link)
    await knocking.getByLabel(say('Email address')).fill(BO.email)
    await knocking.keyboard.press('Enter')
    await expect(knocking.locator('.guest-knock')).toBeVisible()
    const all = [...typed, BO.email, 'Bo Berg']
    await see(knocking, language, 'knocking', all)

    await host.endSession(room)
    await expect(page.locator('.refusal[data-refusal=over]')).toBeVisible()
    await see(page, language, 'goodbye', all)
  })

  test(`the live room of a host reads in ${language}`, async ({ pageOf, newRoom, invite, hostAs }) => {
    const room = await newRoom({ open: true })
    const said = ['Welcome, all of you', 'Why is that so?', 'Which colour?', 'Red', 'Green']
    const [welcome, question, prompt, ...options] = said
    const typed = [...typedBy(room, room.owner), 'Bo Berg', BO.email, ...said]
    const owner = await hostAs(room.owner)
    const guest = await pageOf(undefined, device)
    await visit(guest, (await owner.makeGuestLink(room, 'Newsletter')).url)
    await fill(guest, ANA_TYPED)
    await guest.getByRole('button', { name: say('Enter the room') }).click()
    await expect(guest.getByRole('tab').first()).toBeVisible()
    await owner.enter(room)
    await owner.say(room, welcome)
    const page = await pageOf(room.owner, device)
    const show = (tab: string) => page.getByRole('tab', { name: say(tab) }).click()
    await visit(page, `${room.path}/live`)
    await expect(page.locator('.message-text')).toHaveText(welcome)
    await see(page, language, 'live room of a host: chat', typed)

    await show('Q&A')
    await page.getByRole('textbox', { name: say('Ask a question') }).fill(question)
    await page.keyboard.press('Enter')
    await expect(page.locator('.question:not([data-pending])')).toContainText(question)
    await see(page, language, 'live room of a host: questions', typed)

    await show('Interactions')
    await page.getByRole('button', { name: say('New interaction') }).click()
    const window = page.getByRole('dialog')
    await expect(window).toBeVisible()
    await see(page, language, 'interaction window', typed)
    await window.getByLabel(say('What do you want to ask or to say?')).fill(prompt)
    for (const [place, option] of options.entries()) {
      await window.getByRole('textbox', { name: say('Option {number}').replace('{number}', String(place + 1)) }).fill(option)
    }
    await window.getByRole('button', { name: say('Publish') }).click()
    await expect(window).toBeHidden()
    await expect(page.getByRole('article', { name: prompt })).toBeVisible()
    await see(page, language, 'live room of a host: interactions', typed)

    await show('People')
    await page.locator('.person').getByRole('button', { name: around('More actions for {name}') }).click()
    await page.getByRole('menuitem', { name: say('Remove…') }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: say('Remove') }).click()
    await expect(guest.locator('.refusal')).toBeVisible()
    await see(guest, language, 'removed from the room', typed)

    await page.getByRole('button', { name: say('Lock the room') }).click()
    await expect(page.locator('.live-locked')).toBeVisible()
    const knocking = await pageOf(undefined, device)
    await visit(knocking, (await invite(room, BO)).link)
    await knocking.getByLabel(say('Email address')).fill(BO.email)
    await knocking.keyboard.press('Enter')
    const answers = page.locator('.waiting-answers')
    await expect(answers).toBeVisible()
    await see(page, language, 'live room of a host: door', typed)
    await answers.getByRole('button', { name: around('Decline {name}') }).click()
    await expect(knocking.locator('.refusal')).toBeVisible()
    await see(knocking, language, 'declined at the lock', typed)
  })

  test(`guests who are refused read why in ${language}`, async ({ pageOf, newRoom, invite, hostAs, site }) => {
    const room = await newRoom()
    const host = await hostAs(room.owner)
    const typed = typedBy(room, room.owner, site.person('student'))
    const inviteAs = (word: string) => invite(room, { email: `${site.unique(word)}@guests.example`, first: 'Ana', last: 'Ruiz' })
    const page = await pageOf(undefined, device)
    const refused = async (screen: string, path: string) => {
      await visit(page, path)
      await expect(page.locator('.refusal')).toBeVisible()
      await see(page, language, screen, typed)
    }
    const expired = await inviteAs('expired')
    await host.extend(room, expired, Date.now() + 4_000)
    await refused('a link that was never made', '/i/no-such-link')
    const removed = await inviteAs('removed')
    await host.remove(removed)
    await refused('an invitation that was removed', removed.link)
    const replaced = await inviteAs('replaced')
    await host.newLink(replaced)
    await refused('a link that was replaced', replaced.link)
    const locked = await inviteAs('locked')
    await visit(page, locked.link)
    await page.evaluate(async (invitation) => {
      for (let wrong = 1; wrong <= 5; wrong += 1) {
        await fetch('/api/join/confirm-address', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
          body: `invitation=${invitation}&address=somebody.else%40guests.example`,
        })
      }
    }, locked.id)
    await refused('a link that is locked', locked.link)
    await expect(async () => {
      await visit(page, expired.link)
      await expect(page.locator('.refusal')).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 15_000 })
    await see(page, language, 'a link that has expired', typed)
    const tagged = await inviteAs('ana+tag')
    await site.withSetting('plus_addresses', 'refused', () => refused('an address with a tag', tagged.link))
    const blocked = await invite(room, { email: 'ana@blocked-by-test.example', first: 'Ana', last: 'Ruiz' })
    await site.withSetting('blocked_domains', 'blocked-by-test.example', () => refused('a domain that is blocked', blocked.link))
    const gone = await newRoom()
    const deleted = await invite(gone, ANA)
    await host.deleteRoom(gone)
    typed.push(gone.title)
    await refused('a room that was deleted', deleted.link)
    const over = await newRoom({ open: true })
    const missed = await invite(over, ANA)
    await host.endSession(over)
    typed.push(over.title)
    await refused('a session that has ended', missed.link)

    const wrong = await inviteAs('wrong')
    typed.push(wrong.email)
    await visit(page, wrong.link)
    await page.getByLabel(say('Email address')).fill('somebody.else@guests.example')
    await page.getByRole('button', { name: say('Confirm address') }).click()
    await expect(page.locator('[aria-invalid=true]')).toBeVisible()
    await see(page, language, 'an address that does not match', typed)
    await page.getByRole('button', { name: say('I cannot come') }).click()
    await expect(page.getByRole('heading', { name: say('You have said that you will not come') })).toBeVisible()
    await see(page, language, 'declined', typed)

    const asked = await inviteAs('asked')
    await site.withSetting('mailed_code', 'everyone', async () => {
      await visit(page, asked.link)
      await page.getByLabel(say('Email address')).fill(asked.email)
      await page.getByRole('button', { name: say('Confirm address') }).click()
      await page.getByLabel(say('Code from the mail')).fill('12')
      await page.keyboard.press('Enter')
      await expect(page.locator('[aria-invalid=true]')).toBeVisible()
      await see(page, language, 'the code step', typed)
    })
    const member = await pageOf(site.person('student'), device)
    await visit(member, (await inviteAs('other')).link)
    await see(member, language, 'signed in with another address', typed)
    await visit(member, `${over.path}/live`)
    await expect(member.locator('.refusal')).toBeVisible()
    await see(member, language, 'not invited', typed)
  })
}

test.describe('with a mail server', () => {
  let mails: MailServer
  let site: Site
  let office: Host

  test.beforeAll(async () => {
    mails = await MailServer.start()
    site = await Site.start({ SMTP_URL: mails.url })
    office = await Host.signIn(site, site.person('administrator'), '10.14.0.1')
  })

  test.afterAll(async () => {
    await office.dispose()
    await site.stop()
    await mails.stop()
  })

  for (const language of ALL) {
    test(`a mail that has failed reads in ${language}`, async ({ pageOf, expected }) => {
      expected.push(...IN_THE_FRAME)
      const room = await site.newRoom({ owner: office.person })
      const email = `${site.unique('ana')}@guests.example`
      mails.refuse(email)
      await office.invite(room, { ...ANA, email, sendMail: true })
      const page = await pageOf(undefined, { ...reading(language), baseURL: site.url, storageState: await office.cookies() })
      await visit(page, '/admin/mail')
      // The page looks by itself while something is queued.
      const row = page.locator('.mail-row').filter({ hasText: email })
      await expect(row.locator('.mail-problem')).toContainText('no such mailbox', { timeout: 15_000 })
      await see(page, language, 'mails that have failed', [...typedBy(room, room.owner), email])
    })
  }
})

test('the language is chosen by the browser, by hand, and kept', async ({ pageOf, device }) => {
  const context = await device({ locale: 'de-AT' })
  const page = await context.newPage()
  await visit(page, '/sign-in')
  await expect(page.getByRole('heading', { name: saying('de')('Sign in') })).toBeVisible()
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page).toHaveURL(/\/sign-in\??$/)
  const next = await context.newPage()
  await visit(next, '/sign-in')
  await expect(next.getByRole('heading', { name: saying('es')('Sign in') })).toBeVisible()
  await expect(next.getByRole('button', { name: 'Español' })).toHaveAttribute('aria-current', 'true')

  const strange = await pageOf(undefined, { locale: 'fr-FR' })
  await visit(strange, '/sign-in')
  await expect(strange.locator('html')).toHaveAttribute('lang', 'en')
})

test('the language can be chosen without scripts', async ({ device }) => {
  const page = await (await device({ javaScriptEnabled: false })).newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'עברית' }).click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page).toHaveURL(/\/sign-in\??$/)
})

test('English loads no sentences, every other language one file', async ({ pageOf }) => {
  for (const language of ALL) {
    const page = await pageOf(undefined, { locale: LOCALES[language] })
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
    await visit(page, '/sign-in')
    const catalogues = loaded.filter((path) => path.endsWith('.json'))
    expect(catalogues, language).toEqual(language === 'en' ? [] : [expect.stringMatching(new RegExp(`^/pkg/${language}\\.`))])
  }
})

test('the program holds English only: another language costs it less than one catalogue', async ({ pageOf }) => {
  const page = await pageOf(undefined, { locale: LOCALES.en })
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
  await visit(page, '/sign-in')
  const paths = [...new Set(loaded)].filter((path) => /^\/pkg\/.*\.(wasm|js)$/.test(path))
  expect(paths.map((path) => path.split('.').pop()).sort()).toEqual(['js', 'wasm'])
  const files = await Promise.all(paths.map(async (path) => (await page.context().request.get(path)).body()))
  const holds = (text: string) => files.some((file) => file.includes(text))

  // What is looked for would be found: English stands there as it does in the code.
  const english = [...sentences('de').keys()].map((key) => key.replace(/ \[[^\]]*\]$/, '')).filter(isTelling)
  expect(english.filter(holds).length).toBeGreaterThan(english.length * 0.8)
  const words = new Set(english.flatMap(wordsOf))
  for (const language of SPOKEN) {
    const all = [...sentences(language)]
    const foreign = all.filter(([key, text]) => text !== key).map(([, text]) => text)
    expect(foreign.filter(isTelling).filter(holds), language).toEqual([])
    // Names of months, samples of mails: all that it leaves in the program, sentence or not.
    const left = [...new Set(foreign.flatMap(wordsOf))].filter((word) => !words.has(word) && holds(word))
    const bytes = left.reduce((sum, word) => sum + Buffer.byteLength(word), 0)
    const catalogue = Buffer.byteLength(JSON.stringify(Object.fromEntries(all)))
    expect(bytes, `${language}: ${left.join(' ')}`).toBeLessThan(catalogue / 20)
  }
})

/** Long enough not to stand somewhere by chance. */
function isTelling(text: string): boolean {
  return text.length >= 12 && text.includes(' ')
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}]+/u).filter((word) => word.length >= 5)
}

test('numbers and times are as this browser’s Intl writes them', async ({ device }) => {
  const page = await (await device()).newPage()
  const written = await page.evaluate(write, asked())
  // After a change of `asked`, or a new browser with another mind: the server's test tells what it writes otherwise.
  if (process.env.WRITE_INTL) writeFileSync(KEPT, `${JSON.stringify(written, null, 1)}\n`)
  expect(written).toEqual(JSON.parse(readFileSync(KEPT, 'utf8')))
})

for (const language of ALL) {
  test(`pages are sent the times that they draw in ${language}`, async ({ device, newRoom, hostAs, invite, site }) => {
    const owner = site.person('administrator')
    const host = await hostAs(owner)
    // A run that is over, and one that is planned: lists, spans of time, clocks and days.
    const past = await newRoom({ owner, open: true })
    await host.enter(past)
    await host.endSession(past)
    const room = await newRoom({ owner, startsInSeconds: 90_000, endsInSeconds: 200_000 })
    await invite(room, { ...ANA, type: 'Viewer' })
    const options = { as: owner, locale: LOCALES[language], timezoneId: 'America/St_Johns' }
    const context = await device(options)
    const page = await context.newPage()
    // Tells the zone, from the first page on.
    await visit(page, '/rooms')
    const paths = ['/rooms', room.path, `${room.path}/invitations`, `${past.path}/report`, '/account', '/admin/people', '/admin/audit', '/admin/import']
    let compared = 0
    for (const path of paths) {
      await visit(page, path)
      const html = await (await context.request.get(path, { headers: { 'accept-language': LOCALES[language], accept: 'text/html' } })).text()
      const [drawn, sent] = await page.evaluate((html) => {
        const timesOf = (root: Document) => [...root.querySelectorAll('time')].map((time) => [time.getAttribute('datetime') ?? '', time.textContent?.trim() ?? ''])
        return [timesOf(document), timesOf(new DOMParser().parseFromString(html, 'text/html'))]
      }, html)
      // What was seen a moment ago is another moment by now.
      const known = drawn.flatMap(([at, text], place) => (sent[place]?.[0] === at ? [{ drawn: text, sent: sent[place][1] }] : []))
      for (const time of known) expect(time.sent, path).toBe(time.drawn)
      compared += known.length
    }
    expect(compared).toBeGreaterThan(8)
  })

  test(`times in the HTML are as the browser writes them in ${language}`, async ({ device, newRoom, invite }) => {
    const room = await newRoom({ startsInSeconds: 90_000, endsInSeconds: 93_600 })
    const invitation = await invite(room, { ...ANA, type: 'Viewer' })
    for (const timezoneId of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata']) {
      const context = await device({ locale: LOCALES[language], timezoneId })
      const page = await context.newPage()
      await visit(page, invitation.link)
      const drawn = (await page.locator('time').first().textContent())?.trim()
      const html = await (await context.request.get(page.url(), { headers: { 'accept-language': LOCALES[language] } })).text()
      const sent = await page.evaluate((html) => {
        const time = new DOMParser().parseFromString(html, 'text/html').querySelector('time')
        return { text: time?.textContent?.trim(), at: time?.getAttribute('datetime') }
      }, html)
      const written = await page.evaluate(
        ({ at, tag }) =>
          new Intl.DateTimeFormat(tag, {
            weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset',
          }).format(new Date(at)),
        { at: sent.at ?? '', tag: language === 'en' ? 'en-GB' : language },
      )
      expect(drawn, timezoneId).toBe(written)
      expect(sent.text, timezoneId).toBe(drawn)
    }
  })
}
