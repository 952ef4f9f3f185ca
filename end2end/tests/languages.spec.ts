// Every screen in every language: nothing in English, nothing that axe objects to, times as `Intl` writes them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { seeAccessible } from '../fixtures/accessible'
import { alive, expect, test, visit, type Person, type Room } from '../fixtures/app'
import { KEPT, asked, write } from '../fixtures/intl'
import { Site } from '../fixtures/site'
import { saying, seeTranslated, sentences, type Language } from '../fixtures/translated'
import { guestLinks } from '../pages/guest-links'
import { invitationsPage } from '../pages/invitations-page'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }
const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE', es: 'es-ES', he: 'he-IL' }
const SPOKEN: Language[] = ['de', 'es', 'he']
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

for (const language of SPOKEN) {
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
    const signedOut = await pageOf(undefined, device)
    await visit(signedOut, '/sign-in')
    await see(signedOut, language, 'sign in', [])
    expect(site.url).toBeTruthy()
  })

  test(`administrators read everything in ${language}`, async ({ pageOf, site, expected, newRoom, invite }) => {
    // The preview of a mail lives in a frame that may do nothing.
    expected.push(/frame is sandboxed/, /Failed to execute 'postMessage'/)
    const administrator = site.person('administrator')
    // So that the log has something to say.
    const room = await newRoom()
    await invite(room, { ...ANA, type: 'Moderator' })
    await site.withSetting('link_devices', '2', async () => {})
    const page = await pageOf(administrator, device)
    const typed = typedBy(room, room.owner, administrator)
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

  test(`guest links read in ${language}`, async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const typed = [...typedBy(room, room.owner), 'Newsletter']
    const owner = await pageOf(room.owner)
    await invitationsPage(owner).open(room)
    const url = await guestLinks(owner).make('Newsletter')
    const host = await pageOf(room.owner, device)
    await visit(host, `${room.path}/invitations`)
    await see(host, language, 'invitations with a guest link', typed)
    const guest = await pageOf(undefined, device)
    await visit(guest, url)
    await see(guest, language, 'guest link', typed)
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

    await (await hostAs(room.owner)).openSession(room)
    // Whoever has waited is let in by the page itself.
    await expect(page.getByRole('tab').first()).toBeVisible()
    await see(page, language, 'live room', typed)
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
  for (const language of ['en', ...SPOKEN] as Language[]) {
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

for (const language of ['en', ...SPOKEN] as Language[]) {
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
