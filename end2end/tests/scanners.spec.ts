// Programs between the mail server and the guest open every address of a mail, with a browser, over and over. None of
// that may use a link up: who comes later comes in as if nobody had looked.
import ICAL from 'ical.js'
import type { APIRequest, BrowserContext, Page } from '@playwright/test'
import { guestPage } from '../pages/guest-page'
import { liveRoomPage } from '../pages/live-room-page'
import { alive, expect, test, type Room } from '../fixtures/app'
import { Host } from '../fixtures/host'
import { MailServer } from '../fixtures/mail-server'
import { Site } from '../fixtures/site'

const SCANNERS = [
  'Mozilla/5.0 (compatible; BingPreview/1.0b)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks/1.0',
  'Barracuda Sentinel (EE)',
  'curl/8.9.0',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'facebookexternalhit/1.1',
]

test.describe('scanners of mail', () => {
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

  /** A host, a room, and a guest who was mailed; answers every address of the mail as well. */
  async function mailed(room: Room, email: string, address: string) {
    const host = await Host.signIn(site, room.owner, address)
    const invitation = await host.invite(room, { email, first: 'Ana', last: 'Ruiz', sendMail: true })
    await expect.poll(() => mails.to(email).length, { timeout: 15_000 }).toBe(1)
    const [mail] = mails.to(email)
    const hrefs = [...(mail.html || '').matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
    const written = (mail.text ?? '').match(/https?:\/\/\S+/g) ?? []
    const file = mail.attachments.find((attachment) => attachment.filename === 'invite.ics')
    const calendar = new ICAL.Component(ICAL.parse(file?.content.toString('utf8') ?? ''))
    const page = String(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('url'))
    const urls = [...new Set([...hrefs, ...written, page, `${page}/calendar.ics`])]
    expect(urls).toContain(invitation.link)
    expect(urls).toContain(`${site.url}${invitation.path}`)
    expect(urls).toHaveLength(3)
    return { host, invitation, urls }
  }

  async function fetchAll(request: APIRequest, urls: string[]) {
    for (const [place, agent] of SCANNERS.entries()) {
      const scanner = await request.newContext({ userAgent: agent, extraHTTPHeaders: { 'x-forwarded-for': `10.8.1.${place}` } })
      for (let look = 0; look < 3; look += 1) {
        for (const url of urls) {
          expect((await scanner.head(url)).status(), `HEAD ${url} as ${agent}`).toBeLessThan(500)
          expect((await scanner.get(url)).status(), `GET ${url} as ${agent}`).toBeLessThan(500)
        }
      }
      await scanner.dispose()
    }
  }

  /** Opens an address as a browser does, runs all that is there, and waits until nothing happens any more. */
  async function runAll(page: Page, url: string) {
    if (url.endsWith('.ics')) {
      // A browser without anybody before it downloads it, or is refused.
      await page.goto(url).catch(() => undefined)
      return
    }
    await page.goto(url)
    await alive(page)
    await page.mouse.move(100, 100)
    await page.mouse.wheel(0, 2_000)
    await page.evaluate(() => new Promise<void>((idle) => requestIdleCallback(() => idle(), { timeout: 2_000 })))
  }

  async function scan(context: BrowserContext, urls: string[]) {
    for (const url of urls) {
      const page = await context.newPage()
      await runAll(page, url)
      await page.close()
    }
  }

  test('a mail of which every address was opened, with scripts, is as good as new', async ({ device, playwright }) => {
    test.slow()
    const room = await site.newRoom({ open: true })
    const email = 'ana.scanned@guests.example'
    const { host, invitation, urls } = await mailed(room, email, '10.8.0.1')
    await fetchAll(playwright.request, urls)
    // One that forgets each time, and one that keeps what it is given.
    for (const url of urls) await scan(await device({ baseURL: site.url }), [url])
    await scan(await device({ baseURL: site.url }), [...urls, ...urls])

    expect(await host.devicesOf(room, invitation)).toEqual([])
    const page = await (await device({ baseURL: site.url })).newPage()
    const guest = guestPage(page)
    await guest.open(invitation)
    await guest.prove('somebody.else@guests.example')
    await expect(guest.address, 'no try was counted').toHaveAccessibleDescription(/4 tries are left\./)
    await guest.prove(email)
    await liveRoomPage(page).insideAs('Viewer')
    expect(await host.devicesOf(room, invitation)).toHaveLength(1)
    await host.dispose()
  })

  test('a scanner that still has the page open when the session starts goes nowhere', async ({ device }) => {
    const room = await site.newRoom({ startsInSeconds: 600 })
    const email = 'ana.waited@guests.example'
    const { host, invitation } = await mailed(room, email, '10.8.0.2')
    const scanner = await (await device({ baseURL: site.url })).newPage()
    const robot = guestPage(scanner)
    await robot.open(invitation)
    await robot.asksForAddress()
    await host.openSession(room)
    await expect(scanner.getByRole('heading', { name: 'The session is open' })).toBeVisible()
    await expect(robot.enter).toBeVisible()
    await runAll(scanner, invitation.link)
    await expect(robot.enter).toBeVisible()
    expect(new URL(scanner.url()).pathname, 'it waits at the door').toBe(invitation.path)
    expect(await host.devicesOf(room, invitation)).toEqual([])

    const page = await (await device({ baseURL: site.url })).newPage()
    const guest = guestPage(page)
    await guest.open(invitation)
    await guest.prove(email)
    await liveRoomPage(page).insideAs('Viewer')
    await host.dispose()
  })
})
