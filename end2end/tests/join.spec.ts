import { guestPage } from '../pages/guest-page'
import { invitationsPage } from '../pages/invitations-page'
import { inviteWindow } from '../pages/invite-window'
import { liveRoomPage } from '../pages/live-room-page'
import { roomPage } from '../pages/room-page'
import { signInPage } from '../pages/sign-in-page'
import { alive, expect, test, visit } from '../fixtures/app'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }

test.describe('before the start', () => {
  test('a guest sees what they wait for: the room, the time and a countdown', async ({ page, newRoom, invite }) => {
    const room = await newRoom({
      title: 'How moss travels',
      description: 'Bring a magnifying glass.',
      speakers: ['Dr. Moss', 'Prof. Fern'],
      startsInSeconds: 2 * 86_400 + 3600,
      endsInSeconds: 2 * 86_400 + 7200,
    })
    const guest = guestPage(page)
    const response = await guest.open(await invite(room, ANA))
    expect(response?.status()).toBe(200)
    await expect(page).toHaveURL(/\/join\/[0-9a-z]{26}$/)
    await expect(page).toHaveTitle('How moss travels · Greenroom')
    await expect(guest.title).toHaveText('How moss travels')
    await expect(page.getByRole('list', { name: 'Speakers' }).getByRole('listitem')).toHaveText(['Dr. Moss', 'Prof. Fern'])
    await expect(page.getByText('Bring a magnifying glass.')).toBeVisible()
    await expect(guest.countdown).toContainText(/02\s+days/)
    // On the guest's own clock, which is neither the server's nor the room's.
    const there = room.startsAt.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' })
    await expect(page.getByText(there).first()).toBeVisible()
    await expect(page.getByText(/planned in UTC/)).toBeVisible()
    await guest.asksForAddress()
    await expect(page.getByText(ANA.email), 'the address is the guest’s to know').toHaveCount(0)
  })

  test('the countdown counts, and its own zero opens nothing', async ({ page, newRoom, invite }) => {
    const room = await newRoom({ startsInSeconds: 120 })
    await page.clock.install()
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    await guest.asksForAddress()
    await page.clock.pauseAt(new Date(Date.now() + 2_000))
    const before = await guest.secondsLeft()
    expect(before).toBeGreaterThan(100)
    await page.clock.runFor(20_000)
    await expect.poll(() => guest.secondsLeft()).toBe(before - 20)
    await page.clock.runFor(before * 1000)
    await expect(guest.countdown).toContainText('Opening…')
    await guest.asksForAddress()
    await expect(guest.enter).toHaveCount(0)
  })

  test('a clock that is set wrong does not matter', async ({ page, newRoom, invite }) => {
    const room = await newRoom({ startsInSeconds: 300 })
    await page.clock.install({ time: new Date(Date.now() + 5 * 3_600_000) })
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    const left = await guest.secondsLeft()
    expect(left).toBeGreaterThan(270)
    expect(left).toBeLessThanOrEqual(300)
  })

  test('who confirms early is let in by the server’s clock, without a touch', async ({ page, newRoom, invite }) => {
    const room = await newRoom({ startsInSeconds: 12 })
    const guest = guestPage(page)
    await guest.open(await invite(room, { ...ANA, type: 'Moderator' }))
    await guest.prove(ANA.email)
    await guest.expectedAs('Moderator')
    await expect(guest.countdown).toBeVisible()
    await page.waitForURL(/\/live\?/, { timeout: 25_000 })
    await liveRoomPage(page).insideAs('Moderator')
    expect(Date.now()).toBeGreaterThanOrEqual(room.startsAt.getTime())
  })

  test('the door opens by itself within a second or so when a host opens the session', async ({ page, pageOf, newRoom, invite }) => {
    const room = await newRoom({ startsInSeconds: 600 })
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    await guest.prove(ANA.email)
    await guest.expectedAs('Viewer')
    const host = roomPage(await pageOf(room.owner))
    await host.open(room)
    const opened = page.waitForURL(/\/live\?/).then(() => Date.now())
    await host.openNow.click()
    const pressed = Date.now()
    // The door is asked within a second of chance, and a slow machine needs a little for the rest.
    expect((await opened) - pressed).toBeLessThan(4_000)
    await liveRoomPage(page).insideAs('Viewer')
  })

  test('who has not confirmed yet keeps what they are typing while the door opens', async ({ page, hostAs, newRoom, invite }) => {
    const room = await newRoom({ startsInSeconds: 600 })
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    await guest.address.pressSequentially('ana.ruiz@gue')
    await (await hostAs(room.owner)).openSession(room)
    await expect(page.getByRole('heading', { name: 'The session is open' })).toBeVisible()
    await expect(guest.address).toHaveValue('ana.ruiz@gue')
    await expect(guest.address).toBeFocused()
    await page.keyboard.type('sts.example')
    await page.keyboard.press('Enter')
    await liveRoomPage(page).insideAs('Viewer')
  })

  test('a moved start moves the countdown', async ({ page, pageOf, newRoom, invite }) => {
    const room = await newRoom({ startsInSeconds: 600 })
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    expect(await guest.secondsLeft()).toBeLessThanOrEqual(600)
    const host = roomPage(await pageOf(room.owner))
    await host.open(room)
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16)
    await host.moveTo(at(26), at(28))
    await host.says('The session has a new time.')
    await expect.poll(() => guest.secondsLeft()).toBeGreaterThan(25 * 3600)
  })

  test('a new role is told to who waits', async ({ page, pageOf, newRoom, invite }) => {
    const room = await newRoom()
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    await guest.prove(ANA.email)
    await guest.expectedAs('Viewer')
    const hostsPage = await pageOf(room.owner)
    await roomPage(hostsPage).open(room)
    await roomPage(hostsPage).choose('Invite users')
    const window = inviteWindow(hostsPage)
    await window.fill({ ...ANA, type: 'Speaker' })
    await window.generate.click()
    await window.form.getByRole('button', { name: 'Change to Speaker' }).click()
    await guest.expectedAs('Speaker')
    await guest.says('Your role has changed: you are now expected as Speaker.')
  })
})

