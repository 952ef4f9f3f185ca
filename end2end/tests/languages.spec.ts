// Every screen in every language: nothing in English, nothing that axe objects to, times as `Intl` writes them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { seeAccessible } from '../fixtures/accessible'
import { alive, expect, test, visit, type Person, type Room } from '../fixtures/app'
import { KEPT, asked, write } from '../fixtures/intl'
import { Site } from '../fixtures/site'
import { saying, seeTranslated, sentences, type Language } from '../fixtures/translated'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
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

/** What people of the demonstration have typed, besides what a test makes. */
function typedBy(room: Room, ...people: Person[]): string[] {
  return [...SAMPLES, room.title, ...people.flatMap(({ name, email, first, last }) => [email, name, first, last]), 'Ana Ruiz', ANA.email]
}

for (const language of ALL) {
  const say = saying(language)
  const device = { locale: LOCALES[language], inspected: true, reducedMotion: 'reduce' as const }

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
    await page.getByRole('button', { name: say('More actions for {title}').replace('{title}', '') }).click()
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

  test(`administrators read everything in ${language}`, async ({ pageOf, site, expected, newRoom, invite, hostAs }) => {
    // The preview of a mail lives in a frame that may do nothing.
    expected.push(/frame is sandboxed/, /Failed to execute 'postMessage'/)
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
    const file = await office.sendFile('people.csv', `email,first name,last name\n${nora.email},Nora,Neu\nnobody,Imke,Import\n`)
    const page = await pageOf(administrator, device)
    const typed = [...typedBy(room, room.owner, administrator), nora.email, 'Nora Neu', 'Imke Import', 'nobody', staff, 'people.csv']
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
    for (const [screen, path] of [
      ['a person', `/admin/people/${person.id}`],
      ['a group', `/admin/groups/${group}`],
      ['an import', `/admin/import?file=${file}`],
    ] as const) {
      await visit(page, path)
      await see(page, language, screen, typed)
    }
    const settings = await pageOf(administrator, device)
    await visit(settings, '/admin/settings')
    await settings.getByLabel(say('Blocked domains')).fill('guests.example')
    await settings.getByRole('button', { name: say('Save settings') }).first().click()
    await expect(settings.getByRole('alertdialog')).toBeVisible()
    await see(settings, language, 'the question before saving settings', [...typed, 'guests.example'])

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

  test(`guest links read in ${language}`, async ({ pageOf, newRoom, hostAs }) => {
    const room = await newRoom({ open: true })
    const typed = [...typedBy(room, room.owner), 'Newsletter', 'Seminar', 'Old']
    const host = await hostAs(room.owner)
    const link = await host.makeGuestLink(room, 'Newsletter')
    const single = await host.makeGuestLink(room, 'Seminar', '1')
    const old = await host.makeGuestLink(room, 'Old')
    const guest = await pageOf(undefined, device)
    await visit(guest, single.url)
    await see(guest, language, 'guest link', typed)
    await guest.locator('input[name=first_name]').fill('Ana')
    await guest.locator('input[name=last_name]').fill('Ruiz')
    await guest.locator('input[name=email]').fill(ANA.email)
    await guest.getByRole('button', { name: say('Enter the room') }).click()
    await expect(guest.getByRole('tab').first()).toBeVisible()
    await see(guest, language, 'inside by guest link', typed)
    const page = await pageOf(room.owner, device)
    await visit(page, `${room.path}/invitations`)
    await see(page, language, 'invitations with guest links', typed)

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
    const bo = { email: 'bo.berg@guests.example', first: 'Bo', last: 'Berg' }
    const knocking = await pageOf(undefined, device)
    await visit(knocking, (await invite(room, bo)).link)
    await knocking.getByLabel(say('Email address')).fill(bo.email)
    await knocking.keyboard.press('Enter')
    await expect(knocking.locator('.guest-knock')).toBeVisible()
    const all = [...typed, bo.email, 'Bo Berg']
    await see(knocking, language, 'knocking', all)

    await host.endSession(room)
    await expect(page.locator('.refusal[data-refusal=over]')).toBeVisible()
    await see(page, language, 'goodbye', all)
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
    await refused('a link that was never made', '/i/no-such-link')
    const removed = await inviteAs('removed')
    await host.remove(removed)
    await refused('an invitation that was removed', removed.link)
    const replaced = await inviteAs('replaced')
    await host.newLink(replaced)
    await refused('a link that was replaced', replaced.link)
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
    const member = await pageOf(site.person('student'), device)
    await visit(member, (await inviteAs('other')).link)
    await see(member, language, 'signed in with another address', typed)
  })
}

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