test.describe('the address', () => {
  test('a wrong one is told beside the field and kept, and the tries are counted down to a lock', async ({ page, newRoom, invite }) => {
    const room = await newRoom()
    const invitation = await invite(room, ANA)
    const guest = guestPage(page)
    await guest.open(invitation)
    for (const left of ['4 tries are left.', '3 tries are left.', '2 tries are left.', 'One try is left.']) {
      await guest.prove('somebody@else.example')
      await expect(guest.address).toHaveAttribute('aria-invalid', 'true')
      await expect(guest.address).toHaveAccessibleDescription(`This is not the invited address. Check it and try again. ${left}`)
      await expect(guest.address).toHaveValue('somebody@else.example')
    }
    await guest.prove('somebody@else.example')
    await guest.refusedWith('Too many wrong addresses were entered.')
    await expect(page.getByText(/It opens again at \d\d:\d\d/)).toBeVisible()
    await guest.lookAgain()
    await guest.refusedWith('Too many wrong addresses were entered.')
  })

  test('one that is none is told as such and costs no try', async ({ page, newRoom, invite }) => {
    const guest = guestPage(page)
    await guest.open(await invite(await newRoom(), ANA))
    await guest.prove('ana@b@c')
    await expect(guest.address).toHaveValue('ana@b@c')
    await guest.prove('somebody@else.example')
    await expect(guest.address).toHaveAccessibleDescription(/4 tries are left\./)
  })

  test('counts whatever its case and the spaces around it', async ({ page, newRoom, invite }) => {
    const guest = guestPage(page)
    await guest.open(await invite(await newRoom(), ANA))
    await guest.prove('  Ana.Ruiz@GUESTS.example ')
    await guest.expectedAs('Viewer')
  })

  test('is the reader’s own: browsers may fill it in', async ({ page, newRoom, invite }) => {
    const guest = guestPage(page)
    await guest.open(await invite(await newRoom(), ANA))
    await expect(guest.address).toHaveAttribute('autocomplete', 'email')
  })
})

test.describe('one link, one device', () => {
  test('a second device is refused, whatever it types, and helped on', async ({ page, pageOf, newRoom, invite }) => {
    const invitation = await invite(await newRoom(), ANA)
    const first = guestPage(page)
    await first.open(invitation)
    await first.prove(ANA.email)
    await first.expectedAs('Viewer')

    const second = guestPage(await pageOf())
    const response = await second.open(invitation)
    expect(response?.status()).toBe(409)
    await second.refusedWith('This link is already used on another device.')
    await expect(second.address).toHaveCount(0)
    await expect(second.tryAgain).toBeVisible()
    await first.lookAgain()
    await first.expectedAs('Viewer')
  })

  test('a device that was faster is told to the slower one, which had the form open', async ({ page, pageOf, newRoom, invite }) => {
    const invitation = await invite(await newRoom(), ANA)
    const slow = guestPage(page)
    await slow.open(invitation)
    await slow.asksForAddress()
    const fast = guestPage(await pageOf())
    await fast.open(invitation)
    await fast.prove(ANA.email)
    await fast.expectedAs('Viewer')
    await slow.prove(ANA.email)
    await slow.refusedWith('This link is already used on another device.')
  })

  test('the same device comes back after its browser was closed', async ({ device, newRoom, invite }) => {
    const invitation = await invite(await newRoom(), ANA)
    const before = await device()
    const guest = guestPage(await before.newPage())
    await guest.open(invitation)
    await guest.prove(ANA.email)
    await guest.expectedAs('Viewer')
    const kept = await before.storageState()
    await before.close()

    const after = guestPage(await (await device({ storageState: kept })).newPage())
    await after.open(invitation)
    await after.expectedAs('Viewer')
  })

  test('a host releases the device, and the link works on another one', async ({ page, pageOf, newRoom, invite }) => {
    const room = await newRoom()
    const invitation = await invite(room, ANA)
    const first = guestPage(page)
    await first.open(invitation)
    await first.prove(ANA.email)
    await first.expectedAs('Viewer')

    const list = invitationsPage(await pageOf(room.owner))
    await list.open(room)
    await expect(list.row('Ana Ruiz')).toContainText(/In use on Chrome on Linux since/)
    await list.choose('Ana Ruiz', 'Release device')
    await list.confirm('Release device')
    await list.says('The link of Ana Ruiz can be used on another device.')
    await first.asksForAddress()

    const second = guestPage(await pageOf())
    await second.open(invitation)
    await second.prove(ANA.email)
    await second.expectedAs('Viewer')
    await first.lookAgain()
    await first.refusedWith('This link is already used on another device.')
  })

  test('who is signed in with the invited address brings the link over', async ({ page, pageOf, newRoom, invite, site }) => {
    const person = await site.newPerson('Mira', 'Sol')
    const invitation = await invite(await newRoom(), { email: person.email, first: 'Mira', last: 'Sol' })
    const first = guestPage(page)
    await first.open(invitation)
    await first.prove(person.email)
    await first.expectedAs('Viewer')

    const second = guestPage(await pageOf(person))
    await second.open(invitation)
    await second.refusedWith('This link is already used on another device.')
    await second.useThisDevice.click()
    await second.expectedAs('Viewer')
    await first.refusedWith('This link is already used on another device.')
  })

  test('with more devices allowed, a second one is let in', async ({ page, pageOf, newRoom, invite, site }) => {
    const invitation = await invite(await newRoom(), ANA)
    await site.withSetting('link_devices', '2', async () => {
      for (const device of [page, await pageOf()]) {
        const guest = guestPage(device)
        await guest.open(invitation)
        await guest.prove(ANA.email)
        await guest.expectedAs('Viewer')
      }
      const third = guestPage(await pageOf())
      await third.open(invitation)
      await third.refusedWith('This link is already used on another device.')
    })
  })
})

test.describe('signed in', () => {
  test('with the invited address, the guest goes straight into the room', async ({ pageOf, newRoom, invite, site }) => {
    const person = await site.newPerson('Iris', 'Lang')
    const room = await newRoom({ open: true })
    const page = await pageOf(person)
    await page.goto((await invite(room, { email: person.email, first: 'Iris', last: 'Lang', type: 'Speaker' })).link)
    await liveRoomPage(page).insideAs('Speaker')
  })

  test('with the invited address before the start, the guest waits and the link is theirs', async ({ pageOf, newRoom, invite, site }) => {
    const person = await site.newPerson('Odo', 'Lang')
    const invitation = await invite(await newRoom(), { email: person.email, first: 'Odo', last: 'Lang' })
    const page = await pageOf(person)
    const claimed = page.waitForResponse('**/api/join/confirm-sign-in')
    const guest = guestPage(page)
    await guest.open(invitation)
    await guest.expectedAs('Viewer')
    await claimed
    const other = guestPage(await pageOf())
    await other.open(invitation)
    await other.refusedWith('This link is already used on another device.')
  })

  test('with another address, the guest is told so and can change it', async ({ pageOf, newRoom, invite, site }) => {
    const person = await site.newPerson('Vera', 'Lang')
    const student = await site.newPerson('Sten', 'Lang')
    const invitation = await invite(await newRoom(), { email: person.email, first: 'Vera', last: 'Lang' })
    const page = await pageOf(student)
    const guest = guestPage(page)
    await guest.open(invitation)
    await expect(page.getByText(student.email)).toBeVisible()
    await guest.asksForAddress()
    await guest.otherAccount.click()
    const form = signInPage(page)
    await form.seen()
    await form.signIn(person)
    await expect(page).toHaveURL(/\/join\//)
    await guest.expectedAs('Viewer')
  })

  test('with another address, the invited address still opens the door', async ({ pageOf, newRoom, invite, site }) => {
    const guest = guestPage(await pageOf(site.person('student')))
    await guest.open(await invite(await newRoom(), ANA))
    await guest.prove(ANA.email)
    await guest.expectedAs('Viewer')
  })
})

test.describe('each refusal has its own screen', () => {
  test('a link that was never made', async ({ page }) => {
    for (const path of ['/i/no-such-link', '/join/unknown', '/join/00000000000000000000000000']) {
      const response = await visit(page, path)
      expect(response?.status(), path).toBe(404)
      await guestPage(page).refusedWith('This link is not complete, or was never made.')
    }
  })

  test('a link that was cut off when it was copied', async ({ page, newRoom, invite }) => {
    const { link } = await invite(await newRoom(), ANA)
    await visit(page, link.slice(0, -3))
    await guestPage(page).refusedWith('This link is not complete, or was never made.')
  })

  test('a room that is deleted while the guest waits, and back when it is restored', async ({ page, hostAs, newRoom, invite }) => {
    const room = await newRoom()
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    await guest.prove(ANA.email)
    await guest.expectedAs('Viewer')
    const host = await hostAs(room.owner)
    await host.deleteRoom(room)
    await guest.refusedWith('The room has been deleted.')
    await host.restoreRoom(room)
    await guest.tryAgain.click()
    await alive(page)
    await guest.expectedAs('Viewer')
  })

  test('an invitation that is removed while the guest waits', async ({ page, hostAs, newRoom, invite }) => {
    const room = await newRoom()
    const invitation = await invite(room, ANA)
    const guest = guestPage(page)
    await guest.open(invitation)
    await guest.asksForAddress()
    await (await hostAs(room.owner)).remove(invitation)
    await guest.refusedWith('The invitation has been removed.')
    const response = await guest.open(invitation)
    expect(response?.status()).toBe(410)
    await guest.refusedWith('The invitation has been removed.')
    await expect(page.getByText(room.title), 'what is removed tells nothing').toHaveCount(0)
  })

  test('a link that was replaced by a newer one', async ({ page, hostAs, newRoom, invite }) => {
    const room = await newRoom()
    const old = await invite(room, ANA)
    const guest = guestPage(page)
    await guest.open(old)
    await guest.asksForAddress()
    const { link } = await (await hostAs(room.owner)).newLink(old)
    await guest.open(old)
    await guest.refusedWith('A newer link has been made for you.')
    await guest.open({ link })
    await guest.asksForAddress()
  })

  test('a session that ends while the guest waits at its door', async ({ page, hostAs, newRoom, invite }) => {
    const room = await newRoom({ open: true })
    const guest = guestPage(page)
    await guest.open(await invite(room, ANA))
    await expect(page.getByRole('heading', { name: 'The session is open' })).toBeVisible()
    await (await hostAs(room.owner)).endSession(room)
    await guest.refusedWith('The session has ended.')
    await guest.lookAgain()
    await guest.refusedWith('The session has ended.')
  })

  test('a domain that was blocked after the invitation', async ({ page, newRoom, invite, site }) => {
    const invitation = await invite(await newRoom(), { ...ANA, email: 'ana@later-blocked.example' })
    await site.withSetting('blocked_domains', 'later-blocked.example', async () => {
      const guest = guestPage(page)
      const response = await guest.open(invitation)
      expect(response?.status()).toBe(403)
      await guest.refusedWith('Addresses of this domain are not let in.')
    })
  })
})

test.describe('opening a link changes nothing', () => {
  test('scanners, previews and prefetches may look as often as they like', async ({ page, pageOf, newRoom, invite, playwright, site }) => {
    const room = await newRoom({ open: true })
    const invitation = await invite(room, ANA)
    const scanner = await playwright.request.newContext({ extraHTTPHeaders: { 'sec-purpose': 'prefetch' } })
    for (let look = 0; look < 3; look += 1) {
      expect((await scanner.get(invitation.link)).status()).toBe(200)
      expect((await scanner.head(invitation.link)).status()).toBe(200)
    }
    await scanner.dispose()
    // A scanner that runs scripts, too.
    const robot = guestPage(await pageOf())
    await robot.open(invitation)
    await expect(robot.enter).toBeVisible()

    const list = invitationsPage(await pageOf(site.person('owner')))
    await list.open(room)
    await expect(list.row('Ana Ruiz')).toContainText('Not opened yet')
    const guest = guestPage(page)
    await guest.open(invitation)
    await guest.open(invitation)
    await guest.prove(ANA.email)
    await liveRoomPage(page).insideAs('Viewer')
  })

  test('the token leaves the address at once, and nothing is kept on the way', async ({ newRoom, invite, playwright }) => {
    const { link, path } = await invite(await newRoom(), ANA)
    const reader = await playwright.request.newContext({ maxRedirects: 0 })
    const answer = await reader.get(link)
    expect(answer.status()).toBe(303)
    expect(answer.headers()['location']).toBe(path)
    expect(answer.headers()['cache-control']).toContain('no-store')
    expect(answer.headers()['referrer-policy']).toBe('same-origin')
    await reader.dispose()
  })
})
